package io.jenkins.plugins.controlevidence.engine.index;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;

/** Finds the record that says why an artefact is no longer there. */
public final class RemovalLookup {
    private final EvidenceIndex index;

    /**
     * Looks in an index.
     *
     * @param index the index, up to date
     */
    public RemovalLookup(EvidenceIndex index) {
        this.index = index;
    }

    /**
     * A removal.
     *
     * @param record id of the record of it
     * @param removed when, UTC
     */
    public record Removal(String record, Instant removed) {}

    /**
     * The last record that says that an artefact was removed. It says nothing of an artefact that is there: it may have been kept
     * again. Whether its rule allowed it, verification tells.
     *
     * @param sha256 SHA-256 of the artefact, lower-case hexadecimal
     * @return empty if none does
     * @throws IOException if the index cannot be read
     */
    public Optional<Removal> find(String sha256) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT record, removed FROM removal WHERE artefact = ?")) {
                select.setString(1, sha256);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Removal(row.getString("record"), IndexTime.get(row, "removed")))
                            : Optional.empty();
                }
            }
        });
    }
}
