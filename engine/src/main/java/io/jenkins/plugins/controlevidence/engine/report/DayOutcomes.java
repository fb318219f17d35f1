package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The outcome of each day: the worst of the items that were due on it. */
final class DayOutcomes {
    /** Worst first: proof of failure, then what is broken, then what is not known, then what was left out. */
    private static final List<Outcome> WORST_FIRST =
            List.of(Outcome.FAILED, Outcome.ERROR, Outcome.NOT_PROVEN, Outcome.SKIPPED, Outcome.PASSED);

    private DayOutcomes() {}

    static SortedMap<LocalDate, Outcome> of(List<TestResult> tests, ReportRequest request) {
        SortedMap<LocalDate, Outcome> days = new TreeMap<>();
        for (TestResult test : tests) {
            for (Item item : test.items()) {
                if (item.standing() == Item.Standing.PROVEN || item.standing() == Item.Standing.EXCEPTION) {
                    add(days, item, request);
                }
            }
        }
        return days;
    }

    private static void add(SortedMap<LocalDate, Outcome> days, Item item, ReportRequest request) {
        LocalDate first = day(item.from());
        LocalDate last = item.until().isAfter(item.from()) ? day(item.until().minusNanos(1)) : first;
        first = first.isBefore(request.from()) ? request.from() : first;
        last = last.isAfter(request.asOf()) ? request.asOf() : last;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.merge(day, item.outcome(), DayOutcomes::worse);
        }
    }

    private static Outcome worse(Outcome one, Outcome other) {
        return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
