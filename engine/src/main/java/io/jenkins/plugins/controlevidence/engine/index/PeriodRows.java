package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an index knows of a period. All lists are in an order that depends on the ledger alone. */
public final class PeriodRows {
    private final EvidenceIndex index;

    PeriodRows(EvidenceIndex index) {
        this.index = index;
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
                    return Select.list(select, row -> row.getString(1));
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
        TextInterner texts = new TextInterner();
        return list(
                """
                SELECT leaf, id, repository, branch, commit_id, base, continuity, started, outcome, reason, x.retracted_by
                FROM record LEFT JOIN retraction x ON x.record = record.id WHERE kind = 'run' AND started >= ? AND started < ? ORDER BY leaf
                """,
                row -> new RunRow(
                        row.getLong("leaf"),
                        row.getString("id"),
                        texts.one(row.getString("repository")),
                        texts.one(row.getString("branch")),
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
        return index.query(connection -> CommitRows.of(connection, from, before));
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
        return index.query(connection -> CommitRows.ids(connection, repository, branch));
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
        return index.query(connection -> RecordRows.of(connection, from, before));
    }

    /**
     * All conclusive scans of all history.
     *
     * @param before end of the period, exclusive; compared with the time at which the scan ended
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public List<RecordRow> historyScans(Instant before) throws IOException {
        return index.query(connection -> RecordRows.historyScans(connection, before));
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
        List<RecordRows.Document> documents = index.query(connection -> RecordRows.documents(connection, from, before));
        List<ActivityRow> activities = new ArrayList<>(documents.size());
        for (RecordRows.Document document : documents) {
            activities.add(document.read());
        }
        return activities;
    }

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

    private <T> List<T> list(String sql, Select.Mapper<T> mapper, Instant... parameters) throws IOException {
        return index.query(connection -> Select.list(connection, sql, mapper, parameters));
    }
}
