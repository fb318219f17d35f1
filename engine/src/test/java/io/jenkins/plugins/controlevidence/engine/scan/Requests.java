package io.jenkins.plugins.controlevidence.engine.scan;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Requests for tests: a directory to scan, everything else as it usually is. */
final class Requests {
    static final String HEAD = "0123456789abcdef0123456789abcdef01234567";

    private Requests() {}

    /** The directory is exactly the head's files. */
    static ScanRequest of(Path directory, Path scratch) throws IOException {
        return of(directory, scratch, HEAD, true, false);
    }

    static ScanRequest of(Path directory, Path scratch, String head, boolean exact, boolean shallow)
            throws IOException {
        Files.createDirectories(scratch);
        return new ScanRequest(
                new Change(
                        new RepositoryIdentity("https://example.org/planted"),
                        "main",
                        head,
                        null,
                        Continuity.FIRST,
                        List.of(),
                        List.of(head),
                        shallow),
                directory.resolve(".git"),
                directory,
                exact,
                null,
                null,
                scratch,
                FingerprintKey.of(new byte[FingerprintKey.LENGTH]));
    }
}
