package io.jenkins.plugins.controlevidence.engine.evidence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/**
 * Which machine run made a record.
 *
 * @param builder URI of the software that ran, such as {@code https://plugins.jenkins.io/control-evidence/cli}
 * @param job full name of the job, or null outside a build server
 * @param build number or id of the build, or null outside a build server
 * @param agent name of the machine that did the work
 * @param cause what caused the run, for a person ("command line, user ann")
 */
public record Invocation(
        String builder,
        @CheckForNull String job,
        @CheckForNull String build,
        String agent,
        String cause) {
    /** Rejects null where it is not allowed. */
    public Invocation {
        Objects.requireNonNull(builder, "builder");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(cause, "cause");
    }
}
