package io.jenkins.plugins.controlevidence.engine.gate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 24h}, {@code 7d}, or ISO 8601 ({@code PT24H}, {@code P7D}). */
final class Age {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", ChronoUnit.SECONDS.getDuration(),
            "m", ChronoUnit.MINUTES.getDuration(),
            "h", ChronoUnit.HOURS.getDuration(),
            "d", ChronoUnit.DAYS.getDuration(),
            "w", ChronoUnit.WEEKS.getDuration());

    private Age() {}

    static Duration read(String key, YamlNode node) throws PolicyException {
        String text = Section.text(key, node);
        Matcher matcher = SHORT.matcher(text);
        try {
            Duration age = matcher.matches()
                    ? UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)))
                    : Duration.parse(text);
            if (age.isZero() || age.isNegative()) {
                throw node.place().error("'" + key + "' must be longer than nothing", "write '" + key + ": 24h'");
            }
            return age;
        } catch (DateTimeException e) {
            throw node.place()
                    .error(
                            "'" + key + "' must be a length of time, not '" + text + "'",
                            "write it like 24h, 7d or PT36H");
        }
    }

    /** Such as {@code 2 d 3 h}. */
    static String show(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d" + (age.toHoursPart() > 0 ? " " + age.toHoursPart() + " h" : "");
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h" + (age.toMinutesPart() > 0 ? " " + age.toMinutesPart() + " min" : "");
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
