package io.jenkins.plugins.controlevidence.engine.index;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Takes in what persons decided on findings, and looks at each gate that let a finding pass for it: whether the ledger had that
 * decision by then, and whether it held. A gate that rests on anything else has not passed, whatever its record says.
 */
final class DispositionsIngest implements AutoCloseable {
    /** So much of an id is enough for a person to find the record. */
    private static final int SHORT = 12;

    private final PreparedStatement insert;
    private final PreparedStatement find;
    private final PreparedStatement insertUse;
    private final PreparedStatement insertOnce;

    DispositionsIngest(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO disposition (leaf, id, repository, finding, decision, ends, decided, outcome)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        find = connection.prepareStatement("""
                SELECT repository, finding, decision, ends, decided, outcome, r.retracted_by FROM disposition d
                LEFT JOIN retraction r ON r.record = d.id WHERE d.id = ? ORDER BY leaf LIMIT 1
                """);
        insertUse = connection.prepareStatement("""
                INSERT INTO let_pass (gate, repository, fingerprint, record, decision, decided_by, until, used)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insertOnce = connection.prepareStatement("""
                INSERT INTO let_pass_once (repository, fingerprint) SELECT ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM let_pass_once WHERE repository = ? AND fingerprint = ?)
                """);
    }

    /** A decision. */
    void disposition(long leaf, EvidenceRecord record, Disposition disposition) throws SQLException {
        insert.setLong(1, leaf);
        insert.setString(2, record.id());
        insert.setString(3, disposition.repository());
        insert.setString(4, disposition.finding());
        insert.setString(5, disposition.decision().name());
        IndexTime.set(insert, 6, disposition.ends());
        IndexTime.set(insert, 7, disposition.at());
        insert.setString(8, record.outcome().name());
        insert.executeUpdate();
    }

    /**
     * A gate that passed.
     *
     * @param uses what its record says of the findings that decisions let pass
     * @return why it did not pass in truth; null if it did
     */
    @CheckForNull
    String gate(long leaf, EvidenceRecord gate, JsonNode uses) throws SQLException {
        String fault = null;
        for (JsonNode use : uses) {
            String why = fault(gate, use);
            if (why != null && fault == null) {
                String id = use.path("record").asText();
                fault = "it let the finding " + use.path("fingerprint").asText() + " pass by the decision "
                        + id.substring(0, Math.min(SHORT, id.length())) + ", which " + why;
            }
            insertUse.setLong(1, leaf);
            insertUse.setString(2, gate.repository());
            insertUse.setString(3, use.path("fingerprint").asText());
            insertUse.setString(4, use.path("record").asText());
            insertUse.setString(5, use.path("decision").asText());
            insertUse.setString(6, use.path("by").asText());
            insertUse.setString(7, use.path("until").textValue());
            IndexTime.set(insertUse, 8, gate.finished());
            insertUse.executeUpdate();
            letPass(gate.repository(), use.path("fingerprint").asText());
        }
        return fault;
    }

    /** A finding that a gate let pass, by a decision or a waiver. */
    void letPass(String repository, String fingerprint) throws SQLException {
        insertOnce.setString(1, repository);
        insertOnce.setString(2, fingerprint);
        insertOnce.setString(3, repository);
        insertOnce.setString(4, fingerprint);
        insertOnce.executeUpdate();
    }

    /** Records come in the order of the ledger: a decision or a retraction that comes after the gate is not there yet. */
    @CheckForNull
    private String fault(EvidenceRecord gate, JsonNode use) throws SQLException {
        find.setString(1, use.path("record").asText());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return "the ledger did not have by then";
            }
            String repository = row.getString("repository");
            if (!row.getString("finding").equals(use.path("fingerprint").asText())
                    || (repository != null && !repository.equals(gate.repository()))) {
                return "is about another finding";
            }
            Instant ends = IndexTime.getOrNull(row, "ends");
            if (IndexTime.get(row, "decided").isAfter(gate.finished())) {
                return "was made later";
            }
            if (ends != null && !ends.isAfter(gate.finished())) {
                return "had ended";
            }
            if (row.getString("retracted_by") != null) {
                return "had been retracted";
            }
            return row.getString("outcome").equals(Outcome.PASSED.name())
                            && Decision.valueOf(row.getString("decision")).canLetPass()
                    ? null
                    : "lets nothing pass";
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        find.close();
        insertUse.close();
        insertOnce.close();
    }
}
