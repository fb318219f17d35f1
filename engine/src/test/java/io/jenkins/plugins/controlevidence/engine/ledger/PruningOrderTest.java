package io.jenkins.plugins.controlevidence.engine.ledger;

import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.ANN;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed is recorded first, and what others record meanwhile is not lost, wherever a run is cut short. */
class PruningOrderTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @AutoClose
    private RetainedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new RetainedStore(directory.resolve("store"));
    }

    @Test
    void whatWasRecordedAndNotDeletedTheNextRunDeletes() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        assertThrows(
                IOException.class,
                () -> kept.prune(400, statements -> {
                    kept.store.appendAll(statements);
                    throw new IOException("the power went");
                }));

        assertTrue(kept.isThere(old));
        kept.assertVerified();
        assertTrue(kept.said("removed").contains("1 of them are still there"), kept.said("removed"));
        long size = kept.store.ledger().size();
        assertEquals(1, kept.pruning(400).plan().recorded());
        assertEquals(1, kept.prune(400).artefacts());
        assertFalse(kept.isThere(old));
        assertEquals(size, kept.store.ledger().size(), "it is recorded already");
        kept.assertVerified();
    }

    @Test
    void whatCouldNotBeRecordedIsNotDeleted() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        assertThrows(
                IOException.class,
                () -> kept.prune(400, statements -> {
                    throw new IOException("the disk is full");
                }));

        assertTrue(kept.isThere(old));
        kept.assertVerified();
        assertEquals("nothing", kept.said("removed"));
    }

    @Test
    void aStoreThatIsOpenForReadingOnlyIsNotTouched() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        try (Store reading = Store.openReadOnly(kept.store.directory())) {
            Pruning pruning = new Pruning(reading, new Retention(400), NOW, Progress.NONE);

            assertThrows(
                    StoreException.class,
                    () -> pruning.run(ANN, "why", Examples.invocation(), 10, kept.store::appendAll));
        }
        assertTrue(kept.isThere(old));
        kept.assertVerified();
    }

    @Test
    void whatIsNamedAgainMeanwhileStays() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        kept.prune(400, statements -> {
            kept.record("scan", NOW, old);
            kept.store.appendAll(statements);
        });

        assertTrue(kept.isThere(old));
        kept.assertVerified();
    }

    @Test
    void whatIsNamedAgainAfterTheRecordStays() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        kept.prune(400, statements -> {
            kept.store.appendAll(statements);
            kept.record("scan", NOW, old);
        });

        assertTrue(kept.isThere(old));
        kept.assertVerified();
    }

    @Test
    void whatIsPutAgainAndNotYetNamedStays() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        kept.store.artefacts().put("report", "text/plain", out -> out.write("old".getBytes()));

        Pruning pruning = new Pruning(kept.store, new Retention(400), Instant.now(), Progress.NONE);
        assertEquals(
                0,
                pruning.run(ANN, "why", Examples.invocation(), 10, kept.store::appendAll)
                        .artefacts());
        assertTrue(kept.isThere(old));
    }

    @Test
    void whatIsPutAgainAfterItWasRemovedIsKeptAgain() throws IOException {
        kept.scan(500, "old");
        kept.today();
        kept.prune(400);

        ArtefactReference again = kept.scan(0, "old");

        assertTrue(kept.isThere(again));
        kept.assertVerified();
        assertEquals("nothing", kept.said("removed"));
        kept.delete(again);
        kept.assertMissed(again);
    }

    @Test
    void othersMayAppendAllTheWhile() throws Exception {
        List<ArtefactReference> old = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            old.add(kept.scan(500, "old " + i));
        }
        kept.today();
        List<ArtefactReference> again = new ArrayList<>();
        Thread builds = new Thread(() -> {
            for (int i = 0; i < 20; i += 2) {
                byte[] text = ("old " + i).getBytes();
                try (Store other = Store.open(kept.store.directory())) {
                    ArtefactReference report = other.artefacts().put("report", "text/plain", out -> out.write(text));
                    other.append(RetainedStore.statement("scan", NOW, Map.of(), report));
                    again.add(report);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        builds.start();
        new Pruning(kept.store, new Retention(400), Instant.now(), Progress.NONE)
                .run(ANN, "why", Examples.invocation(), 1_000, kept.store::appendAll);
        builds.join();

        assertEquals(10, again.size());
        for (ArtefactReference report : again) {
            assertTrue(kept.isThere(report));
        }
        kept.assertVerified();
    }
}
