package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The branches that runs and censuses have looked at. */
final class BranchTable implements AutoCloseable {
    /** Positions that one observation may use; more than any has commits, so that they need not be counted before. */
    static final long SPAN = 1_000_000_000L;

    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    /**
     * A branch as it stood after the last observation.
     *
     * @param number its key
     * @param line number of its current line
     * @param pushes how many observations have used a span of positions
     * @param lastRun when the last run began, null if there was none
     * @param lastLeaf place of its record in the ledger, -1 if there was none
     * @param counted whether a census has named commits that no run had
     */
    record Branch(
            int number, int line, long pushes, @CheckForNull Instant lastRun, long lastLeaf, boolean counted) {
        long nextPosition() {
            return (pushes + 1) * SPAN;
        }
    }

    BranchTable(Connection connection) throws SQLException {
        find = connection.prepareStatement(
                "SELECT number, line, pushes, last_run, last_leaf, counted FROM branch WHERE repository = ? AND name = ?");
        insert = connection.prepareStatement(
                "INSERT INTO branch (repository, name, line, pushes, last_leaf, counted) VALUES (?, ?, 0, 0, -1, FALSE)");
        update = connection.prepareStatement(
                "UPDATE branch SET line = ?, pushes = ?, last_run = ?, last_leaf = ?, counted = ? WHERE number = ?");
    }

    /** The branch of that name; made if it is not known yet. */
    Branch of(String repository, String name) throws SQLException {
        find.setString(1, repository);
        find.setString(2, name);
        try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
                return new Branch(
                        row.getInt("number"),
                        row.getInt("line"),
                        row.getLong("pushes"),
                        IndexTime.getOrNull(row, "last_run"),
                        row.getLong("last_leaf"),
                        row.getBoolean("counted"));
            }
        }
        insert.setString(1, repository);
        insert.setString(2, name);
        insert.executeUpdate();
        return of(repository, name);
    }

    void update(Branch branch) throws SQLException {
        update.setInt(1, branch.line());
        update.setLong(2, branch.pushes());
        IndexTime.set(update, 3, branch.lastRun());
        update.setLong(4, branch.lastLeaf());
        update.setBoolean(5, branch.counted());
        update.setInt(6, branch.number());
        update.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        find.close();
        insert.close();
        update.close();
    }
}
