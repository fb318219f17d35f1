package io.jenkins.plugins.controlevidence.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times and lengths as a report writes them. */
public final class TimeWords {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeWords() {}

    /**
     * To the minute, UTC, without saying so: the page says it once.
     *
     * @param time the time
     * @return such as {@code 2026-07-01 09:30}
     */
    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The two largest units that are not zero: {@code 3 d 4 h}, {@code 1 d 25 s}, {@code 12 min}. */
    static String length(Duration duration) {
        List<String> units = new ArrayList<>();
        add(units, duration.toDays(), "d");
        add(units, duration.toHoursPart(), "h");
        add(units, duration.toMinutesPart(), "min");
        add(units, duration.toSecondsPart(), "s");
        return units.isEmpty() ? "0 s" : String.join(" ", units.subList(0, Math.min(2, units.size())));
    }

    private static void add(List<String> units, long number, String unit) {
        if (number > 0) {
            units.add(number + " " + unit);
        }
    }
}
