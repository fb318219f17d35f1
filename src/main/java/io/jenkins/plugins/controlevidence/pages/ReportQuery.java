package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.config.ReviewPeriod;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which report a page shows, as its address says it: {@code ?period=last-quarter&repository=…&control=CC8.1}. The same address
 * means the same thing to whoever it is sent to, except that a named period moves on with the days.
 *
 * @param preset a named period, or null if the dates were chosen
 * @param from first day, UTC
 * @param to last day, UTC, inclusive
 * @param repository the one repository to look at, or null for all
 * @param control id of the one control or requirement to look at, or null for all
 * @param branches globs of the branches whose commits must be covered, or null for those that the policies protect
 */
record ReportQuery(
        @CheckForNull ReviewPeriod preset,
        LocalDate from,
        LocalDate to,
        @CheckForNull String repository,
        @CheckForNull String control,
        @CheckForNull Set<String> branches) {
    /** The value of {@code period} with which the dates count. */
    static final String DATES = "dates";

    private static final int MAX_LENGTH = 1000;

    /**
     * Reads the parameters of a request.
     *
     * @param parameters gives the value of a parameter, or null
     * @param otherwise the period if the address names none
     * @param today the day, UTC
     * @throws IllegalArgumentException if a parameter cannot be understood; says which and what would be
     */
    static ReportQuery of(Function<String, String> parameters, ReviewPeriod otherwise, LocalDate today) {
        String period = value(parameters, "period");
        String repository = value(parameters, "repository");
        String control = value(parameters, "control");
        Set<String> branches = branches(value(parameters, "branches"));
        if (DATES.equals(period)) {
            LocalDate from = date(parameters, "from");
            LocalDate to = date(parameters, "to");
            if (to.isBefore(from)) {
                throw new IllegalArgumentException(Messages.ReportQuery_backwards(from, to));
            }
            if (from.plusDays(ReportRequest.MAX_DAYS).isBefore(to)) {
                throw new IllegalArgumentException(Messages.ReportQuery_tooLong(ReportRequest.MAX_DAYS));
            }
            return new ReportQuery(null, from, to, repository, control, branches);
        }
        ReviewPeriod preset = period == null ? otherwise : preset(period);
        return new ReportQuery(preset, preset.from(today), preset.to(today), repository, control, branches);
    }

    @CheckForNull
    private static String value(Function<String, String> parameters, String name) {
        String value = Util.fixEmptyAndTrim(parameters.apply(name));
        if (value != null && value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(Messages.ReportQuery_tooMuch(name));
        }
        return value;
    }

    private static LocalDate date(Function<String, String> parameters, String name) {
        String text = value(parameters, name);
        try {
            if (text != null) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Messages.ReportQuery_date(name), e);
        }
        throw new IllegalArgumentException(Messages.ReportQuery_date(name));
    }

    private static ReviewPeriod preset(String name) {
        return Arrays.stream(ReviewPeriod.values())
                .filter(period -> name(period).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Messages.ReportQuery_period(
                        Arrays.stream(ReviewPeriod.values())
                                .map(ReportQuery::name)
                                .collect(Collectors.joining(", ")),
                        DATES)));
    }

    @CheckForNull
    private static Set<String> branches(@CheckForNull String text) {
        if (text == null) {
            return null;
        }
        Set<String> globs = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return globs.isEmpty() ? null : globs;
    }

    /** A named period as addresses write it. */
    static String name(ReviewPeriod period) {
        return period.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What the engine is asked.
     *
     * @param today the last day that is judged, UTC
     * @param otherwise the protected branches where the address names none
     */
    ReportRequest request(LocalDate today, Set<String> otherwise) {
        return new ReportRequest(
                from,
                to,
                today,
                control == null ? Set.of() : Set.of(control),
                repository == null ? Set.of() : Set.of(repository),
                branches == null ? otherwise : branches);
    }

    /** The address's query, without a question mark: what every link of the page carries on. */
    String parameters() {
        StringBuilder query = new StringBuilder();
        if (preset == null) {
            query.append("period=")
                    .append(DATES)
                    .append("&from=")
                    .append(from)
                    .append("&to=")
                    .append(to);
        } else {
            query.append("period=").append(name(preset));
        }
        append(query, "repository", repository);
        append(query, "control", control);
        append(query, "branches", branches == null ? null : String.join(",", branches));
        return query.toString();
    }

    /** Name of a file about the period: {@code report.csv} becomes {@code control-report-2026-01-01-to-2026-03-31.csv}. */
    String fileName(String name) {
        int dot = name.lastIndexOf('.');
        return "control-" + name.substring(0, dot) + "-" + from + "-to-" + to + name.substring(dot);
    }

    private static void append(StringBuilder query, String name, @CheckForNull String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
