package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Objects;

/**
 * A credential of an account that programs use. Never its value.
 *
 * @param id what the system calls it, such as {@code access_key_1}
 * @param created when it was made, UTC; null if the export does not say
 * @param rotated when it was made or last replaced, UTC; null if the export does not say
 * @param active whether it can be used
 */
public record AccessKey(
        String id,
        @CheckForNull Instant created,
        @CheckForNull Instant rotated,
        Answer active) {
    /** Rejects null where it is not allowed. */
    public AccessKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(active, "active");
    }
}
