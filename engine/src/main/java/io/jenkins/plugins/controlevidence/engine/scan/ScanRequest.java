package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What to scan.
 *
 * @param change the change; its head is the commit that the scan speaks of
 * @param gitDirectory the repository's git directory, for scanners that read history
 * @param directory the files as they are at the head, for tools that look at files
 * @param exact whether {@code directory} holds exactly the head's tracked files, unchanged; if not, what a tool says of it is
 *     not about the commit and cannot be a pass
 * @param range full ids of the commits to look at and no others, or null for everything that is new since {@code prior}
 * @param prior what the last scan by this tool said, or null if there was none
 * @param scratch an empty directory for the scanner's own use; the caller deletes it
 * @param fingerprints the store's key for fingerprints of credentials
 */
public record ScanRequest(
        Change change,
        Path gitDirectory,
        Path directory,
        boolean exact,
        @CheckForNull List<String> range,
        @CheckForNull PriorScan prior,
        Path scratch,
        FingerprintKey fingerprints) {
    /** Rejects null where it is not allowed. */
    public ScanRequest {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(gitDirectory, "gitDirectory");
        Objects.requireNonNull(directory, "directory");
        range = range == null ? null : List.copyOf(range);
        Objects.requireNonNull(scratch, "scratch");
        Objects.requireNonNull(fingerprints, "fingerprints");
    }
}
