package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that software runs on was changed: a plugin, an agent, a cluster. It is neither good nor bad; what counts is what had
 * to follow, such as a vulnerability scan.
 *
 * @param environment what was changed, such as {@code production} or the name of a build server
 * @param what how it was changed, in a few words
 * @param by who did it; null if that is not known
 * @param at when, UTC
 * @param before what it was, such as a version; or null
 * @param after what it is; or null
 */
public record EnvironmentChange(
        String environment,
        String what,
        @CheckForNull Actor by,
        Instant at,
        @CheckForNull String before,
        @CheckForNull String after)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "environment-change";

    /** Refuses null where it is not allowed. */
    public EnvironmentChange {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return at;
    }

    @Override
    public Judgement judgement() {
        return Judgement.passed();
    }
}
