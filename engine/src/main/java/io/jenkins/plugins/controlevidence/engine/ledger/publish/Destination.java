package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import java.io.IOException;
import java.util.Optional;

/** Somebody or somewhere outside the store to whom checkpoints are shown. */
public interface Destination {
    /**
     * Where it is, for a person.
     *
     * @return an address without credentials
     */
    String name();

    /**
     * Whether it answers with something to be kept, so that checkpoints which it has not answered are shown to it again.
     *
     * @return false for a place that merely keeps a copy: the newest checkpoint covers all before it
     */
    boolean answers();

    /**
     * Shows it a checkpoint.
     *
     * @param checkpoint which
     * @param ledger the ledger that it is of
     * @return what it answered, to be kept; empty if it merely keeps a copy
     * @throws IOException if it cannot be reached, refuses, or answers something that is wrong; the message says what to do
     */
    Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException;
}
