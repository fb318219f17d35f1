package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/**
 * The configuration standard that a scan of infrastructure code measured against.
 *
 * @param name its name, such as {@code CIS AWS Foundations}
 * @param version its version; null if it has none
 * @param sha256 SHA-256 of the rules that are it, lower-case hexadecimal; null where they cannot be had
 */
public record Standard(
        String name,
        @CheckForNull String version,
        @CheckForNull String sha256) {
    /** Rejects null where it is not allowed. */
    public Standard {
        Objects.requireNonNull(name, "name");
    }

    /**
     * For a sentence.
     *
     * @return name and version
     */
    @Override
    public String toString() {
        return version == null ? name : name + " " + version;
    }
}
