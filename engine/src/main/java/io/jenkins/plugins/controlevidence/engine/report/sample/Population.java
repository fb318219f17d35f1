package io.jenkins.plugins.controlevidence.engine.report.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A population of a report that items can be drawn from.
 *
 * @param name such as {@code changes}, one of {@link #names()}
 * @param text what its items are, for a person
 * @param items every item, sorted by {@link #line}
 * @param sha256 SHA-256 of the lines of all items, each with a line feed, in UTF-8, lower-case hexadecimal
 */
public record Population(String name, String text, List<Item> items, String sha256) {
    /** By name, the tests of the catalogue that have the population, the first that applies being taken; and the kind of item. */
    private static final Map<String, Place> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put("changes", new Place("commit", List.of("CC8.1-approval/commits", "CC8.1-gate/commits")));
        PLACES.put("requests", new Place("request", List.of("CC7.1-sast/requests")));
        PLACES.put("deployments", new Place("deployment", List.of("CC8.1-deployment/deployments")));
        PLACES.put("findings", new Place("finding", List.of("CC7.2-triage/findings")));
        PLACES.put("credentials", new Place("credential", List.of("CC6.1-credential-lifecycle/credentials")));
        PLACES.put("leavers", new Place("leaver", List.of("CC6.1-credential-lifecycle/credentials")));
        PLACES.put("components", new Place("component", List.of("CC7.1-unknown-components/components")));
        PLACES.put(
                "configuration-changes", new Place("configuration-change", List.of("CC7.1-change-detection/changes")));
        PLACES.put("bypasses", new Place("bypass", List.of("CC8.1-bypass/pushes")));
    }

    /** Where a population is in a report. */
    private record Place(String kind, List<String> tests) {}

    /** Copies the list. */
    public Population {
        items = List.copyOf(items);
    }

    /**
     * The populations that there are.
     *
     * @return their names, in the order in which they are shown
     */
    public static List<String> names() {
        return List.copyOf(PLACES.keySet());
    }

    /**
     * A population of a report.
     *
     * @param name one of {@link #names()}
     * @param report the report; it must judge all controls, or at least those of the population
     * @return the population, possibly empty
     * @throws IllegalArgumentException if there is no such population, or the report leaves it out; says what there is
     */
    public static Population of(String name, ControlReport report) {
        Place place = PLACES.get(name);
        if (place == null) {
            throw new IllegalArgumentException(
                    "there is no population '" + name + "'; take one of " + String.join(", ", names()));
        }
        TestResult test = place.tests().stream()
                .flatMap(id -> test(id, report).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the report does not judge "
                        + String.join(" or ", place.tests()) + ", of which the " + name + " are; judge all controls"));
        List<Item> items = test.items().stream()
                .filter(item -> item.subject().kind().equals(place.kind()))
                .sorted(Comparator.comparing(Population::line))
                .toList();
        return new Population(name, test.test().population().text(), items, digest(items));
    }

    private static Optional<TestResult> test(String id, ControlReport report) {
        String[] parts = id.split("/", 2);
        return report.results().stream()
                .filter(result -> result.requirement().id().equals(parts[0]))
                .map(RequirementResult::tests)
                .flatMap(List::stream)
                .filter(test -> test.test().id().equals(parts[1]))
                .findFirst();
    }

    /**
     * An item on one line: what makes it this item and no other, and nothing that its evidence says.
     *
     * @param item an item
     * @return a JSON array of its kind, repository, branch, name and time, without spaces
     */
    public static String line(Item item) {
        Item.Subject subject = item.subject();
        ArrayNode line = StrictJson.MAPPER.createArrayNode();
        line.add(subject.kind());
        line.add(subject.repository() == null ? "" : subject.repository());
        line.add(subject.branch() == null ? "" : subject.branch());
        line.add(subject.name());
        line.add(item.from().toString());
        return line.toString();
    }

    private static String digest(List<Item> items) {
        String lines = items.stream().map(item -> line(item) + "\n").collect(Collectors.joining());
        return sha256(lines);
    }

    /** SHA-256 of a text in UTF-8, lower-case hexadecimal. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
