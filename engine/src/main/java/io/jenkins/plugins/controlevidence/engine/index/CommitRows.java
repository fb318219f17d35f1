package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commits of branches, each with the run or census that names it. */
final class CommitRows {
    private CommitRows() {}

    /** Those that arrived in a period, by the time at which they did, those of one time in the order of their branch. */
    static List<CommitRow> of(Connection connection, Instant from, Instant before) throws SQLException {
        Map<Long, Observer> observers = observers(connection, from);
        TextInterner texts = new TextInterner();
        return Select.list(
                connection,
                """
                SELECT id, line, position, arrived, seen, observer, built, author_name, author_email, subject, contribution
                FROM branch_commit
                WHERE arrived >= ? AND arrived < ? ORDER BY arrived, branch, position
                """,
                row -> {
                    Observer observer = observers.get(row.getLong("observer"));
                    boolean built = row.getBoolean("built");
                    String id = row.getString("id");
                    Person author = new Person(
                            texts.one(row.getString("author_name")), texts.one(row.getString("author_email")));
                    return new CommitRow(
                            observer.repository(),
                            observer.branch(),
                            id,
                            new BranchPlace(row.getInt("line"), row.getLong("position")),
                            IndexTime.get(row, "arrived"),
                            IndexTime.get(row, "seen"),
                            observer.id(),
                            built,
                            built ? observer.head() : id,
                            built ? observer.continuity() : Continuity.UNKNOWN,
                            author.name() + " <" + author.email() + ">",
                            row.getString("subject"),
                            CommitTable.read(author, row.getString("contribution")));
                },
                from,
                before);
    }

    /** The run or census that names a commit. */
    private record Observer(String id, String repository, String branch, String head, Continuity continuity) {}

    /** By leaf. Whoever sees a commit does so after it has arrived, so none that is asked for began before the period. */
    private static Map<Long, Observer> observers(Connection connection, Instant from) throws SQLException {
        Map<Long, Observer> observers = new HashMap<>();
        TextInterner texts = new TextInterner();
        Select.list(
                connection,
                """
                SELECT leaf, id, repository, branch, commit_id, continuity FROM record
                WHERE kind IN ('run', 'census') AND branch IS NOT NULL AND started >= ?
                """,
                row -> observers.put(
                        row.getLong("leaf"),
                        new Observer(
                                row.getString("id"),
                                texts.one(row.getString("repository")),
                                texts.one(row.getString("branch")),
                                row.getString("commit_id"),
                                row.getString("continuity") == null
                                        ? Continuity.UNKNOWN
                                        : Continuity.valueOf(row.getString("continuity")))),
                from);
        return observers;
    }

    /** The full ids of all of a branch, of any time. */
    static Set<String> ids(Connection connection, String repository, String branch) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT c.id FROM branch_commit c JOIN branch b ON b.number = c.branch
                WHERE b.repository = ? AND b.name = ?
                """)) {
            select.setString(1, repository);
            select.setString(2, branch);
            return new HashSet<>(Select.list(select, row -> row.getString(1)));
        }
    }
}
