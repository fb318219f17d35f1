package io.jenkins.plugins.controlevidence.engine.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogueException;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceIndexTest {
    private static final String REPOSITORY = "https://git.example.org/shop";
    private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Store store;
    private RecordedBranch main;

    @BeforeEach
    void open() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        main = new RecordedBranch(store, REPOSITORY, "main", 1);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private EvidenceIndex index() throws IOException {
        return EvidenceIndex.open(store, Progress.NONE);
    }

    private List<Object> everything(EvidenceIndex index) throws IOException {
        PeriodRows period = index.period();
        Instant start = Instant.EPOCH;
        return List.of(
                index.state(),
                period.repositories(LATER),
                period.tools(LATER),
                period.runs(start, LATER),
                period.commits(start, LATER),
                period.records(start, LATER),
                period.historyScans(LATER),
                period.findings(start, LATER),
                period.waivers(LATER));
    }

    private List<Object> everything() throws IOException {
        try (EvidenceIndex index = index()) {
            assertFalse(index.isInMemory());
            return everything(index);
        }
    }

    private Path database() throws IOException {
        try (Stream<Path> files = Files.list(store.indexDirectory())) {
            return files.filter(file -> file.toString().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anEmptyLedgerGivesAnEmptyIndex() throws IOException {
        try (EvidenceIndex index = index()) {
            assertEquals(0, index.state().size());
            assertTrue(index.lastRun(REPOSITORY, "main").isEmpty());
        }
    }

    @Test
    void tellsWhatTheNextRunContinues() throws IOException {
        main.push(MONDAY, 3);
        Change second = main.push(MONDAY.plusSeconds(600), 1);
        main.scan(MONDAY.plusSeconds(610), Family.SAST, "semgrep", List.of());
        main.failedScan(MONDAY.plusSeconds(620), Family.SAST, "semgrep", Outcome.ERROR, "it broke");
        main.flush();
        try (EvidenceIndex index = index()) {
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
        Change onMain = main.push(MONDAY, 1);
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        main.scan(MONDAY.plusSeconds(20), Family.SECRETS, "secrets", List.of());
        main.flush();
        RecordedBranch side = new RecordedBranch(store, REPOSITORY, "side", 7);
        Change onSide = side.push(MONDAY.plusSeconds(60), 1);
        try (EvidenceIndex index = index()) {
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
        try (EvidenceIndex index = index()) {
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
        Change first = main.push(MONDAY, 1);
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        main.flush();
        long before = store.ledger().size();
        Change second = main.push(MONDAY.plusSeconds(60), 1);
        main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
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
        Change first = main.push(MONDAY, 1);
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "api", List.of());
        main.flush();
        Change second = main.push(MONDAY.plusSeconds(60), 1);
        main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", "web", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
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
        Change good = main.push(MONDAY, 1);
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        main.gate(MONDAY.plusSeconds(20), Outcome.PASSED, List.of());
        main.push(MONDAY.plusSeconds(60), 1);
        main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        main.gate(MONDAY.plusSeconds(80), Outcome.FAILED, List.of());
        Change next = main.push(MONDAY.plusSeconds(120), 1);
        main.flush();
        try (EvidenceIndex index = index()) {
            assertEquals(good.head(), baseline(index, next).commit());
        }
        main.scan(MONDAY.plusSeconds(130), Family.SAST, "semgrep", List.of());
        main.gate(MONDAY.plusSeconds(140), Outcome.PASSED, List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            assertEquals(next.head(), baseline(index, next).commit());
        }
    }

    /** A repository that has never passed is still compared with what it began with. */
    @Test
    void asLongAsNoGateHasPassedTheFirstScanIsTheBaseline() throws Exception {
        Change first = main.push(MONDAY, 1);
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of());
        main.gate(MONDAY.plusSeconds(20), Outcome.FAILED, List.of());
        Change second = main.push(MONDAY.plusSeconds(60), 1);
        main.scan(MONDAY.plusSeconds(70), Family.SAST, "semgrep", List.of());
        main.gate(MONDAY.plusSeconds(80), Outcome.NOT_PROVEN, List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
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

    @Test
    void takesInWhatHasBeenAppendedSinceAsIfItHadBeenThereAtOnce() throws IOException {
        main.push(MONDAY, 3);
        Finding finding = main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        main.flush();
        everything();
        main.push(MONDAY.plusSeconds(600), 2);
        main.scan(MONDAY.plusSeconds(610), Family.SAST, "semgrep", List.of());
        main.flush();
        List<Object> grown = everything();
        try (EvidenceIndex fresh = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(everything(fresh), grown);
        }
    }

    @Test
    void aFindingIsOpenFromTheScanThatFindsItToTheOneThatDoesNot() throws IOException {
        main.push(MONDAY, 1);
        Finding finding = main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of(finding));
        main.failedScan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", Outcome.ERROR, "it broke");
        main.scan(MONDAY.plusSeconds(40), Family.SAST, "semgrep", List.of());
        main.scan(MONDAY.plusSeconds(50), Family.SAST, "semgrep", List.of(finding));
        main.flush();
        try (EvidenceIndex index = index()) {
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
        main.push(MONDAY, 1);
        Finding finding = main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "api", List.of(finding));
        main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", "web", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            assertTrue(index.period().findings(Instant.EPOCH, LATER).get(0).openAt(LATER));
        }
        main.scan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", "api", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            assertEquals(
                    MONDAY.plusSeconds(35),
                    index.period().findings(Instant.EPOCH, LATER).get(0).closed());
        }
    }

    /** Nothing new and nothing fixed, compared with a scan of long ago, does not mean that nothing has changed since the last. */
    @Test
    void whatIsOpenDoesNotDependOnWhatAScanWasComparedWith() throws IOException {
        main.push(MONDAY, 1);
        Finding old = main.finding(Family.SAST, "semgrep", Severity.HIGH, "old");
        Finding other = main.finding(Family.SAST, "semgrep", Severity.HIGH, "other");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(old));
        main.flush();
        String baseline = store.ledger().id(store.ledger().size() - 1);
        main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of(other));
        main.scan(
                MONDAY.plusSeconds(30),
                Family.SAST,
                new ScanStatement.Series("semgrep", baseline),
                "semgrep",
                new Comparison(List.of(), List.of(old), List.of()));
        main.flush();
        try (EvidenceIndex index = index()) {
            List<FindingRow> open = index.period().findings(Instant.EPOCH, LATER).stream()
                    .filter(finding -> finding.openAt(LATER))
                    .toList();
            assertEquals(List.of("old"), open.stream().map(FindingRow::title).toList());
        }
    }

    @Test
    void aFindingThatTwoScansByAToolSeeIsOneAndOpenUntilNeitherDoes() throws IOException {
        main.push(MONDAY, 1);
        Finding finding = main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", "one", List.of(finding));
        main.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", "two", List.of(finding));
        main.scan(MONDAY.plusSeconds(30), Family.SAST, "semgrep", "one", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            List<FindingRow> rows = index.period().findings(Instant.EPOCH, LATER);
            assertEquals(1, rows.size());
            assertEquals(MONDAY.plusSeconds(15), rows.get(0).opened());
            assertTrue(rows.get(0).openAt(LATER));
        }
        main.scan(MONDAY.plusSeconds(40), Family.SAST, "semgrep", "two", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            List<FindingRow> rows = index.period().findings(Instant.EPOCH, LATER);
            assertEquals(1, rows.size());
            assertEquals(MONDAY.plusSeconds(45), rows.get(0).closed());
        }
    }

    @Test
    void aFindingThatIsGoneFromOneBranchIsStillOpenOnAnother() throws IOException {
        RecordedBranch other = new RecordedBranch(store, REPOSITORY, "feature", 2);
        main.push(MONDAY, 1);
        Finding finding = main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        main.flush();
        other.push(MONDAY, 1);
        other.scan(MONDAY.plusSeconds(20), Family.SAST, "semgrep", List.of());
        other.flush();
        try (EvidenceIndex index = index()) {
            assertTrue(index.period().findings(Instant.EPOCH, LATER).get(0).openAt(LATER));
        }
    }

    @Test
    void aForgedDateDoesNotMoveACommitOutOfThePeriodInWhichItWasPushed() throws IOException {
        main.push(MONDAY, 1);
        Instant next = MONDAY.plusSeconds(3600);
        main.run(next, main.commits(Instant.parse("1999-01-01T00:00:00Z"), 1), Continuity.CONTINUED, false);
        main.run(
                next.plusSeconds(60),
                main.commits(Instant.parse("2999-01-01T00:00:00Z"), 1),
                Continuity.CONTINUED,
                false);
        main.flush();
        try (EvidenceIndex index = index()) {
            List<CommitRow> commits = index.period().commits(MONDAY, LATER);
            assertEquals(2, commits.size());
            assertEquals(MONDAY, commits.get(0).arrived(), "not before the run that did not see it yet");
            assertEquals(next.plusSeconds(60), commits.get(1).arrived(), "not after the run that saw it");
        }
    }

    @Test
    void rewrittenHistoryBeginsANewLine() throws IOException {
        main.push(MONDAY, 2);
        main.run(MONDAY.plusSeconds(60), main.commits(MONDAY.plusSeconds(50), 1), Continuity.REWRITTEN, false);
        main.scan(MONDAY.plusSeconds(70), Family.SECRETS, "secrets", List.of());
        main.flush();
        try (EvidenceIndex index = index()) {
            List<CommitRow> commits = index.period().commits(Instant.EPOCH, LATER);
            RecordRow scan = index.period().historyScans(LATER).get(0);
            assertTrue(
                    commits.get(0).place().position() < commits.get(1).place().position());
            assertEquals(
                    List.of(0, 0, 1),
                    commits.stream().map(c -> c.place().line()).toList());
            assertTrue(scan.place().reaches(commits.get(2).place()));
            assertFalse(scan.place().reaches(commits.get(1).place()));
        }
    }

    @Test
    void anIndexThatIsMissingOrOfAnotherVersionIsBuiltAgain() throws IOException {
        RecordedQuarter.write(store);
        List<Object> before = everything();
        Files.delete(database());
        assertEquals(before, everything());
        Path old = store.indexDirectory().resolve("index-0.mv.db");
        Files.move(database(), old);
        assertEquals(before, everything());
        assertFalse(Files.exists(old), "what is of no use any more is not kept");
    }

    @Test
    void anIndexWithDamagedBytesIsBuiltAgain() throws IOException {
        RecordedQuarter.write(store);
        List<Object> before = everything();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            byte[] bytes = Files.readAllBytes(database());
            if (i % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(database(), bytes);
            assertEquals(before, everything(), "seed " + seed + ", case " + i);
        }
    }

    @Test
    void anIndexAfterACrashIsBuiltAgain() throws IOException {
        RecordedQuarter.write(store);
        List<Object> before = everything();
        Files.delete(store.indexDirectory().resolve("index-" + IndexSchema.VERSION + ".sha256"));
        assertEquals(before, everything());
    }

    @Test
    void anIndexOfAnotherPastIsBuiltAgain() throws IOException {
        main.push(MONDAY, 3);
        main.flush();
        everything();
        Path other = directory.resolve("other");
        try (Store second = Store.openOrCreate(other)) {
            RecordedQuarter.write(second);
            EvidenceIndex.open(second, Progress.NONE).close();
            copy(second.indexDirectory(), store.indexDirectory());
        }
        try (EvidenceIndex fresh = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(everything(fresh), everything());
        }
    }

    @Test
    void anIndexThatIsAheadOfARolledBackLedgerIsBuiltAgain() throws IOException {
        main.push(MONDAY, 3);
        main.flush();
        Path ledger = store.directory().resolve("ledger");
        Path saved = directory.resolve("saved");
        copy(ledger, saved);
        main.push(MONDAY.plusSeconds(60), 1);
        main.flush();
        assertEquals(2, ((IndexState) everything().get(0)).size());
        store.close();
        copy(saved, ledger);
        store = Store.openReadOnly(store.directory());
        assertEquals(1, ((IndexState) everything().get(0)).size());
    }

    @Test
    void aSecondUserWorksOnACopyInMemoryWithTheSameAnswers() throws IOException {
        RecordedQuarter.write(store);
        try (EvidenceIndex first = index();
                EvidenceIndex second = index()) {
            assertFalse(first.isInMemory());
            assertTrue(second.isInMemory());
            assertEquals(everything(first), everything(second));
        }
        everything();
    }

    @Test
    void aDirectoryWhoseNameH2WouldTakeForSettingsIsWorkedOnInMemory() throws IOException {
        Path named = directory.resolve("a;INIT=CREATE TABLE x(i INT)");
        try (Store odd = Store.openOrCreate(named);
                EvidenceIndex index = EvidenceIndex.open(odd, Progress.NONE)) {
            assertTrue(index.isInMemory());
        }
    }

    @Test
    void saysHowFarItHasCome() throws IOException {
        AtomicLong told = new AtomicLong();
        RecordedQuarter.write(store);
        EvidenceIndex.open(store, (activity, done, total, unit) -> told.set(done))
                .close();
        assertEquals(store.ledger().size(), told.get());
    }

    /** Puts a directory's files over another's. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
