package io.jenkins.plugins.controlevidence.engine.gate;

import java.util.Objects;

/**
 * Files in which the secrets scanner's findings do not count.
 *
 * @param glob path from the root of the repository; {@code *} and {@code ?} stay within a directory, {@code **} goes across
 * @param reason why, for the auditor
 */
public record IgnoredPath(String glob, String reason) {
    /** Rejects null. */
    public IgnoredPath {
        Objects.requireNonNull(glob, "glob");
        Objects.requireNonNull(reason, "reason");
    }
}
