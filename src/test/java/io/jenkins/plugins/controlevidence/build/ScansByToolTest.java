package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several scans by one tool count together; only one without a result gives way to a later try. */
class ScansByToolTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Finding finding(String fingerprint) {
        return new Finding(
                Family.SAST,
                "tool",
                "rule",
                "title",
                Severity.HIGH,
                null,
                "",
                List.of(),
                1,
                fingerprint,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    private static AssessedScan scan(Outcome outcome, int minute, List<Finding> added, List<Finding> known) {
        List<Finding> all = new ArrayList<>(added);
        all.addAll(known);
        boolean conclusive = outcome == Outcome.PASSED || outcome == Outcome.FAILED;
        return new AssessedScan(
                new Scan(
                        Family.SAST,
                        new ToolIdentity("tool", "1", null, null),
                        "a".repeat(40),
                        NOON,
                        NOON.plusSeconds(60L * minute),
                        outcome,
                        conclusive ? null : "it broke",
                        all,
                        List.of(),
                        Map.of(),
                        HistoryCoverage.COMMIT,
                        List.of(),
                        null),
                new Comparison(added, known, List.of()));
    }

    private static ScanSummary summary(String id, Outcome outcome) {
        AssessedScan scan = scan(outcome, 1, outcome == Outcome.FAILED ? List.of(finding("f")) : List.of(), List.of());
        return new ScanSummary(
                id, null, scan.scan(), scan.comparison(), new Appended(0, "b".repeat(64), "c".repeat(64)));
    }

    @Test
    void allFindingsCountAndTheOldestScanTellsTheAge() {
        AssessedScan joined = ScansByTool.join(List.of(
                scan(Outcome.FAILED, 2, List.of(finding("one")), List.of()),
                scan(Outcome.FAILED, 1, List.of(), List.of(finding("one"), finding("two"))),
                scan(Outcome.PASSED, 3, List.of(), List.of())));

        assertThat(joined.scan().outcome(), is(Outcome.FAILED));
        assertThat(joined.comparison().added(), contains(finding("one")));
        assertThat(joined.comparison().known(), contains(finding("two")));
        assertThat(joined.scan().finished(), is(NOON.plusSeconds(60)));
    }

    @Test
    void oneWithoutResultIsNotMadeUpForByAnother() {
        AssessedScan joined = ScansByTool.join(
                List.of(scan(Outcome.PASSED, 1, List.of(), List.of()), scan(Outcome.ERROR, 2, List.of(), List.of())));

        assertThat(joined.scan().outcome(), is(Outcome.ERROR));
    }

    @Test
    void onlyALaterTryWithTheSameIdReplacesAScanWithoutResult() {
        Collection<List<ScanSummary>> retried =
                ScansByTool.of(List.of(summary("a", Outcome.ERROR), summary("a", Outcome.PASSED)));
        assertThat(retried.iterator().next(), hasSize(1));

        Collection<List<ScanSummary>> another =
                ScansByTool.of(List.of(summary("a", Outcome.ERROR), summary("b", Outcome.PASSED)));
        assertThat(another.iterator().next(), hasSize(2));

        Collection<List<ScanSummary>> failed =
                ScansByTool.of(List.of(summary("a", Outcome.FAILED), summary("a", Outcome.PASSED)));
        assertThat(failed.iterator().next(), hasSize(2));

        Collection<List<ScanSummary>> worseLater =
                ScansByTool.of(List.of(summary("a", Outcome.PASSED), summary("a", Outcome.ERROR)));
        assertThat(worseLater.iterator().next(), hasSize(2));
    }
}
