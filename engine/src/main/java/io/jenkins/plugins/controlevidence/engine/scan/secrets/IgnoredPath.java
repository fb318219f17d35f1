package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.util.Objects;

/**
 * Paths whose credentials are none, because someone decided so.
 *
 * @param glob path from the root of the repository, see {@link Glob}; a glob without {@code /} is tried on the file's name
 *     alone
 * @param rule id of the only rule that it is about, or null for all
 * @param reason why, for the record; not empty
 */
public record IgnoredPath(String glob, @CheckForNull String rule, String reason) {
    /** Rejects null and an empty reason. */
    public IgnoredPath {
        Objects.requireNonNull(glob, "glob");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("the ignored path " + glob + " needs a reason");
        }
    }

    /** As a verdict shows it: {@code src/test/**: made-up keys}, {@code docs/** (generic-password): …}. */
    @Override
    public String toString() {
        return glob + (rule == null ? "" : " (" + rule + ")") + ": " + reason;
    }

    /** What whole paths are matched with. */
    Glob matcher() {
        return Glob.of(glob.indexOf('/') < 0 ? "**/" + glob : glob);
    }
}
