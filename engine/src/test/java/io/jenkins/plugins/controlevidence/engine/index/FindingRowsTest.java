package io.jenkins.plugins.controlevidence.engine.index;

import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.LATER;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.MONDAY;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.REPOSITORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From when to when a finding was open. */
class FindingRowsTest {
    @TempDir
    Path directory;

    @AutoClose
    private IndexedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new IndexedStore(directory.resolve("store"));
    }

    @Test
    void aFindingIsOpenFromTheScanThatFindsItToTheOneThatDoesNot() throws IOException {
        kept.main.push(MONDAY, 1);
        Finding finding = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        kept.main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of(finding));
        kept.main.failedScan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", Outcome.ERROR, "it broke");
        kept.main.scan(MONDAY.plusSeconds(40), Family.SAST, "semgrep", List.of());
        kept.main.scan(MONDAY.plusSeconds(50), Family.SAST, "semgrep", List.of(finding));
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<FindingRow> rows = index.period().findings(Instant.EPOCH, LATER);
            assertEquals(2, rows.size());
            assertEquals(MONDAY.plusSeconds(15), rows.get(0).opened());
            assertEquals(MONDAY.plusSeconds(45), rows.get(0).closed());
            assertEquals("src/Main.java:3", rows.get(0).location());
            assertEquals(MONDAY.plusSeconds(55), rows.get(1).opened());
            assertTrue(rows.get(1).openAt(LATER));
        }
    }

    /** Otherwise a scan of one directory would say that the faults of another are mended. */
    @Test
    void aScanClosesOnlyWhatTheScansOfItsOwnIdHadFound() throws IOException {
        kept.main.push(MONDAY, 1);
        Finding finding = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "api", List.of(finding));
        kept.main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", "web", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertTrue(index.period().findings(Instant.EPOCH, LATER).get(0).openAt(LATER));
        }
        kept.main.scan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", "api", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(
                    MONDAY.plusSeconds(35),
                    index.period().findings(Instant.EPOCH, LATER).get(0).closed());
        }
    }

    /** Nothing new and nothing fixed, compared with a scan of long ago, does not mean that nothing has changed since the last. */
    @Test
    void whatIsOpenDoesNotDependOnWhatAScanWasComparedWith() throws IOException {
        kept.main.push(MONDAY, 1);
        Finding old = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "old");
        Finding other = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "other");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(old));
        kept.main.flush();
        String baseline = kept.store.ledger().id(kept.store.ledger().size() - 1);
        kept.main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of(other));
        kept.main.scan(
                MONDAY.plusSeconds(30),
                Family.SAST,
                new ScanStatement.Series("semgrep", baseline),
                "semgrep",
                new Comparison(List.of(), List.of(old), List.of()));
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<FindingRow> open = index.period().findings(Instant.EPOCH, LATER).stream()
                    .filter(finding -> finding.openAt(LATER))
                    .toList();
            assertEquals(List.of("old"), open.stream().map(FindingRow::title).toList());
        }
    }

    @Test
    void aFindingThatTwoScansByAToolSeeIsOneAndOpenUntilNeitherDoes() throws IOException {
        kept.main.push(MONDAY, 1);
        Finding finding = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "one", List.of(finding));
        kept.main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", "two", List.of(finding));
        kept.main.scan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", "one", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<FindingRow> rows = index.period().findings(Instant.EPOCH, LATER);
            assertEquals(1, rows.size());
            assertEquals(MONDAY.plusSeconds(15), rows.get(0).opened());
            assertTrue(rows.get(0).openAt(LATER));
        }
        kept.main.scan(MONDAY.plusSeconds(40), Family.SAST, "semgrep", "two", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<FindingRow> rows = index.period().findings(Instant.EPOCH, LATER);
            assertEquals(1, rows.size());
            assertEquals(MONDAY.plusSeconds(45), rows.get(0).closed());
        }
    }

    @Test
    void aFindingThatIsGoneFromOneBranchIsStillOpenOnAnother() throws IOException {
        RecordedBranch other = new RecordedBranch(kept.store, REPOSITORY, "feature", 2);
        kept.main.push(MONDAY, 1);
        Finding finding = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        kept.main.flush();
        other.push(MONDAY, 1);
        other.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of());
        other.flush();
        try (EvidenceIndex index = kept.index()) {
            assertTrue(index.period().findings(Instant.EPOCH, LATER).get(0).openAt(LATER));
        }
    }
}
