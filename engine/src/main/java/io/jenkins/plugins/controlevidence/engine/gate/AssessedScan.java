package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A scan, and which of its findings are new.
 *
 * @param scan what came of it
 * @param comparison its findings against the baseline
 */
public record AssessedScan(Scan scan, Comparison comparison) {
    /**
     * Rejects a comparison of other findings than the scan's, by which new ones could get lost.
     *
     * @throws IllegalArgumentException if a conclusive scan's findings are not exactly the new and the known ones
     */
    public AssessedScan {
        Objects.requireNonNull(scan, "scan");
        Objects.requireNonNull(comparison, "comparison");
        List<Finding> compared = new ArrayList<>(comparison.added());
        compared.addAll(comparison.known());
        if (scan.conclusive() && !fingerprints(compared).equals(fingerprints(scan.findings()))) {
            throw new IllegalArgumentException("the comparison is not one of the findings of "
                    + scan.tool().id());
        }
    }

    private static List<String> fingerprints(List<Finding> findings) {
        return findings.stream()
                .map(Finding::fingerprint)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
