package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stretch of a period in which nothing that was due is proven.
 *
 * @param start when the first item without proof was due, UTC
 * @param end when the next item with proof was due, or when judging ends, UTC, exclusive
 */
public record Gap(Instant start, Instant end) {
    /**
     * How long it is.
     *
     * @return never negative
     */
    public Duration length() {
        return Duration.between(start, end);
    }

    /** The longest gap of items that are judged for several repositories, branches or tools: of each apart; null if none. */
    @CheckForNull
    static Gap longest(List<Item> items, Instant judgedUntil) {
        Gap longest = null;
        for (List<Item> line :
                items.stream().collect(Collectors.groupingBy(Gap::line)).values()) {
            Gap gap = longestOfOne(line, judgedUntil);
            longest = gap == null ? longest : longer(longest, gap);
        }
        return longest;
    }

    private static List<String> line(Item item) {
        Item.Subject subject = item.subject();
        return List.of(
                String.valueOf(subject.repository()),
                String.valueOf(subject.branch()),
                subject.kind().equals("window") ? subject.detail() : "");
    }

    @CheckForNull
    private static Gap longestOfOne(List<Item> items, Instant judgedUntil) {
        Gap longest = null;
        Instant start = null;
        for (Item item : items) {
            if (item.standing() == Item.Standing.EXCEPTION && start == null) {
                start = item.from();
            } else if (item.standing() == Item.Standing.PROVEN && start != null) {
                longest = longer(longest, between(start, item.from()));
                start = null;
            }
        }
        return start == null ? longest : longer(longest, between(start, judgedUntil));
    }

    private static Gap between(Instant start, Instant end) {
        return new Gap(start, end.isBefore(start) ? start : end);
    }

    private static Gap longer(@CheckForNull Gap one, Gap other) {
        if (one == null) {
            return other;
        }
        int order = other.length().compareTo(one.length());
        return order > 0 || (order == 0 && other.start().isBefore(one.start())) ? other : one;
    }
}
