package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import java.util.List;

/**
 * What the last conclusive scan by the same tool of the same repository said, as the store kept it.
 *
 * @param commit full id of the commit that it spoke of, or null if that is not known
 * @param rulesDigest digest of its rules, or null if the tool told none
 * @param scannedTips the commits from which it had scanned all history
 * @param findings what it had found
 */
public record PriorScan(
        @CheckForNull String commit,
        @CheckForNull String rulesDigest,
        List<String> scannedTips,
        List<Finding> findings) {
    /** Copies the lists. */
    public PriorScan {
        scannedTips = List.copyOf(scannedTips);
        findings = List.copyOf(findings);
    }
}
