package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoints;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Shows a store's newest checkpoint to others and keeps their answers. One who was not to be reached is asked again at the next
 * time, for all checkpoints that were kept since: the checkpoints without an answer are the queue.
 */
public final class Publication {
    /** So many unanswered checkpoints are caught up at a time, the newest first. */
    static final int CATCH_UP = 100;

    private final Store store;
    private final List<Destination> destinations;

    /**
     * Prepares to show checkpoints.
     *
     * @param store whose, open for writing
     * @param destinations to whom
     */
    public Publication(Store store, List<Destination> destinations) {
        this.store = store;
        this.destinations = List.copyOf(destinations);
    }

    /**
     * What came of showing checkpoints to somebody.
     *
     * @param destination to whom
     * @param shown how many checkpoints they have seen this time
     * @param waiting how many that they have not answered are left
     * @param problem why not all were, for a person; empty if all were
     */
    public record Delivery(String destination, int shown, int waiting, Optional<String> problem) {
        /**
         * Whether nothing is left to be done.
         *
         * @return true if there was no problem
         */
        public boolean complete() {
            return problem.isEmpty();
        }
    }

    /**
     * Shows the newest checkpoint, and those that are waiting.
     *
     * @return one for each destination, in order; none if the ledger is empty
     * @throws IOException if the store cannot be read or written; that a destination fails is no exception
     */
    public List<Delivery> run() throws IOException {
        Checkpoint newest = store.ledger().checkpoint();
        if (newest.size() == 0) {
            return List.of();
        }
        store.keptCheckpoints().keep(newest);
        List<Delivery> deliveries = new ArrayList<>();
        for (Destination destination : destinations) {
            deliveries.add(deliver(destination));
        }
        return deliveries;
    }

    private Delivery deliver(Destination destination) throws IOException {
        KeptCheckpoints kept = store.keptCheckpoints();
        List<KeptCheckpoint> waiting = waiting(destination, kept.all());
        int shown = 0;
        for (KeptCheckpoint checkpoint : waiting) {
            Optional<Receipt> receipt;
            try {
                receipt = destination.show(checkpoint, store.ledger());
            } catch (IOException e) {
                String why = e.getMessage() == null ? e.toString() : e.getMessage();
                return new Delivery(destination.name(), shown, waiting.size() - shown, Optional.of(why));
            }
            if (receipt.isPresent()) {
                kept.add(checkpoint.checkpoint(), receipt.get());
            }
            shown++;
        }
        return new Delivery(destination.name(), shown, 0, Optional.empty());
    }

    private static List<KeptCheckpoint> waiting(Destination destination, List<KeptCheckpoint> all) {
        List<KeptCheckpoint> newestFirst = all.stream()
                .sorted(Comparator.comparingLong(
                                (KeptCheckpoint kept) -> kept.checkpoint().size())
                        .reversed())
                .toList();
        if (!destination.answers()) {
            return newestFirst.subList(0, 1);
        }
        String sender = Receipt.sender(destination.name());
        return newestFirst.stream()
                .filter(kept -> !kept.isAnsweredBy(sender))
                .limit(CATCH_UP)
                .toList();
    }
}
