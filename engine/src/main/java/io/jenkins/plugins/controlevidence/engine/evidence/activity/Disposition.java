package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What a person decided on a finding. To accept a risk is not one's own affair: who accepts it must not be who asked for it.
 *
 * @param repository name of the repository in which the finding is, or null
 * @param finding the finding's fingerprint, lower-case hexadecimal
 * @param decision what was decided
 * @param until of an acceptance: the last day on which it holds, UTC; otherwise null
 * @param why the grounds
 * @param ticket where it is followed up, or null
 * @param decidedBy who decided
 * @param requestedBy who asked for the decision, or null if that is not known
 * @param at when, UTC
 * @param tool id of the tool that found it, or null
 * @param rule the tool's id of the rule, or null
 * @param severity how bad it is, on our scale, or null
 */
public record Disposition(
        @CheckForNull String repository,
        String finding,
        Decision decision,
        @CheckForNull LocalDate until,
        String why,
        @CheckForNull String ticket,
        Actor decidedBy,
        @CheckForNull Actor requestedBy,
        Instant at,
        @CheckForNull String tool,
        @CheckForNull String rule,
        @CheckForNull String severity)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "disposition";

    /** Refuses null where it is not allowed, and an acceptance without an end. */
    public Disposition {
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(at, "at");
        if ((decision == Decision.ACCEPTED) != (until != null)) {
            throw new IllegalArgumentException("an acceptance, and nothing else, has an end: until");
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

    /**
     * Until when it counts.
     *
     * @return the first instant at which it no longer does; null if it has no end
     */
    @CheckForNull
    public Instant ends() {
        return until == null
                ? null
                : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public Judgement judgement() {
        if (decidedBy.type() == Actor.Type.BOT && decision != Decision.FIXED) {
            return Judgement.failed("Decided by a bot: " + decidedBy + ". A finding is a person's to decide on.");
        }
        if (decision == Decision.ACCEPTED && requestedBy != null && decidedBy.isSameAs(requestedBy)) {
            return Judgement.failed("Accepted by who asked for it: " + decidedBy + ".");
        }
        Instant ends = ends();
        if (ends != null && !ends.isAfter(at)) {
            return Judgement.failed("The acceptance had ended, on " + until + ", before it was decided.");
        }
        if (decidedBy.type() == Actor.Type.UNKNOWN) {
            return Judgement.notProven("It is not known whether " + decidedBy + " is a person.");
        }
        if (decision == Decision.ACCEPTED && requestedBy == null) {
            return Judgement.notProven("It is not known who asked for the acceptance.");
        }
        return Judgement.passed();
    }
}
