package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.IgnoredPath;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a repository's changes must prove before they pass: the content of {@code .control-evidence.yml}. Described key by key
 * in {@code docs/policy.md}.
 *
 * @param id the policy's name
 * @param digest SHA-256 of the file's bytes as read, lower-case hexadecimal
 * @param protectedBranches globs of the branches whose every commit must be proven
 * @param scans ids of the tools whose scans are run and expected, as in the tool catalogue; no other scan counts
 * @param required families that one of these scans must prove
 * @param thresholds how many findings are allowed
 * @param maxScanAge how old a scan may be, from its end
 * @param maxDatabaseAge how old the database may be that a scanner compared with, from its last update
 * @param allowedTools by family the only tools that may prove it; a family without an entry allows any
 * @param ignoredPaths where the secrets scanner's findings do not count
 * @param waivers findings that somebody answers for
 * @param dispositions which decisions of persons, recorded in the ledger, let their finding pass; empty for none
 */
public record Policy(
        String id,
        String digest,
        List<String> protectedBranches,
        List<String> scans,
        Set<Family> required,
        Thresholds thresholds,
        Duration maxScanAge,
        Duration maxDatabaseAge,
        Map<Family, List<String>> allowedTools,
        List<IgnoredPath> ignoredPaths,
        List<Waiver> waivers,
        Set<Decision> dispositions) {
    /** Name of the file that holds a repository's policy, in its root. */
    public static final String FILE_NAME = ".control-evidence.yml";

    /** Copies the collections and rejects null. */
    public Policy {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(digest, "digest");
        protectedBranches = List.copyOf(protectedBranches);
        scans = List.copyOf(scans);
        required = Set.copyOf(required);
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(maxScanAge, "maxScanAge");
        Objects.requireNonNull(maxDatabaseAge, "maxDatabaseAge");
        allowedTools = Map.copyOf(allowedTools);
        ignoredPaths = List.copyOf(ignoredPaths);
        waivers = List.copyOf(waivers);
        dispositions = Set.copyOf(dispositions);
    }

    /**
     * The policy of a repository that has none of its own.
     *
     * @return the content of {@code default-policy.yml}
     */
    public static Policy defaults() {
        return PolicyReader.defaults();
    }

    /**
     * Whether every commit of a branch must be proven.
     *
     * @param branch its short name, or null if it is not known
     * @return true if one of the globs matches
     */
    public boolean protects(@CheckForNull String branch) {
        return branch != null
                && protectedBranches.stream().anyMatch(glob -> Glob.of(glob).matches(branch));
    }
}
