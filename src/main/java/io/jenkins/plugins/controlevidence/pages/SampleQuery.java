package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.sample.Population;
import io.jenkins.plugins.controlevidence.engine.report.sample.Sample;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Which sample a page shows, as its address says it beside the report: {@code ?population=changes&size=25&seed=…&method=random}.
 *
 * @param population name of the population, or null if none was chosen yet
 * @param size how many items
 * @param seed any text, or null if none was given yet
 * @param method how they are drawn
 */
record SampleQuery(
        @CheckForNull String population,
        int size,
        @CheckForNull String seed,
        Sample.Method method) {
    /** What auditors usually ask for. */
    static final int USUAL_SIZE = 25;

    private static final int MAX_SEED = 200;

    /**
     * Reads the parameters of a request.
     *
     * @param parameters gives the value of a parameter, or null
     * @throws IllegalArgumentException if a parameter cannot be understood; says which and what would be
     */
    static SampleQuery of(Function<String, String> parameters) {
        String population = Util.fixEmptyAndTrim(parameters.apply("population"));
        if (population != null && !Population.names().contains(population)) {
            throw new IllegalArgumentException(Messages.SampleQuery_population(String.join(", ", Population.names())));
        }
        String seed = Util.fixEmptyAndTrim(parameters.apply("seed"));
        if (population != null && seed == null || seed != null && seed.length() > MAX_SEED) {
            throw new IllegalArgumentException(Messages.SampleQuery_seed(MAX_SEED));
        }
        return new SampleQuery(
                population,
                size(Util.fixEmptyAndTrim(parameters.apply("size"))),
                seed,
                method(Util.fixEmptyAndTrim(parameters.apply("method"))));
    }

    private static int size(@CheckForNull String text) {
        if (text == null) {
            return USUAL_SIZE;
        }
        int size = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (size < 1 || size > Sample.MAX_SIZE) {
            throw new IllegalArgumentException(Messages.SampleQuery_size(Sample.MAX_SIZE));
        }
        return size;
    }

    private static Sample.Method method(@CheckForNull String word) {
        return word == null
                ? Sample.Method.RANDOM
                : Arrays.stream(Sample.Method.values())
                        .filter(method -> method.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(Messages.SampleQuery_method()));
    }

    /**
     * Draws the sample.
     *
     * @return null if no population was chosen
     * @throws IllegalArgumentException if the report leaves the population out
     */
    @CheckForNull
    Sample draw(ControlReport report) {
        return population == null || seed == null
                ? null
                : Sample.draw(Population.of(population, report), method, seed, size);
    }

    /** The sample's part of the address's query, without the report's; only if there is a population. */
    String parameters() {
        return "population=" + population + "&size=" + size + "&method=" + method.word() + "&seed="
                + URLEncoder.encode(Util.fixNull(seed), StandardCharsets.UTF_8);
    }
}
