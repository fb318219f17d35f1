package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an export says in one place: a line of a table, or an object of a list with its inner objects laid flat ({@code
 * profile.login}). Names are in lower case, what is no letter, digit or dot is an underscore, and remarks in brackets are left
 * out: {@code 2sv Enrolled [READ ONLY]} is {@code 2sv_enrolled}.
 */
final class ExportRow {
    private static final Pattern REMARK = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9.]+");

    /** How Google's administrators' console writes times. */
    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter SPACE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** The name of a column or field as it is known here. */
    static String name(String written) {
        String bare = REMARK.matcher(written.toLowerCase(Locale.ROOT)).replaceAll("");
        String name = OTHER.matcher(bare).replaceAll("_");
        int from = name.startsWith("_") ? 1 : 0;
        int to = name.endsWith("_") && name.length() > from ? name.length() - 1 : name.length();
        return name.substring(from, to);
    }

    /** Adds a value; an empty one only says that the name is there. */
    void add(String name, String value) {
        List<String> list = values.computeIfAbsent(name, ignored -> new ArrayList<>(1));
        if (!value.isBlank()) {
            list.add(value.strip());
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first value under the first of these names that has one; null if none has. */
    @CheckForNull
    String text(String... names) {
        for (String name : names) {
            List<String> found = values.getOrDefault(name, List.of());
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return null;
    }

    /** All values under these names. */
    List<String> all(String... names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            all.addAll(values.getOrDefault(name, List.of()));
        }
        return all;
    }

    Answer answer(String... names) {
        return Answer.of(text(names));
    }

    /** A time; null if there is none, or none that can be read: then it is not known. Without a zone it is taken for UTC. */
    @CheckForNull
    Instant time(String... names) {
        String text = text(names);
        return text == null ? null : time(text);
    }

    @CheckForNull
    private static Instant time(String text) {
        for (TimeForm form : List.<TimeForm>of(
                t -> OffsetDateTime.parse(t).toInstant(),
                t -> LocalDate.parse(t).atStartOfDay(ZoneOffset.UTC).toInstant(),
                t -> LocalDateTime.parse(t, SLASHES).toInstant(ZoneOffset.UTC),
                t -> LocalDateTime.parse(t.replace(" UTC", ""), SPACE).toInstant(ZoneOffset.UTC))) {
            try {
                Instant time = form.parse(text);
                return time.getEpochSecond() > 0 ? time : null; // Google writes 1970 for never
            } catch (DateTimeException e) {
                continue;
            }
        }
        return null;
    }

    @FunctionalInterface
    private interface TimeForm {
        Instant parse(String text);
    }
}
