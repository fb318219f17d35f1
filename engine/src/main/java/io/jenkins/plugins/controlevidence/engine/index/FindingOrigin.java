package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells who brought a finding to a branch: whoever wrote or committed a part of the push with which a scan first saw it. Of what
 * was there before the first run nobody is known.
 */
final class FindingOrigin {
    private static final String PEOPLE = """
            SELECT p.author_name, p.author_email, p.contribution FROM finding f
            JOIN branch b ON b.repository = f.repository AND b.name = f.branch
            JOIN branch_commit c ON c.branch = b.number AND c.id = f.found_on
            JOIN record r ON r.leaf = c.observer AND r.continuity <> 'FIRST'
            JOIN branch_commit p ON p.observer = c.observer
            WHERE f.repository = ? AND f.branch = ? AND f.fingerprint = ? AND f.closed IS NULL
            """;

    private FindingOrigin() {}

    static Set<Person> of(Connection connection, String repository, String branch, String fingerprint)
            throws SQLException {
        Set<Person> people = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(PEOPLE)) {
            select.setString(1, repository);
            select.setString(2, branch);
            select.setString(3, fingerprint);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Person author = new Person(row.getString("author_name"), row.getString("author_email"));
                    people.addAll(CommitTable.read(author, row.getString("contribution"))
                            .people());
                }
            }
        }
        return people;
    }
}
