package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;

/** When the made-up company works: on weekdays, not on holidays nor between the years. */
final class WorkCalendar {
    private static final Set<MonthDay> HOLIDAYS =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(8, 15), MonthDay.of(11, 1));
    private static final MonthDay CHRISTMAS = MonthDay.of(12, 24);
    private static final LocalTime MORNING = LocalTime.of(8, 30);
    private static final int WORKING_SECONDS = 8 * 3600;

    private WorkCalendar() {}

    static boolean isWorkday(LocalDate day) {
        MonthDay date = MonthDay.from(day);
        return !isWeekend(day) && !HOLIDAYS.contains(date) && date.isBefore(CHRISTMAS);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The day itself, or the first workday after it. */
    static LocalDate workday(LocalDate day) {
        LocalDate workday = day;
        while (!isWorkday(workday)) {
            workday = workday.plusDays(1);
        }
        return workday;
    }

    /** A time in the working hours of a day. */
    static Instant workingTime(LocalDate day, Random random) {
        return at(day, MORNING).plusSeconds(random.nextInt(WORKING_SECONDS));
    }

    static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).toInstant(ZoneOffset.UTC);
    }
}
