package io.jenkins.plugins.controlevidence.engine.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.ledger.ArtefactStore;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;

/** Turns records into rows, within the caller's transaction. */
final class Ingest implements AutoCloseable {
    private static final int BATCH = 500;

    private final ArtefactStore artefacts;
    private final CommitsIngest commits;
    private final FindingsIngest findings;
    private final PreparedStatement insertRecord;
    private final PreparedStatement insertWaiver;
    private int waiting;

    Ingest(Connection connection, ArtefactStore artefacts) throws SQLException {
        this.artefacts = artefacts;
        commits = new CommitsIngest(connection);
        findings = new FindingsIngest(connection);
        insertRecord = connection.prepareStatement("""
                INSERT INTO record (leaf, id, kind, repository, branch, commit_id, base, started, finished, outcome, reason,
                  family, tool, all_history, continuity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insertWaiver = connection.prepareStatement("""
                INSERT INTO waiver (repository, fingerprint, owner, ticket, until, used, gate) SELECT ?, ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM waiver
                  WHERE repository = ? AND fingerprint = ? AND owner = ? AND ticket = ? AND until = ?)
                """);
    }

    /** Takes in one record, in the order of the ledger. */
    void record(long leaf, EvidenceRecord record) throws SQLException, IOException {
        JsonNode extension = record.statement().path("predicate").path("controlEvidence");
        String continuity = extension.path("continuity").textValue();
        insert(leaf, record, continuity);
        switch (record.kind()) {
            case "run" -> run(leaf, record, continuity);
            case "scan" -> scan(record);
            case "gate" -> gate(record, extension.path("waived"));
            default -> {
                // Of other kinds the row is all that is asked for.
            }
        }
    }

    private void run(long leaf, EvidenceRecord run, String continuity) throws SQLException, IOException {
        ArtefactReference document = run.artefact(CommitsDocument.NAME)
                .orElseThrow(() -> new IOException("Record " + run.id() + " is a run and names no list of commits."));
        try (InputStream in = document.size() == 0 ? InputStream.nullInputStream() : artefacts.open(document)) {
            commits.run(leaf, run, continuity(run, continuity), in);
        }
    }

    private static Continuity continuity(EvidenceRecord run, String name) throws IOException {
        for (Continuity continuity : Continuity.values()) {
            if (continuity.name().equals(name)) {
                return continuity;
            }
        }
        throw new IOException(
                "Record " + run.id() + " does not say how the change continues the branch: " + name + ".");
    }

    private void scan(EvidenceRecord scan) throws SQLException, IOException {
        boolean conclusive = scan.outcome() == Outcome.PASSED || scan.outcome() == Outcome.FAILED;
        if (conclusive && scan.repository() != null && scan.tool() != null) {
            findings.scan(scan, artefacts::open);
        }
    }

    private void gate(EvidenceRecord gate, JsonNode waivers) throws SQLException, IOException {
        for (JsonNode waiver : waivers) {
            Instant until;
            try {
                until = Instant.parse(waiver.path("until").asText());
            } catch (DateTimeException e) {
                throw new IOException("Record " + gate.id() + " has a waiver without an end.", e);
            }
            insertWaiver.setString(1, gate.repository());
            insertWaiver.setString(2, waiver.path("fingerprint").asText());
            insertWaiver.setString(3, waiver.path("owner").asText());
            insertWaiver.setString(4, waiver.path("ticket").asText());
            IndexTime.set(insertWaiver, 5, until);
            IndexTime.set(insertWaiver, 6, gate.finished());
            insertWaiver.setString(7, gate.id());
            insertWaiver.setString(8, gate.repository());
            insertWaiver.setString(9, waiver.path("fingerprint").asText());
            insertWaiver.setString(10, waiver.path("owner").asText());
            insertWaiver.setString(11, waiver.path("ticket").asText());
            IndexTime.set(insertWaiver, 12, until);
            insertWaiver.executeUpdate();
        }
    }

    private void insert(long leaf, EvidenceRecord record, String continuity) throws SQLException {
        insertRecord.setLong(1, leaf);
        insertRecord.setString(2, record.id());
        insertRecord.setString(3, record.kind());
        insertRecord.setString(4, record.repository());
        insertRecord.setString(5, record.branch());
        insertRecord.setString(6, record.commit());
        insertRecord.setString(7, record.base());
        IndexTime.set(insertRecord, 8, record.started());
        IndexTime.set(insertRecord, 9, record.finished());
        insertRecord.setString(10, record.outcome().name());
        insertRecord.setString(11, record.reason());
        if (record.family() == null) {
            insertRecord.setNull(12, Types.VARCHAR);
        } else {
            insertRecord.setString(12, record.family().name());
        }
        insertRecord.setString(13, record.tool() == null ? null : record.tool().id());
        insertRecord.setBoolean(14, record.history() == HistoryCoverage.ALL);
        insertRecord.setString(15, continuity);
        insertRecord.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    /** Sends what is waiting to the database. */
    void flush() throws SQLException {
        insertRecord.executeBatch();
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        commits.close();
        findings.close();
        insertRecord.close();
        insertWaiver.close();
    }
}
