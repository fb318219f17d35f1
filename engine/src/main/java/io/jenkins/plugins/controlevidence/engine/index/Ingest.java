package io.jenkins.plugins.controlevidence.engine.index;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns records into rows, within the caller's transaction. */
final class Ingest implements AutoCloseable {
    /** Names of the artefacts that are read here. */
    static final Set<String> DOCUMENTS = Set.of(CommitsDocument.NAME, FindingsDocument.NAME);

    private static final int BATCH = 500;

    private final ArtefactStore artefacts;
    private final BranchTable branches;
    private final CommitTable commitTable;
    private final CommitsIngest commits;
    private final CensusIngest censuses;
    private final FindingsIngest findings;
    private final DispositionsIngest dispositions;
    private final PreparedStatement insertRecord;
    private final PreparedStatement insertWaiver;
    private final PreparedStatement insertActivity;
    private final PreparedStatement retract;
    private final PreparedStatement insertRemoval;
    private int waiting;

    Ingest(Connection connection, ArtefactStore artefacts) throws SQLException {
        this.artefacts = artefacts;
        branches = new BranchTable(connection);
        commitTable = new CommitTable(connection);
        commits = new CommitsIngest(branches, commitTable);
        censuses = new CensusIngest(branches, commitTable);
        findings = new FindingsIngest(connection);
        dispositions = new DispositionsIngest(connection);
        insertRecord = connection.prepareStatement("""
                INSERT INTO record (leaf, id, kind, repository, branch, commit_id, base, started, finished, outcome, reason,
                  family, tool, all_history, continuity, about, findings, standard, scan)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insertActivity = connection.prepareStatement("INSERT INTO activity (leaf, content) VALUES (?, ?)");
        retract = connection.prepareStatement("""
                INSERT INTO retraction (record, retracted_by) SELECT ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM retraction WHERE record = ?)
                """);
        insertRemoval = connection.prepareStatement("MERGE INTO removal (artefact, record, removed) VALUES (?, ?, ?)");
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
        insert(leaf, record, continuity, notPassed(leaf, record, extension.path("dispositions")));
        switch (record.kind()) {
            case "run" -> run(leaf, record, continuity);
            case "scan" -> scan(record);
            case "gate" -> gate(record, extension.path("waived"));
            case Census.KIND -> census(leaf, record);
            case "retraction" -> retraction(record);
            case Disposition.KIND -> dispositions.disposition(leaf, record, (Disposition) ActivityReader.of(record));
            case ArtefactRemoval.KIND -> removal(record);
            default -> {
                // Of other kinds the row and the document are all that is asked for.
            }
        }
        if (ActivityKinds.of(record.kind()).isPresent()) {
            activity(leaf, record);
        }
    }

    /** Why a gate that says it passed has not: it let a finding pass by what was no decision. Null for any other record. */
    @CheckForNull
    private String notPassed(long leaf, EvidenceRecord record, JsonNode letPass) throws SQLException {
        return record.kind().equals("gate") && record.outcome() == Outcome.PASSED
                ? dispositions.gate(leaf, record, letPass)
                : null;
    }

    /** Its document, as the reports read it. */
    private void activity(long leaf, EvidenceRecord record) throws SQLException {
        insertActivity.setLong(1, leaf);
        insertActivity.setString(2, record.statement().path("predicate").toString());
        insertActivity.executeUpdate();
    }

    /** The first retraction of a record counts. */
    private void retraction(EvidenceRecord record) throws SQLException {
        String wrong = record.statement().path("predicate").path("record").asText();
        retract.setString(1, wrong);
        retract.setString(2, record.id());
        retract.setString(3, wrong);
        retract.executeUpdate();
    }

    /** The last removal of an artefact counts: it may have been kept again. */
    private void removal(EvidenceRecord record) throws SQLException {
        for (JsonNode artefact : record.statement().path("predicate").path("artefacts")) {
            insertRemoval.setString(1, artefact.path("sha256").asText());
            insertRemoval.setString(2, record.id());
            IndexTime.set(insertRemoval, 3, record.finished());
            insertRemoval.addBatch();
        }
        insertRemoval.executeBatch();
    }

    /** A census that somebody wrote by hand names no list of commits, and says nothing of the population. */
    private void census(long leaf, EvidenceRecord record) throws SQLException, IOException {
        Optional<ArtefactReference> document = record.artefact(CommitsDocument.NAME);
        if (document.isPresent() && ActivityReader.of(record) instanceof Census census) {
            try (InputStream in = open(document.get())) {
                censuses.census(leaf, census, in);
            }
        }
    }

    private InputStream open(ArtefactReference document) throws IOException {
        return document.size() == 0 ? InputStream.nullInputStream() : artefacts.open(document);
    }

    private void run(long leaf, EvidenceRecord run, String continuity) throws SQLException, IOException {
        ArtefactReference document = run.artefact(CommitsDocument.NAME)
                .orElseThrow(() -> new IOException("Record " + run.id() + " is a run and names no list of commits."));
        try (InputStream in = open(document)) {
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
            dispositions.letPass(gate.repository(), waiver.path("fingerprint").asText());
        }
    }

    private void insert(long leaf, EvidenceRecord record, String continuity, @CheckForNull String notPassed)
            throws SQLException {
        insertRecord.setLong(1, leaf);
        insertRecord.setString(2, record.id());
        insertRecord.setString(3, record.kind());
        insertRecord.setString(4, record.repository());
        insertRecord.setString(5, record.branch());
        insertRecord.setString(6, record.commit());
        insertRecord.setString(7, record.base());
        IndexTime.set(insertRecord, 8, record.started());
        IndexTime.set(insertRecord, 9, record.finished());
        insertRecord.setString(10, (notPassed == null ? record.outcome() : Outcome.FAILED).name());
        insertRecord.setString(11, notPassed == null ? record.reason() : notPassed);
        if (record.family() == null) {
            insertRecord.setNull(12, Types.VARCHAR);
        } else {
            insertRecord.setString(12, record.family().name());
        }
        JsonNode predicate = record.statement().path("predicate");
        insertRecord.setString(
                13,
                record.tool() == null
                        ? text(predicate.path("tool"))
                        : record.tool().id());
        insertRecord.setBoolean(14, record.history() == HistoryCoverage.ALL);
        insertRecord.setString(15, continuity);
        insertRecord.setString(16, about(predicate));
        insertRecord.setLong(17, record.newFindings() + record.knownFindings());
        insertRecord.setString(18, standard(predicate.path("controlEvidence").path("standard")));
        insertRecord.setString(19, record.scanId());
        insertRecord.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    /** What a record speaks of, in whichever field its kind says so; of a gate, its policy. */
    @CheckForNull
    private static String about(JsonNode predicate) {
        for (String field : List.of("system", "environment", "of", "finding")) {
            String about = text(predicate.path(field));
            if (about != null) {
                return about;
            }
        }
        return text(predicate.path("policy").path("digest").path("sha256"));
    }

    @CheckForNull
    private static String standard(JsonNode standard) {
        if (standard.isMissingNode()) {
            return null;
        }
        String version = text(standard.path("version"));
        String sha256 = text(standard.path("sha256"));
        return standard.path("name").asText()
                + (version == null ? "" : " " + version)
                + (sha256 == null ? "" : " sha256:" + sha256);
    }

    @CheckForNull
    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    /** Sends what is waiting to the database. */
    void flush() throws SQLException {
        insertRecord.executeBatch();
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        branches.close();
        commitTable.close();
        findings.close();
        dispositions.close();
        insertRecord.close();
        insertWaiver.close();
        insertActivity.close();
        retract.close();
        insertRemoval.close();
    }
}
