package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The checkpoint of a ledger on the disk: the file that says what counts. */
final class CheckpointFile {
    /** Its name in the directory of the ledger. */
    static final String NAME = "checkpoint";

    private CheckpointFile() {}

    static Checkpoint read(Path ledger) throws IOException {
        Path file = ledger.resolve(NAME);
        try {
            return Checkpoint.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new StoreException(file + " is missing: the ledger is damaged. Restore the store from a backup.", e);
        } catch (StoreException e) {
            throw new StoreException(file + ": " + e.getMessage() + " Restore the store from a backup.", e);
        }
    }

    static void write(Path ledger, Checkpoint checkpoint) throws IOException {
        DurableFile.write(ledger.resolve(NAME), checkpoint.toBytes());
    }
}
