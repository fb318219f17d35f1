package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of a period. One that a retracted scan no longer saw is open until the next scan shows the same. One that several
 * scans by a tool see is one finding, open until none of them sees it.
 */
final class FindingRows {
    private static final String FINDINGS = """
            SELECT f.*, r.retracted_by FROM finding f LEFT JOIN retraction r ON r.record = f.closed_by
            WHERE (f.closed IS NULL OR f.closed >= ? OR r.retracted_by IS NOT NULL) AND f.opened < ?
            ORDER BY f.opened, f.number
            """;

    /** A finding that comes back is a row of its own, so every scan before that did not see it. */
    private static final String NEXT_SCAN = """
            SELECT id, finished FROM record
            WHERE kind = 'scan' AND repository = ? AND tool = ? AND scan = ? AND branch = ? AND outcome IN ('PASSED', 'FAILED')
              AND finished > ? AND NOT EXISTS (SELECT 1 FROM retraction r WHERE r.record = record.id)
              AND finished < COALESCE((SELECT MIN(opened) FROM finding
                WHERE repository = ? AND tool = ? AND scan = ? AND branch = ? AND fingerprint = ? AND opened > ?), 9223372036854775807)
            ORDER BY leaf LIMIT 1
            """;

    private FindingRows() {}

    static List<FindingRow> of(Connection connection, Instant from, Instant before) throws SQLException {
        Map<List<String>, Integer> last = new HashMap<>();
        List<FindingRow> findings = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FINDINGS)) {
            IndexTime.set(select, 1, from);
            IndexTime.set(select, 2, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant closed = IndexTime.getOrNull(row, "closed");
                    String by = row.getString("closed_by");
                    if (closed != null && row.getString("retracted_by") != null) {
                        Closing next = next(connection, row, closed);
                        closed = next == null ? null : next.at();
                        by = next == null ? null : next.by();
                    }
                    if (closed == null || !closed.isBefore(from)) {
                        add(finding(row, closed, by), findings, last);
                    }
                }
            }
        }
        return findings;
    }

    /** Joins what one scan sees to what another saw until then, or still does. */
    private static void add(FindingRow finding, List<FindingRow> findings, Map<List<String>, Integer> last) {
        List<String> key = List.of(
                finding.repository(),
                finding.branch() == null ? "" : finding.branch(),
                finding.tool(),
                finding.fingerprint());
        Integer place = last.get(key);
        Instant until = place == null ? Instant.MIN : findings.get(place).closed();
        if (until != null && until.isBefore(finding.opened())) {
            last.put(key, findings.size());
            findings.add(finding);
        } else if (until != null
                && (finding.closed() == null || finding.closed().isAfter(until))) {
            findings.set(place, findings.get(place).closed(finding.closed(), finding.closedBy()));
        }
    }

    private record Closing(Instant at, String by) {}

    @CheckForNull
    private static Closing next(Connection connection, ResultSet finding, Instant closed) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT_SCAN)) {
            for (int start : new int[] {0, 5}) {
                select.setString(start + 1, finding.getString("repository"));
                select.setString(start + 2, finding.getString("tool"));
                select.setString(start + 3, finding.getString("scan"));
                select.setString(start + 4, finding.getString("branch"));
            }
            IndexTime.set(select, 5, closed);
            select.setString(10, finding.getString("fingerprint"));
            IndexTime.set(select, 11, closed);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Closing(IndexTime.get(row, "finished"), row.getString("id")) : null;
            }
        }
    }

    private static FindingRow finding(ResultSet row, @CheckForNull Instant closed, @CheckForNull String by)
            throws SQLException {
        return new FindingRow(
                row.getString("repository"),
                row.getString("branch").isEmpty() ? null : row.getString("branch"),
                Family.valueOf(row.getString("family")),
                row.getString("tool"),
                row.getString("fingerprint"),
                Severity.valueOf(row.getString("severity")),
                row.getString("rule"),
                row.getString("title"),
                row.getString("location"),
                row.getString("introduced"),
                IndexTime.get(row, "opened"),
                row.getString("opened_by"),
                closed,
                by);
    }
}
