package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What scanners would find in a repository at the moment, and what they have found before. */
final class Weaknesses {
    private final Random random;
    private final List<Weakness> open = new ArrayList<>();
    private final Map<String, List<Finding>> baselines = new HashMap<>();
    private int advisories;

    Weaknesses(Random random) {
        this.random = random;
    }

    /** Something that a scanner finds until it is mended, {@link Instant#MAX} for never. */
    private record Weakness(Finding finding, Instant mended) {}

    /** A fault in the code, brought in by a commit. */
    Finding fault(Severity severity, String path, Commit commit, Instant mended) {
        Finding finding = new Finding(
                Family.SAST,
                Scanners.SAST,
                "generated.rules.unchecked-input",
                "Input reaches a query unchecked",
                severity,
                severity.name(),
                "",
                List.of(new Location(path, 1 + random.nextInt(40))),
                1,
                fingerprint(),
                List.of("CWE-89"),
                null,
                null,
                null,
                introduced(commit),
                true);
        open.add(new Weakness(finding, mended));
        return finding;
    }

    /** A credential, brought in by a commit and in the history ever since. */
    Finding leak(String path, Commit commit) {
        Finding finding = new Finding(
                Family.SECRETS,
                Scanners.SECRETS,
                "generic-token",
                "Access token",
                Severity.CRITICAL,
                null,
                "",
                List.of(new Location(path, 1 + random.nextInt(40))),
                1,
                fingerprint(),
                List.of("CWE-798"),
                null,
                null,
                "tok_…(32)",
                introduced(commit),
                true);
        open.add(new Weakness(finding, Instant.MAX));
        return finding;
    }

    /** A vulnerability that became known of a library in use. */
    Finding advisory(Severity severity, Instant mended) {
        String id = String.format("DEMO-%04d", ++advisories);
        String library = "library-" + (char) ('a' + random.nextInt(26));
        Finding finding = new Finding(
                Family.SCA,
                Scanners.SCA,
                id,
                "Denial of service in " + library,
                severity,
                severity.name(),
                "",
                List.of(),
                1,
                fingerprint(),
                List.of(id),
                null,
                "pkg:generic/" + library + "@1." + random.nextInt(9) + ".0",
                null,
                null,
                true);
        open.add(new Weakness(finding, mended));
        return finding;
    }

    private static Introduced introduced(Commit commit) {
        return new Introduced(commit.id(), commit.author(), commit.committed());
    }

    private String fingerprint() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Takes out all that is to be mended by then. */
    List<Finding> mend(Instant now) {
        List<Finding> mended = open.stream()
                .filter(weakness -> !weakness.mended().isAfter(now))
                .map(Weakness::finding)
                .toList();
        open.removeIf(weakness -> !weakness.mended().isAfter(now));
        return mended;
    }

    /** What a tool finds now. */
    List<Finding> seenBy(String tool) {
        return open.stream()
                .map(Weakness::finding)
                .filter(finding -> finding.tool().equals(tool))
                .toList();
    }

    /** What a tool finds now against what it found when it was last asked. */
    Comparison compare(String tool) {
        List<Finding> now = seenBy(tool);
        List<Finding> before = baselines.put(tool, now);
        return Comparison.of(before == null ? List.of() : before, now);
    }
}
