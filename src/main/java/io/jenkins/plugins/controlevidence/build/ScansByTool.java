package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one scan of a build's several scans by one tool, as a gate wants it. All of them count: leaving one out must never turn
 * a denial into a pass. Only a scan that came to no result gives way to a later one with the same id, so that a build can try
 * again.
 */
final class ScansByTool {
    private ScansByTool() {}

    /** The scans that count, those of one tool together. */
    static Collection<List<ScanSummary>> of(List<ScanSummary> scans) {
        Map<String, List<ScanSummary>> byTool = new LinkedHashMap<>();
        for (int i = 0; i < scans.size(); i++) {
            ScanSummary scan = scans.get(i);
            List<ScanSummary> later = scans.subList(i + 1, scans.size());
            if (scan.isConclusive() || later.stream().noneMatch(other -> isRetryOf(scan, other))) {
                byTool.computeIfAbsent(scan.getTool(), tool -> new ArrayList<>())
                        .add(scan);
            }
        }
        return byTool.values();
    }

    private static boolean isRetryOf(ScanSummary failed, ScanSummary later) {
        return later.getTool().equals(failed.getTool()) && later.getId().equals(failed.getId());
    }

    /**
     * Joins scans of one commit by one tool: without a result if one of them is, with all their findings else, as old as the
     * oldest of them.
     */
    static AssessedScan join(List<AssessedScan> scans) {
        AssessedScan worst = scans.stream()
                .filter(scan -> !scan.scan().conclusive())
                .findFirst()
                .orElse(scans.get(0));
        if (scans.size() == 1 || !worst.scan().conclusive()) {
            return worst;
        }
        Map<String, Finding> added = new LinkedHashMap<>();
        Map<String, Finding> known = new LinkedHashMap<>();
        for (AssessedScan scan : scans) {
            scan.comparison().added().forEach(finding -> added.putIfAbsent(finding.fingerprint(), finding));
        }
        for (AssessedScan scan : scans) {
            scan.comparison().known().stream()
                    .filter(finding -> !added.containsKey(finding.fingerprint()))
                    .forEach(finding -> known.putIfAbsent(finding.fingerprint(), finding));
        }
        List<Finding> findings = new ArrayList<>(added.values());
        findings.addAll(known.values());
        Scan oldest = scans.stream()
                .map(AssessedScan::scan)
                .min(Comparator.comparing(Scan::finished))
                .orElseThrow();
        Scan joined = new Scan(
                oldest.family(),
                oldest.tool(),
                oldest.commit(),
                oldest.started(),
                oldest.finished(),
                findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                null,
                findings,
                List.of(),
                Map.of(),
                scans.stream()
                        .map(scan -> scan.scan().history())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                List.of(),
                null);
        return new AssessedScan(
                joined, new Comparison(List.copyOf(added.values()), List.copyOf(known.values()), List.of()));
    }
}
