package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an index knows of a period. All lists are in an order that depends on the ledger alone. */
public final class PeriodRows {
    private final EvidenceIndex index;

    PeriodRows(EvidenceIndex index) {
        this.index = index;
    }

    /** Makes a row of what stands in a line of the result. */
    @FunctionalInterface
    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * The repositories that a run or a census has looked at by then.
     *
     * @param before end of the period, exclusive
     * @return their names, sorted
     * @throws IOException if the index cannot be read
     */
    public List<String> repositories(Instant before) throws IOException {
        return list(
                "SELECT DISTINCT repository FROM record WHERE kind IN ('run', 'census') AND started < ? ORDER BY repository",
                row -> row.getString(1),
                before);
    }

    /**
     * The systems that records of some kinds have spoken of by then.
     *
     * @param kinds the kinds of record
     * @param before end of the period, exclusive
     * @return their names, sorted
     * @throws IOException if the index cannot be read
     */
    public List<String> systems(Collection<String> kinds, Instant before) throws IOException {
        TreeSet<String> systems = new TreeSet<>();
        for (String kind : new TreeSet<>(kinds)) {
            systems.addAll(index.query(connection -> {
                try (PreparedStatement select = connection.prepareStatement(
                        "SELECT DISTINCT about FROM record WHERE kind = ? AND about IS NOT NULL AND started < ?")) {
                    select.setString(1, kind);
                    IndexTime.set(select, 2, before);
                    return rows(select, row -> row.getString(1));
                }
            }));
        }
        return List.copyOf(systems);
    }

    /**
     * The scanners that have left a record by then.
     *
     * @param before end of the period, exclusive
     * @return their ids, sorted
     * @throws IOException if the index cannot be read
     */
    public List<String> tools(Instant before) throws IOException {
        return list(
                "SELECT DISTINCT tool FROM record WHERE kind = 'scan' AND tool IS NOT NULL AND started < ? ORDER BY tool",
                row -> row.getString(1),
                before);
    }

    /**
     * The runs that began in a period.
     *
     * @param from start, inclusive
     * @param before end, exclusive
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public List<RunRow> runs(Instant from, Instant before) throws IOException {
        Strings strings = new Strings();
        return list(
                """
                SELECT leaf, id, repository, branch, commit_id, base, continuity, started, outcome, reason, x.retracted_by
                FROM record LEFT JOIN retraction x ON x.record = record.id WHERE kind = 'run' AND started >= ? AND started < ? ORDER BY leaf
                """,
                row -> new RunRow(
                        row.getLong("leaf"),
                        row.getString("id"),
                        strings.one(row.getString("repository")),
                        strings.one(row.getString("branch")),
                        row.getString("commit_id"),
                        row.getString("base"),
                        Continuity.valueOf(row.getString("continuity")),
                        IndexTime.get(row, "started"),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("reason"),
                        row.getString("retracted_by") != null),
                from,
                before);
    }

    /**
     * The commits that reached a branch in a period.
     *
     * @param from start, inclusive
     * @param before end, exclusive
     * @return by the time at which they arrived, those of one time in the order of their branch
     * @throws IOException if the index cannot be read
     */
    public List<CommitRow> commits(Instant from, Instant before) throws IOException {
        Map<Long, Observer> observers = observers(from);
        Strings strings = new Strings();
        return list(
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
                            strings.one(row.getString("author_name")), strings.one(row.getString("author_email")));
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
    private Map<Long, Observer> observers(Instant from) throws IOException {
        Map<Long, Observer> observers = new HashMap<>();
        Strings strings = new Strings();
        list(
                """
                SELECT leaf, id, repository, branch, commit_id, continuity FROM record
                WHERE kind IN ('run', 'census') AND branch IS NOT NULL AND started >= ?
                """,
                row -> observers.put(
                        row.getLong("leaf"),
                        new Observer(
                                row.getString("id"),
                                strings.one(row.getString("repository")),
                                strings.one(row.getString("branch")),
                                row.getString("commit_id"),
                                row.getString("continuity") == null
                                        ? Continuity.UNKNOWN
                                        : Continuity.valueOf(row.getString("continuity")))),
                from);
        return observers;
    }

    /**
     * All commits that a run or a census has named on a branch, of any time.
     *
     * @param repository name of the repository
     * @param branch short name of the branch
     * @return their full ids
     * @throws IOException if the index cannot be read
     */
    public Set<String> commitsOf(String repository, String branch) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT c.id FROM branch_commit c JOIN branch b ON b.number = c.branch
                    WHERE b.repository = ? AND b.name = ?
                    """)) {
                select.setString(1, repository);
                select.setString(2, branch);
                return new HashSet<>(rows(select, row -> row.getString(1)));
            }
        });
    }

    /**
     * The records of a period, runs left out.
     *
     * @param from start, inclusive
     * @param before end, exclusive; compared with the time at which the recorded thing ended
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public List<RecordRow> records(Instant from, Instant before) throws IOException {
        Strings strings = new Strings();
        return list(
                RECORDS + " WHERE r.finished >= ? AND r.finished < ? AND r.kind <> 'run' ORDER BY r.leaf",
                row -> record(row, strings),
                from,
                before);
    }

    /**
     * All conclusive scans of all history.
     *
     * @param before end of the period, exclusive; compared with the time at which the scan ended
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public List<RecordRow> historyScans(Instant before) throws IOException {
        Strings strings = new Strings();
        return list(RECORDS + """
                         WHERE r.all_history AND r.finished < ? AND r.kind = 'scan' AND r.outcome IN ('PASSED', 'FAILED')
                        ORDER BY r.leaf
                        """, row -> record(row, strings), before);
    }

    /**
     * What people and systems did in a period, with all that was said of it.
     *
     * @param from start, inclusive
     * @param before end, exclusive; compared with the time at which it was done
     * @return in the order of the ledger
     * @throws EvidenceException if a record is broken; the message names it
     * @throws IOException if the index cannot be read
     */
    public List<ActivityRow> activities(Instant from, Instant before) throws IOException {
        Strings strings = new Strings();
        List<Document> documents =
                list(ACTIVITIES, row -> new Document(record(row, strings), row.getString("content")), from, before);
        List<ActivityRow> activities = new ArrayList<>(documents.size());
        for (Document document : documents) {
            RecordRow row = document.row();
            activities.add(new ActivityRow(
                    row,
                    ActivityReader.of(
                            row.kind(),
                            StrictJson.object(
                                    "Record " + row.id(), document.content().getBytes(StandardCharsets.UTF_8)),
                            "Record " + row.id())));
        }
        return activities;
    }

    /** A row with its document, before that is read. */
    private record Document(RecordRow row, String content) {}

    /**
     * The findings that were open at some time of a period.
     *
     * @param from start, inclusive
     * @param before end, exclusive
     * @return by the time at which they were first found
     * @throws IOException if the index cannot be read
     */
    public List<FindingRow> findings(Instant from, Instant before) throws IOException {
        return index.query(connection -> FindingRows.of(connection, from, before));
    }

    /**
     * The waivers that gates have used by then.
     *
     * @param before end of the period, exclusive
     * @return by the time at which they were first used
     * @throws IOException if the index cannot be read
     */
    public List<WaiverRow> waivers(Instant before) throws IOException {
        return list(
                """
                SELECT w.*, r.retracted_by FROM waiver w LEFT JOIN retraction r ON r.record = w.gate
                WHERE w.used < ? ORDER BY w.used, w.repository, w.fingerprint, w.ticket, w.owner, w.until
                """,
                row -> new WaiverRow(
                        row.getString("repository"),
                        row.getString("fingerprint"),
                        row.getString("owner"),
                        row.getString("ticket"),
                        IndexTime.get(row, "until"),
                        IndexTime.get(row, "used"),
                        row.getString("gate"),
                        row.getString("retracted_by") != null),
                before);
    }

    /**
     * The decisions of persons by which gates of a period let findings pass.
     *
     * @param from start, inclusive
     * @param before end, exclusive; compared with the time of the gate
     * @return by the time at which a gate of the period first used them
     * @throws IOException if the index cannot be read
     */
    public List<LetPassRow> letPass(Instant from, Instant before) throws IOException {
        return list(
                """
                SELECT u.*, r.id FROM
                  (SELECT repository, fingerprint, record, decision, decided_by, until, MIN(gate) AS gate, MIN(used) AS used,
                     COUNT(*) AS gates
                   FROM let_pass WHERE used >= ? AND used < ?
                   GROUP BY repository, fingerprint, record, decision, decided_by, until) u
                JOIN record r ON r.leaf = u.gate ORDER BY u.used, u.repository, u.fingerprint, u.record
                """,
                row -> new LetPassRow(
                        row.getString("repository"),
                        row.getString("fingerprint"),
                        row.getString("record"),
                        row.getString("decision"),
                        row.getString("decided_by"),
                        row.getString("until"),
                        IndexTime.get(row, "used"),
                        row.getString("id"),
                        row.getLong("gates")),
                from,
                before);
    }

    /** Only a scan of all history is asked for its place on the branch, so only for those is it looked up. */
    private static final String RECORDS = """
            SELECT r.leaf, r.id, r.kind, r.repository, r.branch, r.commit_id, r.started, r.finished, r.outcome, r.reason, r.family, r.tool,
              r.all_history, r.about, r.findings, r.standard, x.retracted_by, c.line, c.position
            FROM record r
            LEFT JOIN retraction x ON x.record = r.id AND r.kind <> 'retraction'
            LEFT JOIN branch b ON r.all_history AND b.repository = r.repository AND b.name = r.branch
            LEFT JOIN branch_commit c ON c.branch = b.number AND c.id = r.commit_id
            """;

    private static final String ACTIVITIES = RECORDS.replaceFirst("c.position", "c.position, a.content")
            + " JOIN activity a ON a.leaf = r.leaf WHERE r.finished >= ? AND r.finished < ? ORDER BY r.leaf";

    private static RecordRow record(ResultSet row, Strings strings) throws SQLException {
        String family = row.getString("family");
        int line = row.getInt("line");
        BranchPlace place = row.wasNull() ? null : new BranchPlace(line, row.getLong("position"));
        return new RecordRow(
                row.getLong("leaf"),
                row.getString("id"),
                strings.one(row.getString("kind")),
                strings.one(row.getString("repository")),
                strings.one(row.getString("branch")),
                row.getString("commit_id"),
                IndexTime.get(row, "started"),
                IndexTime.get(row, "finished"),
                Outcome.valueOf(row.getString("outcome")),
                strings.one(row.getString("reason")),
                family == null ? null : Family.valueOf(family),
                strings.one(row.getString("tool")),
                row.getBoolean("all_history"),
                place,
                strings.one(row.getString("about")),
                row.getLong("findings"),
                strings.one(row.getString("standard")),
                row.getString("retracted_by"));
    }

    private <T> List<T> list(String sql, Mapper<T> mapper, Instant... parameters) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    IndexTime.set(select, i + 1, parameters[i]);
                }
                return rows(select, mapper);
            }
        });
    }

    private static <T> List<T> rows(PreparedStatement select, Mapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /** Keeps one copy of each text: a hundred thousand rows name a few repositories. */
    private static final class Strings {
        private final Map<String, String> known = new HashMap<>();

        @CheckForNull
        String one(@CheckForNull String text) {
            return text == null ? null : known.computeIfAbsent(text, same -> same);
        }
    }
}
