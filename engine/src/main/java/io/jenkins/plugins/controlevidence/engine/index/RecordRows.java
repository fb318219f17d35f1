package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Records as the index keeps them, in the order of the ledger. */
final class RecordRows {
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

    private RecordRows() {}

    /** The records of what ended in a period, runs left out. */
    static List<RecordRow> of(Connection connection, Instant from, Instant before) throws SQLException {
        TextInterner texts = new TextInterner();
        return Select.list(
                connection,
                RECORDS + " WHERE r.finished >= ? AND r.finished < ? AND r.kind <> 'run' ORDER BY r.leaf",
                row -> record(row, texts),
                from,
                before);
    }

    /** All conclusive scans of all history that ended by then. */
    static List<RecordRow> historyScans(Connection connection, Instant before) throws SQLException {
        TextInterner texts = new TextInterner();
        return Select.list(connection, RECORDS + """
                         WHERE r.all_history AND r.finished < ? AND r.kind = 'scan' AND r.outcome IN ('PASSED', 'FAILED')
                        ORDER BY r.leaf
                        """, row -> record(row, texts), before);
    }

    /** What was done in a period, with what was said of it. */
    static List<Document> documents(Connection connection, Instant from, Instant before) throws SQLException {
        TextInterner texts = new TextInterner();
        return Select.list(
                connection,
                ACTIVITIES,
                row -> new Document(record(row, texts), row.getString("content")),
                from,
                before);
    }

    /** A row with its document, before that is read. */
    record Document(RecordRow row, String content) {
        /** What the document says; throws if it is broken, and names the record. */
        ActivityRow read() throws EvidenceException {
            String name = "Record " + row.id();
            return new ActivityRow(
                    row,
                    ActivityReader.of(
                            row.kind(), StrictJson.object(name, content.getBytes(StandardCharsets.UTF_8)), name));
        }
    }

    private static RecordRow record(ResultSet row, TextInterner texts) throws SQLException {
        String family = row.getString("family");
        int line = row.getInt("line");
        BranchPlace place = row.wasNull() ? null : new BranchPlace(line, row.getLong("position"));
        return new RecordRow(
                row.getLong("leaf"),
                row.getString("id"),
                texts.one(row.getString("kind")),
                texts.one(row.getString("repository")),
                texts.one(row.getString("branch")),
                row.getString("commit_id"),
                IndexTime.get(row, "started"),
                IndexTime.get(row, "finished"),
                Outcome.valueOf(row.getString("outcome")),
                texts.one(row.getString("reason")),
                family == null ? null : Family.valueOf(family),
                texts.one(row.getString("tool")),
                row.getBoolean("all_history"),
                place,
                texts.one(row.getString("about")),
                row.getLong("findings"),
                texts.one(row.getString("standard")),
                row.getString("retracted_by"));
    }
}
