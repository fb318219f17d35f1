package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.util.Objects;

/**
 * Paths whose credentials are none, because someone decided so.
 *
 * @param glob path from the root of the repository, see {@link Glob}; a glob without {@code /} is tried on the file's name
 *     alone
 * @param reason why, for the record; not empty
 */
public record IgnoredPath(String glob, String reason) {
    /** Rejects null and an empty reason. */
    public IgnoredPath {
        Objects.requireNonNull(glob, "glob");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("the ignored path " + glob + " needs a reason");
        }
    }

    /** What whole paths are matched with. */
    Glob matcher() {
        return Glob.of(glob.indexOf('/') < 0 ? "**/" + glob : glob);
    }
}
