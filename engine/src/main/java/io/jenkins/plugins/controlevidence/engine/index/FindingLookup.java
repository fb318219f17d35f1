package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Finds the finding that a person means by the beginning of its fingerprint. */
public final class FindingLookup {
    /** More than a person wants to choose from. */
    private static final int MOST = 20;

    private final EvidenceIndex index;

    /**
     * Looks in an index.
     *
     * @param index the index, up to date
     */
    public FindingLookup(EvidenceIndex index) {
        this.index = index;
    }

    /**
     * A finding, wherever and whenever it was found.
     *
     * @param repository name of the repository
     * @param fingerprint its stable id
     * @param tool id of the tool that found it
     * @param rule the tool's id of the rule
     * @param severity on our scale
     * @param title one line for a person, redacted
     */
    public record Match(
            String repository, String fingerprint, String tool, String rule, Severity severity, String title) {}

    /**
     * The findings that a person may mean, of all branches, open or not.
     *
     * @param prefix beginning of a fingerprint, lower-case hexadecimal
     * @return by repository and fingerprint, at most twenty
     * @throws IOException if the index cannot be read
     */
    public List<Match> find(String prefix) throws IOException {
        if (!prefix.matches("[0-9a-f]+")) {
            return List.of();
        }
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT repository, fingerprint, tool, MAX(rule) AS rule, MAX(severity) AS severity, MAX(title) AS title
                    FROM finding WHERE fingerprint LIKE ? GROUP BY repository, fingerprint, tool
                    ORDER BY repository, fingerprint, tool LIMIT ?
                    """)) {
                select.setString(1, prefix + "%");
                select.setInt(2, MOST);
                List<Match> matches = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        matches.add(new Match(
                                row.getString("repository"),
                                row.getString("fingerprint"),
                                row.getString("tool"),
                                row.getString("rule"),
                                Severity.valueOf(row.getString("severity")),
                                row.getString("title")));
                    }
                }
                return matches;
            }
        });
    }
}
