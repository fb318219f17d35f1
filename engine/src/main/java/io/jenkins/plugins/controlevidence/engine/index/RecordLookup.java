package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what the next record of a thing is compared with. */
public final class RecordLookup {
    private final Store store;
    private final EvidenceIndex index;

    /**
     * Looks into a store.
     *
     * @param store the store
     * @param index its index, up to date
     */
    public RecordLookup(Store store, EvidenceIndex index) {
        this.store = store;
        this.index = index;
    }

    /**
     * The last record of a kind that is about something.
     *
     * @param kind the kind
     * @param about whether a record is about it
     * @return empty if there is none
     * @throws IOException if the index or the ledger cannot be read
     */
    public Optional<EvidenceRecord> latest(String kind, Predicate<EvidenceRecord> about) throws IOException {
        List<Long> leaves = index.query(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT leaf FROM record WHERE kind = ? ORDER BY leaf DESC")) {
                select.setString(1, kind);
                List<Long> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
        for (long leaf : leaves) {
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
            if (about.test(record)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }
}
