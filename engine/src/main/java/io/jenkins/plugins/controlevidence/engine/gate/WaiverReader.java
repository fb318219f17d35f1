package io.jenkins.plugins.controlevidence.engine.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the waivers of a policy. */
final class WaiverReader {
    private static final List<String> KEYS =
            List.of("fingerprint", "rule", "tool", "paths", "owner", "reason", "ticket", "until");

    private WaiverReader() {}

    static List<Waiver> read(Section root) throws PolicyException {
        List<Waiver> waivers = new ArrayList<>();
        Optional<YamlNode> node = root.value("waivers");
        if (node.isPresent()) {
            for (YamlNode item : Section.list("waivers", node.get())) {
                waivers.add(waiver(Section.of("a waiver", item, KEYS)));
            }
        }
        return waivers;
    }

    private static Waiver waiver(Section section) throws PolicyException {
        boolean byRule = section.value("rule").isPresent();
        if (byRule == section.value("fingerprint").isPresent()) {
            throw section.place()
                    .error(
                            "a waiver names either a 'fingerprint' or a 'rule'",
                            byRule ? "delete one of the two" : "add the fingerprint that the verdict shows");
        }
        if (!byRule
                && (section.value("paths").isPresent() || section.value("tool").isPresent())) {
            throw section.place().error("'paths' and 'tool' go with a 'rule', not with a 'fingerprint'", "delete them");
        }
        return new Waiver(
                byRule ? null : fingerprint(section),
                section.textOrNull("tool"),
                section.textOrNull("rule"),
                byRule ? paths(section) : List.of(),
                section.text("owner"),
                section.text("reason"),
                section.text("ticket"),
                until(section.require("until")));
    }

    private static String fingerprint(Section section) throws PolicyException {
        String fingerprint = section.text("fingerprint");
        if (!fingerprint.matches("[0-9a-f]{8,128}")) {
            throw section.require("fingerprint")
                    .place()
                    .error(
                            "'" + fingerprint + "' is not a fingerprint",
                            "copy the whole fingerprint that the verdict shows");
        }
        return fingerprint;
    }

    private static List<String> paths(Section section) throws PolicyException {
        YamlNode node = section.require("paths");
        List<String> paths = Section.texts("paths", node);
        if (paths.isEmpty()) {
            throw node.place().error("'paths' is empty", "name the paths, or ['**'] for all of them");
        }
        return paths;
    }

    /** A date counts until its end, in UTC. */
    private static Instant until(YamlNode node) throws PolicyException {
        String text = Section.text("until", node);
        try {
            return text.indexOf('T') >= 0
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusSeconds(1);
        } catch (DateTimeParseException e) {
            throw node.place()
                    .error(
                            "'until' must be a date, not '" + text + "'",
                            "write it like 2027-01-31, or 2027-01-31T18:00:00Z");
        }
    }
}
