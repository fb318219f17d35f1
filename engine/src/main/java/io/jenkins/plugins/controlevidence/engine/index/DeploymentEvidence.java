package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.GateResult;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Says what speaks for a deployment: the gates, scans and approvals of exactly the commit that is deployed, looked up in the
 * ledger and never taken from who deploys.
 */
public final class DeploymentEvidence {
    /** So many records of a sort are named, the latest. */
    private static final int MOST = 100;

    private final EvidenceIndex index;
    private final Ledger ledger;

    /**
     * Looks things up in a store.
     *
     * @param store the store
     * @param index its index, up to date
     */
    public DeploymentEvidence(Store store, EvidenceIndex index) {
        this.index = index;
        this.ledger = store.ledger();
    }

    /**
     * A deployment with what the ledger knows of its commit up to then. Proof that was retracted is left out; a gate that did
     * not pass stays, retracted or not.
     *
     * @param asked the deployment; what it says of gates, scans and approvals is not looked at
     * @return the same with those of the ledger; {@link Deployment#allowed()} says whether it may be done, {@link
     *     Deployment#activities()} what is to be recorded
     * @throws IOException if the index or the ledger cannot be read
     */
    public Deployment complete(Deployment asked) throws IOException {
        List<GateResult> gates = new ArrayList<>();
        for (Row row : rows("gate", asked)) {
            if (row.outcome() != Outcome.PASSED || !row.retracted()) {
                gates.add(new GateResult(row.id(), sha256(ledger.entry(row.leaf())), row.outcome()));
            }
        }
        return asked.with(ids("approval", asked), gates, ids("scan", asked));
    }

    private List<String> ids(String kind, Deployment asked) throws IOException {
        return rows(kind, asked).stream()
                .filter(row -> !row.retracted())
                .map(Row::id)
                .toList();
    }

    private record Row(long leaf, String id, Outcome outcome, boolean retracted) {}

    /** The latest records of a kind about the commit, in the order of the ledger. */
    private List<Row> rows(String kind, Deployment asked) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT * FROM (SELECT leaf, id, outcome, x.retracted_by FROM record
                      LEFT JOIN retraction x ON x.record = record.id
                      WHERE kind = ? AND repository = ? AND commit_id = ? AND finished <= ? ORDER BY leaf DESC LIMIT ?)
                    ORDER BY leaf
                    """)) {
                select.setString(1, kind);
                select.setString(2, asked.repository());
                select.setString(3, asked.commit());
                IndexTime.set(select, 4, asked.at());
                select.setInt(5, MOST);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(
                                row.getLong("leaf"),
                                row.getString("id"),
                                Outcome.valueOf(row.getString("outcome")),
                                row.getString("retracted_by") != null));
                    }
                }
                return rows;
            }
        });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
