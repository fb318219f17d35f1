package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the scan that the next one is compared with: the last conclusive one with the same scan id that no gate has denied, so
 * that what was new when a gate denied it is still new in the next build, and when the same commit is built again. As long as no
 * gate has let one of the last {@value #MOST} pass it is the first of them: what was there when a repository began to be scanned
 * is new only once.
 *
 * <p>For a tool that looks at the files of one commit it is the branch's own, and only for a branch that has none yet another's.
 */
final class BaselineLookup {
    /** How many denied scans are passed over, at most. */
    private static final int MOST = 500;

    /** So many records are looked through first, then ever more: the scan that is looked for is one of the last. */
    private static final long WINDOW = 1_000;

    private static final String SCANS = """
            SELECT leaf, branch, commit_id FROM record
            WHERE repository = ? AND tool = ? AND scan = ? AND leaf >= ? AND leaf < ? AND kind = 'scan'
              AND outcome IN ('PASSED', 'FAILED') AND (CAST(? AS VARCHAR) IS NULL OR branch = ?)
            """;

    private static final String NEWEST = SCANS + " ORDER BY leaf DESC LIMIT ?";

    private static final String OLDEST = SCANS + " ORDER BY leaf LIMIT ?";

    /** The gate that judged a scan is the next one on its commit; without one nothing was denied. */
    private static final String GATE = """
            SELECT outcome FROM record
            WHERE kind = 'gate' AND repository = ? AND branch = ? AND leaf > ? AND leaf < ? AND commit_id = ?
            ORDER BY leaf LIMIT 1
            """;

    private final Connection connection;
    private final String repository;
    private final String tool;
    private final String scanId;

    /** Records from here on do not count. */
    private final long end;

    private BaselineLookup(Connection connection, Change change, Tool tool, String scanId, long end) {
        this.connection = connection;
        this.repository = change.repository().uri();
        this.tool = tool.id();
        this.scanId = scanId;
        this.end = end;
    }

    /**
     * Looks for it.
     *
     * @param before position in the ledger from which records do not count
     * @return its position in the ledger; empty if there was no scan yet
     */
    static OptionalLong find(Connection connection, Change change, Tool tool, String scanId, long before)
            throws SQLException {
        long end;
        try (PreparedStatement size = connection.prepareStatement("SELECT size FROM state")) {
            end = Math.min(before, EvidenceIndex.leaf(size).orElse(0));
        }
        BaselineLookup lookup = new BaselineLookup(connection, change, tool, scanId, end);
        String branch = tool.covers() == Tool.Covers.FILES ? change.branch() : null;
        OptionalLong found = branch == null ? OptionalLong.empty() : lookup.lastNotDenied(branch);
        if (found.isEmpty()) {
            found = lookup.lastNotDenied(null);
        }
        if (found.isEmpty() && branch != null) {
            found = lookup.first(branch);
        }
        return found.isPresent() ? found : lookup.first(null);
    }

    private record Candidate(long leaf, String branch, String commit) {}

    private OptionalLong lastNotDenied(@CheckForNull String branch) throws SQLException {
        int left = MOST;
        long to = end;
        for (long window = WINDOW; to > 0 && left > 0; window *= 4) {
            long from = Math.max(0, to - window);
            for (Candidate scan : scans(NEWEST, from, to, branch, left)) {
                if (!isDenied(scan)) {
                    return OptionalLong.of(scan.leaf());
                }
                left--;
            }
            to = from;
        }
        return OptionalLong.empty();
    }

    private OptionalLong first(@CheckForNull String branch) throws SQLException {
        return scans(OLDEST, 0, end, branch, 1).stream()
                .mapToLong(Candidate::leaf)
                .findFirst();
    }

    private List<Candidate> scans(String query, long from, long to, @CheckForNull String branch, int most)
            throws SQLException {
        List<Candidate> scans = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, repository);
            select.setString(2, tool);
            select.setString(3, scanId);
            select.setLong(4, from);
            select.setLong(5, to);
            select.setString(6, branch);
            select.setString(7, branch);
            select.setInt(8, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    scans.add(new Candidate(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return scans;
    }

    private boolean isDenied(Candidate scan) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(GATE)) {
            select.setString(1, repository);
            select.setString(2, scan.branch());
            select.setLong(3, scan.leaf());
            select.setLong(4, end);
            select.setString(5, scan.commit());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && !"PASSED".equals(row.getString(1));
            }
        }
    }
}
