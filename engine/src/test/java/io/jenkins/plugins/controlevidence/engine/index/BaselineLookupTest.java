package io.jenkins.plugins.controlevidence.engine.index;

import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.MONDAY;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.REPOSITORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogueException;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which run the next one continues, and which earlier scan each of its scans is compared with. */
class BaselineLookupTest {
    @TempDir
    Path directory;

    @AutoClose
    private IndexedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new IndexedStore(directory.resolve("store"));
    }

    @Test
    void tellsWhatTheNextRunContinues() throws IOException {
        kept.main.push(MONDAY, 3);
        Change second = kept.main.push(MONDAY.plusSeconds(600), 1);
        kept.main.scan(MONDAY.plusSeconds(610), Family.SAST, "semgrep", List.of());
        kept.main.failedScan(MONDAY.plusSeconds(620), Family.SAST, "semgrep", Outcome.ERROR, "it broke");
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            EvidenceRecord run = index.lastRun(REPOSITORY, "main").orElseThrow();
            assertEquals(second.head(), run.commit());
            assertTrue(index.lastRun(REPOSITORY, "other").isEmpty());
            EvidenceRecord scan = index.baseline(second, tool("semgrep"), "semgrep", Long.MAX_VALUE)
                    .orElseThrow();
            assertEquals(Outcome.PASSED, scan.outcome(), "the one that broke says nothing");
            assertTrue(index.baseline(second, tool("trivy"), "trivy", Long.MAX_VALUE)
                    .isEmpty());
        }
    }

    /** Files differ from branch to branch, the history is one. */
    @Test
    void comparesFilesWithTheBranchsOwnScanAndTheHistoryWithTheLast() throws Exception {
        Change onMain = kept.main.push(MONDAY, 1);
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        kept.main.scan(MONDAY.plusSeconds(20), Family.SECRETS, "secrets", List.of());
        kept.main.flush();
        RecordedBranch side = new RecordedBranch(kept.store, REPOSITORY, "side", 7);
        Change onSide = side.push(MONDAY.plusSeconds(60), 1);
        try (EvidenceIndex index = kept.index()) {
            assertEquals(
                    onMain.head(),
                    index.baseline(onSide, tool("semgrep"), "semgrep", Long.MAX_VALUE)
                            .orElseThrow()
                            .commit(),
                    "a new branch begins with what another had");
        }
        side.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        side.scan(MONDAY.plusSeconds(80), Family.SECRETS, "secrets", List.of());
        side.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(
                    onMain.head(),
                    index.baseline(onMain, tool("semgrep"), "semgrep", Long.MAX_VALUE)
                            .orElseThrow()
                            .commit());
            assertEquals(
                    onSide.head(),
                    index.baseline(onMain, tool("secrets"), "secrets", Long.MAX_VALUE)
                            .orElseThrow()
                            .commit());
        }
    }

    /** Two scans by one tool in one build are both compared with what was there before it. */
    @Test
    void comparesWithWhatWasThereBeforeAPosition() throws Exception {
        Change first = kept.main.push(MONDAY, 1);
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        kept.main.flush();
        long before = kept.store.ledger().size();
        Change second = kept.main.push(MONDAY.plusSeconds(60), 1);
        kept.main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(
                    first.head(),
                    index.baseline(second, tool("semgrep"), "semgrep", before)
                            .orElseThrow()
                            .commit());
        }
    }

    /** Of a tool that looks at two places in each build, each scan goes on from the one before of its own place. */
    @Test
    void comparesEachOfSeveralScansByAToolWithItsOwnPredecessor() throws Exception {
        Change first = kept.main.push(MONDAY, 1);
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "api", List.of());
        kept.main.flush();
        Change second = kept.main.push(MONDAY.plusSeconds(60), 1);
        kept.main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", "web", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            Optional<EvidenceRecord> api = index.baseline(second, tool("semgrep"), "api", Long.MAX_VALUE);
            assertEquals(first.head(), api.orElseThrow().commit());
            assertEquals("api", api.orElseThrow().scanId());
            assertTrue(
                    index.baseline(second, tool("semgrep"), "semgrep", Long.MAX_VALUE)
                            .isEmpty(),
                    "neither was the tool's only scan");
            assertTrue(
                    index.baseline(second, tool("trivy"), "api", Long.MAX_VALUE).isEmpty(),
                    "another tool's scans may have the same name");
        }
    }

    /** Otherwise a second build of a denied commit, or any commit after it, would pass what was new. */
    @Test
    void whatAGateHasDeniedIsNoBaseline() throws Exception {
        Change good = kept.main.push(MONDAY, 1);
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        kept.main.gate(MONDAY.plusSeconds(20), Outcome.PASSED, List.of());
        kept.main.push(MONDAY.plusSeconds(60), 1);
        kept.main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        kept.main.gate(MONDAY.plusSeconds(80), Outcome.FAILED, List.of());
        Change next = kept.main.push(MONDAY.plusSeconds(120), 1);
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(good.head(), baseline(index, next).commit());
        }
        kept.main.scan(MONDAY.plusSeconds(130), Family.SAST, "semgrep", List.of());
        kept.main.gate(MONDAY.plusSeconds(140), Outcome.PASSED, List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(next.head(), baseline(index, next).commit());
        }
    }

    /** A repository that has never passed is still compared with what it began with. */
    @Test
    void asLongAsNoGateHasPassedTheFirstScanIsTheBaseline() throws Exception {
        Change first = kept.main.push(MONDAY, 1);
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        kept.main.gate(MONDAY.plusSeconds(20), Outcome.FAILED, List.of());
        Change second = kept.main.push(MONDAY.plusSeconds(60), 1);
        kept.main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        kept.main.gate(MONDAY.plusSeconds(80), Outcome.NOT_PROVEN, List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            assertEquals(first.head(), baseline(index, second).commit());
        }
    }

    private static EvidenceRecord baseline(EvidenceIndex index, Change change) throws IOException {
        return index.baseline(change, tool("semgrep"), "semgrep", Long.MAX_VALUE)
                .orElseThrow();
    }

    private static Tool tool(String id) {
        try {
            return ToolCatalogue.load(null).tool(id).orElseThrow();
        } catch (ToolCatalogueException e) {
            throw new AssertionError(e);
        }
    }
}
