package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.FindingFingerprint;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.format.RawFinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what a report says into findings: redacted, on our scale, with paths from the repository's root and fingerprints that
 * survive line moves, in an order that does not depend on the tool's.
 *
 * <p>The same credential, or the same vulnerability of the same component, in several places is one finding.
 */
final class ReportedFindings {
    private static final Comparator<RawFinding> BY_PLACE = Comparator.comparing(ReportedFindings::firstPath)
            .thenComparing(ReportedFindings::firstLine)
            .thenComparing(RawFinding::rule)
            .thenComparing(RawFinding::message);

    private static final Comparator<Finding> BY_WEIGHT = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(finding -> finding.locations().isEmpty()
                    ? ""
                    : finding.locations().get(0).path())
            .thenComparing(finding -> finding.locations().isEmpty()
                    ? 0
                    : finding.locations().get(0).line())
            .thenComparing(Finding::fingerprint);

    private final Tool tool;
    private final ScanRequest request;
    private final Redactor redactor;
    private final SeverityScale scale;
    private final RepositoryPaths paths;
    private final SourceLines lines;
    private final Map<String, Integer> ordinals = new HashMap<>();

    ReportedFindings(Tool tool, ScanRequest request, Redactor redactor) {
        this.tool = tool;
        this.request = request;
        this.redactor = redactor;
        this.scale = new SeverityScale(tool);
        this.paths = new RepositoryPaths(request.directory());
        this.lines = new SourceLines(request.directory());
    }

    List<Finding> of(List<RawFinding> raw) {
        Map<String, List<RawFinding>> byFingerprint = new LinkedHashMap<>();
        raw.stream().filter(this::inRange).sorted(BY_PLACE).forEach(finding -> byFingerprint
                .computeIfAbsent(fingerprint(finding), ignored -> new ArrayList<>(1))
                .add(finding));
        return byFingerprint.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .sorted(BY_WEIGHT)
                .toList();
    }

    /** A tool that goes through history tells more than was asked for. */
    private boolean inRange(RawFinding finding) {
        return request.range() == null
                || tool.covers() != Tool.Covers.HISTORY
                || finding.introduced() == null
                || request.range().contains(finding.introduced().commit());
    }

    private String fingerprint(RawFinding raw) {
        if (tool.family() == Family.SECRETS) {
            return ofCredential(raw);
        }
        if (raw.component() != null) {
            return FindingFingerprint.of(tool.id(), raw.rule(), raw.component());
        }
        String path = tool.covers() == Tool.Covers.TARGET && raw.mark() != null ? "" : redactor.redact(path(raw));
        if (raw.mark() != null) {
            return ordinal(tool.id(), raw.rule(), path, redactor.redact(raw.mark()));
        }
        String line = line(raw);
        return ordinal(
                tool.id(),
                raw.rule(),
                path,
                FindingFingerprint.normalised(redactor.redact(line == null ? raw.message() : line)));
    }

    /** Keyed, as whatever tells one credential from another lets it be guessed. */
    private String ofCredential(RawFinding raw) {
        String value = raw.secret() == null ? raw.mark() : raw.secret();
        if (value != null) {
            return request.fingerprints().fingerprint(raw.rule(), value);
        }
        String line = line(raw);
        return request.fingerprints()
                .fingerprint(
                        raw.rule(),
                        path(raw),
                        line == null ? "line " + firstLine(raw) : FindingFingerprint.normalised(line));
    }

    private String ordinal(String... parts) {
        int before = ordinals.merge(String.join("\0", parts), 1, Integer::sum) - 1;
        String[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = Integer.toString(before);
        return FindingFingerprint.of(all);
    }

    /** The line that it points at, or what the report quotes of it. */
    @CheckForNull
    private String line(RawFinding raw) {
        String line = lines.line(path(raw), firstLine(raw));
        return line == null ? raw.snippet() : line;
    }

    private String path(RawFinding raw) {
        return raw.places().isEmpty() ? "" : paths.relative(firstPath(raw));
    }

    private Finding finding(String fingerprint, List<RawFinding> same) {
        RawFinding first = same.get(0);
        Set<Location> places = new LinkedHashSet<>();
        Set<String> identifiers = new LinkedHashSet<>();
        for (RawFinding raw : same) {
            raw.places()
                    .forEach(place ->
                            places.add(new Location(redactor.redact(paths.relative(place.path())), place.line())));
            identifiers.addAll(raw.identifiers());
        }
        RawFinding worst = same.stream()
                .min(Comparator.comparing(raw -> scale.of(raw.severity())))
                .orElse(first);
        return new Finding(
                tool.family(),
                tool.id(),
                redactor.redact(first.rule()),
                redactor.redact(first.title()),
                scale.of(worst.severity()),
                redacted(worst.severity()),
                redactor.redact(first.message()),
                places.stream().limit(Finding.MAX_LOCATIONS).toList(),
                Math.max(1, places.size()),
                fingerprint,
                identifiers.stream().map(redactor::redact).toList(),
                redacted(first.help()),
                redacted(first.component()),
                first.secret() == null ? null : Redactor.mask(first.secret()),
                same.stream()
                        .map(RawFinding::introduced)
                        .filter(introduced -> introduced != null)
                        .min(Comparator.comparing(introduced -> introduced.time()))
                        .orElse(null),
                null);
    }

    @CheckForNull
    private String redacted(@CheckForNull String text) {
        return text == null ? null : redactor.redact(text);
    }

    private static String firstPath(RawFinding raw) {
        return raw.places().isEmpty() ? "" : raw.places().get(0).path();
    }

    private static int firstLine(RawFinding raw) {
        return raw.places().isEmpty() ? 0 : raw.places().get(0).line();
    }
}
