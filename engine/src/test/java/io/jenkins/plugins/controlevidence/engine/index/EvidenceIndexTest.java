package io.jenkins.plugins.controlevidence.engine.index;

import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.LATER;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.MONDAY;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.REPOSITORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index is what its ledger says, however it came to be: grown, built again, or in memory. */
class EvidenceIndexTest {
    @TempDir
    Path directory;

    @AutoClose
    private IndexedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new IndexedStore(directory.resolve("store"));
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
        try (EvidenceIndex index = kept.index()) {
            assertFalse(index.isInMemory());
            return everything(index);
        }
    }

    private Path database() throws IOException {
        try (Stream<Path> files = Files.list(kept.store.indexDirectory())) {
            return files.filter(file -> file.toString().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anEmptyLedgerGivesAnEmptyIndex() throws IOException {
        try (EvidenceIndex index = kept.index()) {
            assertEquals(0, index.state().size());
            assertTrue(index.lastRun(REPOSITORY, "main").isEmpty());
        }
    }

    @Test
    void takesInWhatHasBeenAppendedSinceAsIfItHadBeenThereAtOnce() throws IOException {
        kept.main.push(MONDAY, 3);
        Finding finding = kept.main.finding(Family.SAST, "semgrep", Severity.HIGH, "fault");
        kept.main.scan(MONDAY.plusSeconds(10), Family.SAST, "semgrep", List.of(finding));
        kept.main.flush();
        everything();
        kept.main.push(MONDAY.plusSeconds(600), 2);
        kept.main.scan(MONDAY.plusSeconds(610), Family.SAST, "semgrep", List.of());
        kept.main.flush();
        List<Object> grown = everything();
        try (EvidenceIndex fresh = EvidenceIndex.inMemory(kept.store, Progress.NONE)) {
            assertEquals(everything(fresh), grown);
        }
    }

    @Test
    void anIndexThatIsMissingOrOfAnotherVersionIsBuiltAgain() throws IOException {
        RecordedQuarter.write(kept.store);
        List<Object> before = everything();
        Files.delete(database());
        assertEquals(before, everything());
        Path old = kept.store.indexDirectory().resolve("index-0.mv.db");
        Files.move(database(), old);
        assertEquals(before, everything());
        assertFalse(Files.exists(old), "what is of no use any more is not kept");
    }

    @Test
    void anIndexWithDamagedBytesIsBuiltAgain() throws IOException {
        RecordedQuarter.write(kept.store);
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
        RecordedQuarter.write(kept.store);
        List<Object> before = everything();
        Files.delete(kept.store.indexDirectory().resolve("index-" + IndexSchema.VERSION + ".sha256"));
        assertEquals(before, everything());
    }

    @Test
    void anIndexOfAnotherPastIsBuiltAgain() throws IOException {
        kept.main.push(MONDAY, 3);
        kept.main.flush();
        everything();
        Path other = directory.resolve("other");
        try (Store second = Store.openOrCreate(other)) {
            RecordedQuarter.write(second);
            EvidenceIndex.open(second, Progress.NONE).close();
            copy(second.indexDirectory(), kept.store.indexDirectory());
        }
        try (EvidenceIndex fresh = EvidenceIndex.inMemory(kept.store, Progress.NONE)) {
            assertEquals(everything(fresh), everything());
        }
    }

    @Test
    void anIndexThatIsAheadOfARolledBackLedgerIsBuiltAgain() throws IOException {
        kept.main.push(MONDAY, 3);
        kept.main.flush();
        Path ledger = kept.store.directory().resolve("ledger");
        Path saved = directory.resolve("saved");
        copy(ledger, saved);
        kept.main.push(MONDAY.plusSeconds(60), 1);
        kept.main.flush();
        assertEquals(2, ((IndexState) everything().get(0)).size());
        kept.store.close();
        copy(saved, ledger);
        try (Store rolledBack = Store.openReadOnly(kept.store.directory());
                EvidenceIndex index = EvidenceIndex.open(rolledBack, Progress.NONE)) {
            assertFalse(index.isInMemory());
            assertEquals(1, ((IndexState) everything(index).get(0)).size());
        }
    }

    @Test
    void aSecondUserWorksOnACopyInMemoryWithTheSameAnswers() throws IOException {
        RecordedQuarter.write(kept.store);
        try (EvidenceIndex first = kept.index();
                EvidenceIndex second = kept.index()) {
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
        RecordedQuarter.write(kept.store);
        EvidenceIndex.open(kept.store, (activity, done, total, unit) -> told.set(done))
                .close();
        assertEquals(kept.store.ledger().size(), told.get());
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
