package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Quarters, months, weeks of the made-up year, named as reports name them. */
final class Periods {
    private Periods() {}

    /** A window of a cadence: its first day and its last. */
    record Window(LocalDate first, LocalDate last) {
        /** What a report calls it. */
        String name() {
            return first + " to " + last;
        }
    }

    static List<Window> quarters(DemoPlan plan) {
        return months(plan, 3);
    }

    static List<Window> months(DemoPlan plan) {
        return months(plan, 1);
    }

    private static List<Window> months(DemoPlan plan, int length) {
        List<Window> windows = new ArrayList<>();
        for (LocalDate first = plan.from(); !first.isAfter(plan.to()); first = first.plusMonths(length)) {
            windows.add(new Window(first, first.plusMonths(length).minusDays(1)));
        }
        return windows;
    }

    /** Weeks that begin on the weekday of 1 January; the last may end after the year. */
    static List<Window> weeks(DemoPlan plan) {
        List<Window> windows = new ArrayList<>();
        for (LocalDate first = plan.from(); !first.isAfter(plan.to()); first = first.plusWeeks(1)) {
            windows.add(new Window(first, first.plusDays(6)));
        }
        return windows;
    }
}
