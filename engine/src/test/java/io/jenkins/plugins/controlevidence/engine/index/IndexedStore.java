package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A store with a branch that tests push to, and its index. */
final class IndexedStore implements AutoCloseable {
    static final String REPOSITORY = "https://git.example.org/shop";

    static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

    /** After all that tests record. */
    static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    final Store store;

    final RecordedBranch main;

    IndexedStore(Path directory) throws IOException {
        store = Store.openOrCreate(directory);
        main = new RecordedBranch(store, REPOSITORY, "main", 1);
    }

    /** The index as it is now; to be closed. */
    EvidenceIndex index() throws IOException {
        return EvidenceIndex.open(store, Progress.NONE);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
