package io.jenkins.plugins.controlevidence.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths as a report writes them. */
final class TimeWords {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeWords() {}

    /** To the minute, UTC, without saying so: the page says it once. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 12 min}, {@code 8 s}. */
    static String length(Duration duration) {
        long days = duration.toDays();
        if (days > 0) {
            return days + " d" + (duration.toHoursPart() > 0 ? " " + duration.toHoursPart() + " h" : "");
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h"
                    + (duration.toMinutesPart() > 0 ? " " + duration.toMinutesPart() + " min" : "");
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
