package io.jenkins.plugins.controlevidence.engine.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables. There is no migration: an index of another version is another file, built from the ledger. */
final class IndexSchema {
    /** Raised with every change of a table, or of what is written into one. */
    static final int VERSION = 6;

    /** Times are nanoseconds since 1970-01-01T00:00:00Z, see {@link IndexTime}. */
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE state (
              origin VARCHAR NOT NULL, size BIGINT NOT NULL, root VARCHAR NOT NULL, last_record BIGINT)
            """,
            """
            CREATE TABLE record (
              leaf BIGINT PRIMARY KEY, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, repository VARCHAR, branch VARCHAR,
              commit_id VARCHAR, base VARCHAR, started BIGINT NOT NULL, finished BIGINT NOT NULL, outcome VARCHAR NOT NULL,
              reason VARCHAR, family VARCHAR, tool VARCHAR, scan VARCHAR, all_history BOOLEAN NOT NULL, continuity VARCHAR, about VARCHAR,
              findings BIGINT NOT NULL, standard VARCHAR)
            """,
            "CREATE TABLE retraction (record VARCHAR PRIMARY KEY, retracted_by VARCHAR NOT NULL)",
            "CREATE TABLE removal (artefact VARCHAR PRIMARY KEY, record VARCHAR NOT NULL, removed BIGINT NOT NULL)",
            "CREATE TABLE activity (leaf BIGINT PRIMARY KEY, content VARCHAR NOT NULL)",
            "CREATE INDEX record_by_time ON record (finished)",
            "CREATE INDEX record_by_kind ON record (kind, repository, branch, leaf)",
            "CREATE INDEX record_by_tool ON record (repository, tool, scan, leaf)",
            "CREATE INDEX record_of_history ON record (all_history, leaf)",
            """
            CREATE TABLE branch (
              number INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, repository VARCHAR NOT NULL, name VARCHAR NOT NULL,
              line INT NOT NULL, pushes BIGINT NOT NULL, last_run BIGINT, last_leaf BIGINT NOT NULL, counted BOOLEAN NOT NULL, UNIQUE (repository, name))
            """,
            """
            CREATE TABLE branch_commit (
              branch INT NOT NULL, id VARCHAR NOT NULL, line INT NOT NULL, position BIGINT NOT NULL, arrived BIGINT NOT NULL,
              seen BIGINT NOT NULL, observer BIGINT NOT NULL, built BOOLEAN NOT NULL, author_name VARCHAR NOT NULL,
              author_email VARCHAR NOT NULL, subject VARCHAR NOT NULL, contribution VARCHAR, PRIMARY KEY (branch, id))
            """,
            "CREATE INDEX commit_by_time ON branch_commit (arrived)",
            "CREATE INDEX commit_by_observer ON branch_commit (observer)",
            """
            CREATE TABLE finding (
              number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, repository VARCHAR NOT NULL, branch VARCHAR NOT NULL,
              family VARCHAR NOT NULL, tool VARCHAR NOT NULL, scan VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL,
              severity VARCHAR NOT NULL, rule VARCHAR NOT NULL, title VARCHAR NOT NULL, location VARCHAR, introduced VARCHAR, found_on VARCHAR, opened BIGINT NOT NULL,
              opened_by VARCHAR NOT NULL, closed BIGINT, closed_by VARCHAR)
            """,
            "CREATE INDEX finding_by_scanner ON finding (repository, branch, tool, scan, fingerprint)",
            "CREATE INDEX finding_by_fingerprint ON finding (fingerprint)",
            """
            CREATE TABLE waiver (
              repository VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, owner VARCHAR NOT NULL, ticket VARCHAR NOT NULL,
              until BIGINT NOT NULL, used BIGINT NOT NULL, gate VARCHAR NOT NULL,
              UNIQUE (repository, fingerprint, owner, ticket, until))
            """,
            """
            CREATE TABLE disposition (
              leaf BIGINT PRIMARY KEY, id VARCHAR NOT NULL, repository VARCHAR, finding VARCHAR NOT NULL, decision VARCHAR NOT NULL,
              ends BIGINT, decided BIGINT NOT NULL, outcome VARCHAR NOT NULL)
            """,
            "CREATE INDEX disposition_by_id ON disposition (id)",
            "CREATE INDEX disposition_by_repository ON disposition (repository, finding)",
            """
            CREATE TABLE let_pass (
              gate BIGINT NOT NULL, repository VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, record VARCHAR NOT NULL,
              decision VARCHAR NOT NULL, decided_by VARCHAR NOT NULL, until VARCHAR, used BIGINT NOT NULL)
            """,
            "CREATE INDEX let_pass_by_time ON let_pass (used)",
            """
            CREATE TABLE let_pass_once (
              repository VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, PRIMARY KEY (repository, fingerprint))
            """);

    private IndexSchema() {}

    /** Empties the database and makes the tables anew. */
    static void create(Connection connection, String origin, String emptyRoot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        try (var insert = connection.prepareStatement("INSERT INTO state VALUES (?, 0, ?, NULL)")) {
            insert.setString(1, origin);
            insert.setString(2, emptyRoot);
            insert.executeUpdate();
        }
    }
}
