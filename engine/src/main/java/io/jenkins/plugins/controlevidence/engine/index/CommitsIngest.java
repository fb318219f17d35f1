package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Puts the commits of runs on their branches, in the order in which they came. */
final class CommitsIngest implements AutoCloseable {
    /** Positions that one push may use; more than any push has commits, so that they need not be counted before. */
    private static final long PUSH_SPAN = 1_000_000_000L;

    private static final int BATCH = 1_000;

    private final PreparedStatement find;
    private final PreparedStatement insertBranch;
    private final PreparedStatement updateBranch;
    private final PreparedStatement insertCommit;

    /** A branch as it stood after the last run. */
    private record Branch(
            int number, int line, long pushes, @CheckForNull Instant lastRun) {}

    CommitsIngest(Connection connection) throws SQLException {
        find = connection.prepareStatement(
                "SELECT number, line, pushes, last_run FROM branch WHERE repository = ? AND name = ?");
        insertBranch =
                connection.prepareStatement("INSERT INTO branch (repository, name, line, pushes) VALUES (?, ?, 0, 0)");
        updateBranch =
                connection.prepareStatement("UPDATE branch SET line = ?, pushes = ?, last_run = ? WHERE number = ?");
        insertCommit = connection.prepareStatement("""
                INSERT INTO branch_commit (branch, id, line, position, arrived, run, author, subject)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM branch_commit WHERE branch = ? AND id = ?)
                """);
    }

    /** Puts a run's commits on its branch. A detached head is on none. */
    void run(long leaf, EvidenceRecord run, Continuity continuity, InputStream commits)
            throws SQLException, IOException {
        if (run.repository() == null || run.branch() == null) {
            return;
        }
        Branch branch = branch(run.repository(), run.branch());
        boolean newLine = continuity == Continuity.REWRITTEN || continuity == Continuity.UNKNOWN;
        int line = newLine ? branch.line() + 1 : branch.line();
        long pushes = branch.pushes() + 1;
        Instant notBefore = continuity == Continuity.FIRST ? null : branch.lastRun();
        Inserting inserting = new Inserting(branch.number(), line, pushes * PUSH_SPAN, notBefore, run.started(), leaf);
        CommitsDocument.read(commits, inserting);
        inserting.flush();
        updateBranch.setInt(1, line);
        updateBranch.setLong(2, pushes);
        IndexTime.set(updateBranch, 3, run.started());
        updateBranch.setInt(4, branch.number());
        updateBranch.executeUpdate();
    }

    private Branch branch(String repository, String name) throws SQLException {
        find.setString(1, repository);
        find.setString(2, name);
        try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
                return new Branch(
                        row.getInt("number"),
                        row.getInt("line"),
                        row.getLong("pushes"),
                        IndexTime.getOrNull(row, "last_run"));
            }
        }
        insertBranch.setString(1, repository);
        insertBranch.setString(2, name);
        insertBranch.executeUpdate();
        return branch(repository, name);
    }

    /** Inserts the commits of one push, which come newest first. */
    private final class Inserting implements CommitsDocument.Visitor {
        private final int branch;
        private final int line;
        private final long newest;

        @CheckForNull
        private final Instant notBefore;

        private final Instant notAfter;
        private final long run;
        private int count;

        Inserting(int branch, int line, long newest, @CheckForNull Instant notBefore, Instant notAfter, long run) {
            this.branch = branch;
            this.line = line;
            this.newest = newest;
            this.notBefore = notBefore;
            this.notAfter = notAfter;
            this.run = run;
        }

        @Override
        public void commit(Commit commit) throws IOException {
            try {
                insertCommit.setInt(1, branch);
                insertCommit.setString(2, commit.id());
                insertCommit.setInt(3, line);
                insertCommit.setLong(4, newest - count);
                IndexTime.set(insertCommit, 5, arrived(commit.committed()));
                insertCommit.setLong(6, run);
                insertCommit.setString(
                        7, commit.author().name() + " <" + commit.author().email() + ">");
                insertCommit.setString(8, commit.subject());
                insertCommit.setInt(9, branch);
                insertCommit.setString(10, commit.id());
                insertCommit.addBatch();
                if (++count % BATCH == 0) {
                    flush();
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private Instant arrived(Instant committed) {
            Instant time = committed.isAfter(notAfter) ? notAfter : committed;
            return notBefore != null && time.isBefore(notBefore) ? notBefore : time;
        }

        void flush() throws SQLException {
            insertCommit.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        find.close();
        insertBranch.close();
        updateBranch.close();
        insertCommit.close();
    }
}
