package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps copies of checkpoints in a directory, such as one of another machine; every copy stays. */
public final class FileCopy implements Destination {
    private final Path directory;

    /**
     * A directory.
     *
     * @param directory which; has to exist, so that a mount that is missing is noticed
     */
    public FileCopy(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public boolean answers() {
        return false;
    }

    @Override
    public Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new StoreException(directory + " is not there. Make it, or look whether what it lies on is mounted.");
        }
        DurableFile.write(directory.resolve(CopyName.of(checkpoint.checkpoint())), checkpoint.note());
        return Optional.empty();
    }
}
