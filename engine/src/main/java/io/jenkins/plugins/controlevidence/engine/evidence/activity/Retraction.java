package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Objects;

/**
 * A record was wrong. It stays, for nothing is ever removed, but it proves nothing from now on. That a record showed a failure
 * cannot be taken back so: retractions take proof away, never a failure.
 *
 * @param record id of the wrong record
 * @param why what is wrong with it
 * @param by who says so
 * @param at when, UTC
 * @param replacement id of the record that is right instead, or null
 */
public record Retraction(
        String record,
        String why,
        Actor by,
        Instant at,
        @CheckForNull String replacement) implements Activity {
    /** The kind's id. */
    public static final String KIND = "retraction";

    /** Refuses null where it is not allowed, and a record that is to replace itself. */
    public Retraction {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        if (record.equals(replacement)) {
            throw new IllegalArgumentException("a record cannot replace itself");
        }
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
