package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps from when to when each finding of a branch was open: from the first conclusive scan that found it to the first that
 * did not.
 */
final class FindingsIngest implements AutoCloseable {
    private final PreparedStatement selectOpen;
    private final PreparedStatement insert;
    private final PreparedStatement close;

    /** By repository, branch, tool and scan id: fingerprints that are open. */
    private final Map<List<String>, Set<String>> open = new HashMap<>();

    /** By repository, tool and scan id: the last conclusive scan. */
    private final Map<List<String>, Last> last = new HashMap<>();

    private record Last(String branch, String id) {}

    FindingsIngest(Connection connection) throws SQLException {
        selectOpen = connection.prepareStatement(
                "SELECT fingerprint FROM finding WHERE repository = ? AND branch = ? AND tool = ? AND scan = ? AND closed IS NULL");
        insert = connection.prepareStatement("""
                INSERT INTO finding (repository, branch, family, tool, scan, fingerprint, severity, rule, title, location,
                  introduced, opened, opened_by, found_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        close = connection.prepareStatement("""
                UPDATE finding SET closed = ?, closed_by = ?
                WHERE repository = ? AND branch = ? AND tool = ? AND scan = ? AND fingerprint = ? AND closed IS NULL
                """);
    }

    /** Opens the bytes of an artefact. */
    @FunctionalInterface
    interface Artefacts {
        InputStream open(ArtefactReference reference) throws IOException;
    }

    /** Takes in a scan; one that was not conclusive neither opens nor closes anything. */
    void scan(EvidenceRecord scan, Artefacts artefacts) throws SQLException, IOException {
        String branch = scan.branch() == null ? "" : scan.branch();
        List<String> scanner = List.of(scan.repository(), branch, scan.tool().id(), scan.scanId());
        Set<String> before = open(scanner);
        Last previous =
                last.put(List.of(scan.repository(), scan.tool().id(), scan.scanId()), new Last(branch, scan.id()));
        boolean unchanged = previous != null
                && branch.equals(previous.branch())
                && (scan.baseline() == null || scan.baseline().equals(previous.id()))
                && scan.newFindings() == 0
                && scan.fixedFindings() == 0
                && scan.knownFindings() == before.size();
        if (unchanged) {
            return;
        }
        Map<String, Finding> now = findings(scan, artefacts);
        for (Finding finding : now.values()) {
            if (before.add(finding.fingerprint())) {
                insert(scanner, finding, scan);
            }
        }
        insert.executeBatch();
        if (scan.history() != HistoryCoverage.RANGE) {
            for (String fingerprint : Set.copyOf(before)) {
                if (!now.containsKey(fingerprint)) {
                    before.remove(fingerprint);
                    close(scanner, fingerprint, scan);
                }
            }
            close.executeBatch();
        }
    }

    private static Map<String, Finding> findings(EvidenceRecord scan, Artefacts artefacts) throws IOException {
        Map<String, Finding> now = new LinkedHashMap<>();
        if (scan.newFindings() + scan.knownFindings() == 0) {
            return now;
        }
        ArtefactReference document = scan.artefact(FindingsDocument.NAME)
                .orElseThrow(
                        () -> new IOException("Record " + scan.id() + " tells of findings and names no list of them."));
        try (InputStream in = artefacts.open(document)) {
            FindingsDocument.read(in, (state, finding) -> {
                if (state != FindingsDocument.State.FIXED) {
                    now.put(finding.fingerprint(), finding);
                }
            });
        }
        return now;
    }

    private Set<String> open(List<String> scanner) throws SQLException {
        Set<String> known = open.get(scanner);
        if (known == null) {
            known = new HashSet<>();
            for (int i = 0; i < scanner.size(); i++) {
                selectOpen.setString(i + 1, scanner.get(i));
            }
            try (ResultSet rows = selectOpen.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
            open.put(scanner, known);
        }
        return known;
    }

    private void insert(List<String> scanner, Finding finding, EvidenceRecord scan) throws SQLException {
        insert.setString(1, scanner.get(0));
        insert.setString(2, scanner.get(1));
        insert.setString(3, finding.family().name());
        insert.setString(4, scanner.get(2));
        insert.setString(5, scanner.get(3));
        insert.setString(6, finding.fingerprint());
        insert.setString(7, finding.severity().name());
        insert.setString(8, finding.rule());
        insert.setString(9, finding.title());
        Location first =
                finding.locations().isEmpty() ? null : finding.locations().get(0);
        insert.setString(10, first == null ? null : first.path() + (first.line() == 0 ? "" : ":" + first.line()));
        insert.setString(
                11, finding.introduced() == null ? null : finding.introduced().commit());
        IndexTime.set(insert, 12, scan.finished());
        insert.setString(13, scan.id());
        insert.setString(14, scan.commit());
        insert.addBatch();
    }

    private void close(List<String> scanner, String fingerprint, EvidenceRecord scan) throws SQLException {
        IndexTime.set(close, 1, scan.finished());
        close.setString(2, scan.id());
        for (int i = 0; i < scanner.size(); i++) {
            close.setString(i + 3, scanner.get(i));
        }
        close.setString(7, fingerprint);
        close.addBatch();
    }

    @Override
    public void close() throws SQLException {
        selectOpen.close();
        insert.close();
        close.close();
    }
}
