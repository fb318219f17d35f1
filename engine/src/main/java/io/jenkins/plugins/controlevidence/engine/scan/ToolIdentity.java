package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/**
 * Exactly which scanner ran.
 *
 * @param id id in the tool catalogue
 * @param version its version as it told itself, or null if it could not be learnt
 * @param rulesDigest SHA-256 of its rules, lower-case hexadecimal, or null where the tool does not tell its rules
 * @param database what it compared with, or null if it uses none
 * @param standard what it measured against, or null if it measures nothing
 */
public record ToolIdentity(
        String id,
        @CheckForNull String version,
        @CheckForNull String rulesDigest,
        @CheckForNull VulnerabilityDatabase database,
        @CheckForNull Standard standard) {
    /** Rejects null where it is not allowed. */
    public ToolIdentity {
        Objects.requireNonNull(id, "id");
    }

    /**
     * A scanner that measures against no standard.
     *
     * @param id id in the tool catalogue
     * @param version its version as it told itself, or null if it could not be learnt
     * @param rulesDigest SHA-256 of its rules, lower-case hexadecimal, or null where the tool does not tell its rules
     * @param database what it compared with, or null if it uses none
     */
    public ToolIdentity(
            String id,
            @CheckForNull String version,
            @CheckForNull String rulesDigest,
            @CheckForNull VulnerabilityDatabase database) {
        this(id, version, rulesDigest, database, null);
    }
}
