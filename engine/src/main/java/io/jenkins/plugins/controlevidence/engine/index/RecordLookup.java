package io.jenkins.plugins.controlevidence.engine.index;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds records by what they are called and what they speak of. */
public final class RecordLookup {
    /** More records than a commit has in life. */
    private static final int MOST = 500;

    private final EvidenceIndex index;

    /**
     * Looks in an index.
     *
     * @param index the index, up to date
     */
    public RecordLookup(EvidenceIndex index) {
        this.index = index;
    }

    /**
     * Where a record is.
     *
     * @param id its id
     * @return its position in the ledger, from 0; empty if the index has no such record
     * @throws IOException if the index cannot be read
     */
    public OptionalLong leaf(String id) throws IOException {
        List<Long> found = leaves("SELECT leaf FROM record WHERE id = ? ORDER BY leaf LIMIT ?", id);
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
    }

    /**
     * The records that speak of exactly a commit.
     *
     * @param repository name of the repository
     * @param commit full id of the commit
     * @return their positions in the ledger, in its order, at most {@value #MOST}
     * @throws IOException if the index cannot be read
     */
    public List<Long> about(String repository, String commit) throws IOException {
        return leaves(
                "SELECT leaf FROM record WHERE repository = ? AND commit_id = ? ORDER BY leaf LIMIT ?",
                repository,
                commit);
    }

    private List<Long> leaves(String sql, String... parameters) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setString(i + 1, parameters[i]);
                }
                select.setInt(parameters.length + 1, MOST);
                List<Long> leaves = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        leaves.add(row.getLong(1));
                    }
                }
                return leaves;
            }
        });
    }
}
