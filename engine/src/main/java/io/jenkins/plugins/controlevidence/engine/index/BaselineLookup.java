package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Finds the scan that the next one is compared with: the last conclusive one with the same scan id that no gate has denied, so
 * that what was new when a gate denied it is still new in the next build, and when the same commit is built again. As long as no
 * gate has let one pass it is the first of them: what was there when a repository began to be scanned is new only once.
 *
 * <p>For a tool that looks at the files of one commit it is the branch's own, and only for a branch that has none yet another's.
 */
final class BaselineLookup {
    /** The gate that judged a scan is the next one on its commit; without one nothing was denied. */
    private static final String SCANS = """
            SELECT s.leaf FROM record s
            WHERE s.repository = ? AND s.tool = ? AND s.scan = ? AND s.leaf < ? AND s.kind = 'scan'
              AND s.outcome IN ('PASSED', 'FAILED')
            """;

    private static final String OF_BRANCH = " AND s.branch = ?";

    private static final String LAST_NOT_DENIED = """
             AND COALESCE((SELECT g.outcome FROM record g
                WHERE g.kind = 'gate' AND g.repository = s.repository AND g.branch = s.branch AND g.commit_id = s.commit_id
                  AND g.leaf > s.leaf AND g.leaf < ? ORDER BY g.leaf LIMIT 1), 'PASSED') = 'PASSED'
            ORDER BY s.leaf DESC LIMIT 1
            """;

    private static final String FIRST = " ORDER BY s.leaf LIMIT 1";

    private BaselineLookup() {}

    /**
     * Looks for it.
     *
     * @param before position in the ledger from which records do not count
     * @return its position in the ledger; empty if there was no scan yet
     */
    static OptionalLong find(Connection connection, Change change, Tool tool, String scanId, long before)
            throws SQLException {
        Object[] scans = {change.repository().uri(), tool.id(), scanId, before};
        String branch = tool.covers() == Tool.Covers.FILES ? change.branch() : null;
        OptionalLong found = OptionalLong.empty();
        if (branch != null) {
            found = query(connection, SCANS + OF_BRANCH + LAST_NOT_DENIED, scans, branch, before);
        }
        if (found.isEmpty()) {
            found = query(connection, SCANS + LAST_NOT_DENIED, scans, before);
        }
        if (found.isEmpty() && branch != null) {
            found = query(connection, SCANS + OF_BRANCH + FIRST, scans, branch);
        }
        return found.isPresent() ? found : query(connection, SCANS + FIRST, scans);
    }

    private static OptionalLong query(Connection connection, String sql, Object[] scans, Object... more)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < scans.length; i++) {
                select.setObject(i + 1, scans[i]);
            }
            for (int i = 0; i < more.length; i++) {
                select.setObject(scans.length + i + 1, more[i]);
            }
            return EvidenceIndex.leaf(select);
        }
    }
}
