package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * What somebody answers for: findings that do not count against a gate until a date. Names either one finding by its
 * fingerprint, or a rule and the paths where it is waived.
 *
 * @param fingerprint the finding's fingerprint, or null where a rule is named
 * @param tool id of the tool whose rule it is, or null for any tool's
 * @param rule the tool's id of the rule, or null where a fingerprint is named
 * @param paths globs of the files in which the rule is waived; empty where a fingerprint is named
 * @param owner who answers for it
 * @param reason why
 * @param ticket where it was decided
 * @param until the last second in which it counts, UTC
 */
public record Waiver(
        @CheckForNull String fingerprint,
        @CheckForNull String tool,
        @CheckForNull String rule,
        List<String> paths,
        String owner,
        String reason,
        String ticket,
        Instant until) {
    /** Rejects a waiver that names nothing, or both a finding and a rule. */
    public Waiver {
        paths = List.copyOf(paths);
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(until, "until");
        if ((fingerprint == null) == (rule == null) || (rule == null) != paths.isEmpty()) {
            throw new IllegalArgumentException("a waiver names either a fingerprint, or a rule and paths");
        }
    }

    /**
     * Whether it no longer counts.
     *
     * @param now the time of the verdict
     * @return true after the second {@link #until()}
     */
    public boolean expired(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).isAfter(until);
    }

    /**
     * Whether it is about a finding; not whether it still counts.
     *
     * @param finding any finding
     * @return true for the finding of that fingerprint, or if the rule is the waived one and every place where the finding
     *     occurs is known and lies in the waived paths
     */
    public boolean covers(Finding finding) {
        if (fingerprint != null) {
            return fingerprint.equals(finding.fingerprint());
        }
        return finding.rule().equals(rule)
                && (tool == null || finding.tool().equals(tool))
                && !finding.locations().isEmpty()
                && finding.occurrences() == finding.locations().size()
                && finding.locations().stream().allMatch(at -> inWaivedPath(at.path()));
    }

    private boolean inWaivedPath(String path) {
        return paths.stream().anyMatch(glob -> Glob.of(glob).matches(path));
    }

    /**
     * What it is about, in a few words.
     *
     * @return such as {@code fingerprint 1f3a} or {@code rule B101 in tests/**}
     */
    public String subject() {
        return fingerprint != null
                ? "fingerprint " + fingerprint
                : "rule " + rule + (tool == null ? "" : " of " + tool) + " in " + String.join(", ", paths);
    }
}
