package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Exports as the systems give them (their real columns and fields, made-up people), and the formats they must be taken for. */
final class Exports {
    static final Instant TAKEN = Instant.parse("2026-07-01T08:00:00Z");

    static final Map<String, String> FORMATS = new TreeMap<>(Map.ofEntries(
            Map.entry("aws-credential-report.csv", "aws-credential-report"),
            Map.entry("aws-authorization-details.json", "aws-authorization-details"),
            Map.entry("github-members.json", "github-members"),
            Map.entry("github-graphql-members.json", "github-graphql-members"),
            Map.entry("github-enterprise-people.csv", "github-people"),
            Map.entry("github-server-users.csv", "github-people"),
            Map.entry("gitlab-users.json", "gitlab-users"),
            Map.entry("gitlab-members.json", "gitlab-users"),
            Map.entry("gitlab-members.csv", "gitlab-members-csv"),
            Map.entry("gitlab-permissions.csv", "gitlab-members-csv"),
            Map.entry("okta-users.json", "okta-users"),
            Map.entry("okta-users.csv", "okta-users-csv"),
            Map.entry("okta-factors.csv", "okta-factors-csv"),
            Map.entry("google-users.csv", "google-users-csv"),
            Map.entry("google-users.json", "google-directory-users")));

    private Exports() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Exports.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    static AccessSnapshot read(Path directory, String name) throws IOException {
        return AccessSnapshotReader.read(Files.write(directory.resolve(name), bytes(name)), "a system", TAKEN);
    }

    static AccessSnapshot readText(Path directory, String text) throws IOException {
        return AccessSnapshotReader.read(Files.writeString(directory.resolve("export"), text), "a system", TAKEN);
    }
}
