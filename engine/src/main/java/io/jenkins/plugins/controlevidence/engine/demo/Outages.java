package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;

/** The weekends on which machines stood still. */
final class Outages {
    private Outages() {}

    /** The Saturday on which the build server was down until Sunday night. */
    static LocalDate buildServer(DemoPlan plan) {
        return saturday(plan, Month.APRIL);
    }

    /** The Saturday on which the second repository's vulnerability scans stopped until Sunday night. */
    static LocalDate scans(DemoPlan plan) {
        return saturday(plan, Month.AUGUST);
    }

    /** Whether a day is that Saturday or the day after. */
    static boolean isOn(LocalDate saturday, LocalDate day) {
        return day.equals(saturday) || day.equals(saturday.plusDays(1));
    }

    private static LocalDate saturday(DemoPlan plan, Month month) {
        return LocalDate.of(plan.year(), month, 17).with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
    }
}
