package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what the next record of a thing is compared with. */
public final class EarlierRecords {
    private final Store store;
    private final EvidenceIndex index;

    /**
     * Looks into a store.
     *
     * @param store the store
     * @param index its index, up to date
     */
    public EarlierRecords(Store store, EvidenceIndex index) {
        this.store = store;
        this.index = index;
    }

    /**
     * The last record of a kind that is about something.
     *
     * @param kind the kind
     * @param about whether a record is about it
     * @return empty if there is none
     * @throws IOException if the index or the ledger cannot be read
     */
    public Optional<EvidenceRecord> latest(String kind, Predicate<EvidenceRecord> about) throws IOException {
        List<Long> leaves = index.query(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT leaf FROM record WHERE kind = ? ORDER BY leaf DESC")) {
                select.setString(1, kind);
                List<Long> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
        for (long leaf : leaves) {
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
            if (about.test(record)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /**
     * The scanners that have been used.
     *
     * @return ids of the tools of which there is a scan, sorted
     * @throws IOException if the index cannot be read
     */
    public List<String> toolsUsed() throws IOException {
        return index.query(connection -> {
            List<String> tools = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT DISTINCT tool FROM record WHERE kind = 'scan' AND tool IS NOT NULL ORDER BY tool");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tools.add(row.getString(1));
                }
            }
            return tools;
        });
    }

    /**
     * The scans by a tool since the last one that found something, if there is one: a scanner that has gone blind finds nothing
     * any more.
     *
     * @param tool id of the tool
     * @return how many conclusive scans there are and when the first of them began; empty if the last one found something, or none
     *     ever did
     * @throws IOException if the index cannot be read
     */
    public Optional<Silence> silence(String tool) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT COUNT(*) AS scans, MIN(started) AS since FROM record
                    WHERE kind = 'scan' AND tool = ? AND outcome = 'PASSED' AND leaf >
                      (SELECT MAX(leaf) FROM record WHERE kind = 'scan' AND tool = ? AND outcome = 'FAILED')
                    """)) {
                select.setString(1, tool);
                select.setString(2, tool);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && row.getLong("scans") > 0
                            ? Optional.of(new Silence(row.getLong("scans"), IndexTime.get(row, "since")))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Scans without findings.
     *
     * @param scans how many
     * @param since when the first of them began, UTC
     */
    public record Silence(long scans, Instant since) {}
}
