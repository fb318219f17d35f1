package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds records by what they are called and which commit they speak of: many at once, in one pass over all of them. */
public final class RecordLookup {
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
     * A record.
     *
     * @param leaf its position in the ledger, from 0
     * @param id its id
     * @param repository name of the repository, or null
     * @param commit full id of the commit that it speaks of, or null
     */
    public record Found(
            long leaf,
            String id,
            @CheckForNull String repository,
            @CheckForNull String commit) {}

    /**
     * The records that are called so or that speak of one of the commits.
     *
     * @param ids ids of records
     * @param commits full ids of commits, of any repository
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public List<Found> find(Set<String> ids, Set<String> commits) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT leaf, id, repository, commit_id FROM record ORDER BY leaf");
                    ResultSet row = select.executeQuery()) {
                List<Found> found = new ArrayList<>();
                while (row.next()) {
                    String id = row.getString("id");
                    String commit = row.getString("commit_id");
                    if (ids.contains(id) || (commit != null && commits.contains(commit))) {
                        found.add(new Found(row.getLong("leaf"), id, row.getString("repository"), commit));
                    }
                }
                return found;
            }
        });
    }
}
