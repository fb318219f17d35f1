package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the pages write them: UTC, since days are days in UTC, and in an order that sorts. */
final class Times {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static String minute(@CheckForNull Instant time) {
        return time == null ? "–" : MINUTE.format(time);
    }

    static String second(@CheckForNull Instant time) {
        return time == null ? "–" : SECOND.format(time);
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** A moment, a day, or the first and the last day. */
    static String span(Instant from, Instant until) {
        if (!until.isAfter(from)) {
            return minute(from);
        }
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(until.minusNanos(1), ZoneOffset.UTC);
        return first.equals(last) ? first.toString() : Messages.Times_span(first, last);
    }

    /** The two largest units. */
    static String length(Duration duration) {
        if (duration.toMinutes() == 0) {
            return Messages.Times_moment();
        }
        if (duration.toDays() > 0 && duration.toHoursPart() == 0) {
            return Messages.Times_wholeDays(duration.toDays());
        }
        if (duration.toDays() > 0) {
            return Messages.Times_days(duration.toDays(), duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? Messages.Times_hours(duration.toHours(), duration.toMinutesPart())
                : Messages.Times_minutes(duration.toMinutes());
    }
}
