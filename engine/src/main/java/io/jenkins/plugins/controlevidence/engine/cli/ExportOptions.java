package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshotDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshotReader;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.ExportCopy;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The export of a system that a command reads, and what is kept of it. */
final class ExportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "SYSTEM", description = "The system, as you call it: github:acme, aws:123456789012.")
    private String system;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description =
                    "What the system exported. It is recognised by its columns or fields: an export of GitHub, GitLab,"
                            + " Okta, AWS IAM or Google Workspace in CSV or JSON.")
    private Path file;

    @CheckForNull
    @Option(
            names = "--without-mfa",
            paramLabel = "FILE",
            description =
                    "The list of those members who have no second factor, as GitHub gives it for filter=2fa_disabled.")
    private Path withoutMfa;

    @CheckForNull
    @Option(
            names = "--taken",
            paramLabel = "TIME",
            description = "When it was exported, as 2026-07-01T08:00:00Z. Default: when the file was last changed.")
    private Instant taken;

    /** What the export says. */
    AccessSnapshot snapshot() throws IOException {
        Instant time = taken == null ? Files.getLastModifiedTime(file).toInstant() : taken;
        if (time.isAfter(Instant.now())) {
            throw new ParameterException(spec.commandLine(), "--taken " + time + " is in the future.");
        }
        Instant seconds = time.truncatedTo(ChronoUnit.SECONDS);
        AccessSnapshot snapshot = AccessSnapshotReader.read(file, system, seconds);
        return withoutMfa == null
                ? snapshot
                : snapshot.withoutMfa(AccessSnapshotReader.read(withoutMfa, system, seconds));
    }

    /** Keeps the export, without credentials, and what it says. */
    List<ArtefactReference> keep(AccessSnapshot snapshot, Store store) throws IOException {
        Redactor redactor = new Redactor(new SecretDetector(SecretRules.load()));
        return List.of(
                store.artefacts()
                        .put(
                                ExportCopy.NAME,
                                ExportCopy.mediaType(file),
                                out -> ExportCopy.write(file, redactor::redact, out)),
                store.artefacts()
                        .put(
                                AccessSnapshotDocument.NAME,
                                AccessSnapshotDocument.MEDIA_TYPE,
                                out -> AccessSnapshotDocument.write(snapshot, out)));
    }
}
