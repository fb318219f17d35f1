package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Objects;

/**
 * A system's configuration, or a protected file of a repository, was changed. Good if a rule or a ticket authorised it.
 *
 * @param repository name of the repository whose file was changed; null if it is another system's configuration
 * @param branch the branch, or null
 * @param commit full id of the commit that changed it, or null
 * @param system the system, as its owner calls it
 * @param object what was changed, such as the path of a file or the name of a job
 * @param what how it was changed, in a few words
 * @param by who did it; null if that is not known
 * @param at when, UTC
 * @param before what it was; null if it was not there
 * @param after what it is; null if it is gone
 * @param authorisation what allowed it; null if nothing did
 * @param alert the alert that it raised, or null
 */
public record ConfigurationChange(
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String commit,
        String system,
        String object,
        String what,
        @CheckForNull Actor by,
        Instant at,
        @CheckForNull Digest before,
        @CheckForNull Digest after,
        @CheckForNull Authorisation authorisation,
        @CheckForNull String alert)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "configuration-change";

    /**
     * A state, known by its digest alone: configurations hold secrets.
     *
     * @param sha256 SHA-256, lower-case hexadecimal
     */
    public record Digest(String sha256) {}

    /**
     * What allowed a change.
     *
     * @param kind of which sort it is
     * @param id its name or number
     */
    public record Authorisation(Kind kind, String id) {
        /** What can allow a change. */
        public enum Kind {
            /** A standing rule, such as "administrators, in the maintenance window". */
            @JsonProperty("rule")
            RULE,
            /** A ticket for this very change. */
            @JsonProperty("ticket")
            TICKET
        }

        /** Refuses null. */
        public Authorisation {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
        }
    }

    /** Refuses null where it is not allowed. */
    public ConfigurationChange {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(object, "object");
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
        return authorisation != null
                ? Judgement.passed()
                : Judgement.failed("Unauthorised: " + object + " was changed by "
                        + (by == null ? "nobody known" : by) + ", and neither rule nor ticket allows it; "
                        + (alert == null ? "no alert was raised." : "the alert is " + alert + "."));
    }
}
