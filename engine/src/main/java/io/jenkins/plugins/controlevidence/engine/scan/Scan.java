package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of one run of one scanner on one commit.
 *
 * @param family what it looked for
 * @param tool which scanner, exactly
 * @param commit full id of the commit that it speaks of
 * @param started when it began, UTC
 * @param finished when it ended, UTC
 * @param outcome {@code PASSED} found nothing, {@code FAILED} found something; the others mean that nothing is known
 * @param reason why, one line for a person with what to do, redacted; null only for {@code PASSED} and {@code FAILED}
 * @param findings what it found, redacted, whole (a report with more than can be kept is an {@code ERROR})
 * @param components the inventory, if it made one
 * @param suppressed how many findings each suppression hid, by its name; empty if none
 * @param history how much of the history it covers
 * @param scannedTips full ids of the commits from which all history has been scanned, for the next scan to begin after;
 *     empty for tools that look at one state of the files
 * @param report the redacted report to keep, or null if there is none
 */
public record Scan(
        Family family,
        ToolIdentity tool,
        String commit,
        Instant started,
        Instant finished,
        Outcome outcome,
        @CheckForNull String reason,
        List<Finding> findings,
        List<Component> components,
        Map<String, Integer> suppressed,
        HistoryCoverage history,
        List<String> scannedTips,
        @CheckForNull RedactedReport report) {

    /** How much of the history a scan covers. */
    public enum HistoryCoverage {
        /** Every commit reachable from every ref. */
        ALL,
        /** A range that was asked for. */
        RANGE,
        /** The files of the one commit. */
        COMMIT,
        /** Only what a shallow clone has: nothing is proven of the rest. */
        SHALLOW
    }

    /**
     * A report, free of secrets, on its way to the artefact store.
     *
     * @param file where it lies now
     * @param mediaType such as {@code application/sarif+json}
     */
    public record RedactedReport(Path file, String mediaType) {}

    /** Copies the collections; rejects a bad outcome without a reason. */
    public Scan {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(finished, "finished");
        Objects.requireNonNull(outcome, "outcome");
        findings = List.copyOf(findings);
        components = List.copyOf(components);
        suppressed = Map.copyOf(suppressed);
        Objects.requireNonNull(history, "history");
        scannedTips = List.copyOf(scannedTips);
        if (reason == null && outcome != Outcome.PASSED && outcome != Outcome.FAILED) {
            throw new IllegalArgumentException(outcome + " needs a reason");
        }
        if ((outcome == Outcome.PASSED && !findings.isEmpty()) || (outcome == Outcome.FAILED && findings.isEmpty())) {
            throw new IllegalArgumentException(outcome + " with " + findings.size() + " findings");
        }
    }

    /**
     * Whether the scan says something that can be relied on.
     *
     * @return true for {@code PASSED} and {@code FAILED}
     */
    public boolean conclusive() {
        return outcome == Outcome.PASSED || outcome == Outcome.FAILED;
    }

    /**
     * How many findings there are of each severity.
     *
     * @return an entry for every severity, 0 included
     */
    public Map<Severity, Long> counts() {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0L);
        }
        findings.forEach(finding -> counts.merge(finding.severity(), 1L, Long::sum));
        return counts;
    }

    /**
     * How its findings stand to those of the scan before. A scan that says nothing neither adds to the baseline nor takes from it.
     *
     * @param prior the scan before, or null if there was none
     * @return new, known and fixed findings
     */
    public Comparison against(@CheckForNull PriorScan prior) {
        Comparison comparison = Comparison.of(prior == null ? List.of() : prior.findings(), findings);
        return conclusive() ? comparison : new Comparison(comparison.added(), comparison.known(), List.of());
    }
}
