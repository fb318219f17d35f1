package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What a person decided on a finding of the repository, as the ledger has it. Whether it lets the finding pass, the gate says.
 *
 * @param record id of the record
 * @param fingerprint the finding
 * @param decision what was decided
 * @param until of an acceptance: the last day on which it holds, UTC; otherwise null
 * @param at when it was decided, UTC
 * @param by who decided, for a sentence
 * @param flaw why it does not hold by itself, such as an acceptance by who asked for it; null if it does
 * @param decider how who decided stands to the change that is judged
 * @param retracted whether a later record takes it back
 */
public record RecordedDecision(
        String record,
        String fingerprint,
        Decision decision,
        @CheckForNull LocalDate until,
        Instant at,
        String by,
        @CheckForNull String flaw,
        Decider decider,
        boolean retracted) {
    /** How who decided stands to the change that is judged. */
    public enum Decider {
        /** Neither wrote nor committed a part of it, nor brought the finding in. */
        SOMEBODY_ELSE,
        /** Wrote or committed a part of it, or brought the finding in. */
        AUTHOR,
        /** It is not known who wrote it. */
        UNKNOWN
    }

    /** Refuses null where it is not allowed, and an acceptance without an end. */
    public RecordedDecision {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(decider, "decider");
        if ((decision == Decision.ACCEPTED) != (until != null)) {
            throw new IllegalArgumentException("an acceptance, and nothing else, has an end");
        }
    }

    /**
     * Whether it has ended.
     *
     * @param now the time of the verdict
     * @return true after the end of the last day, UTC
     */
    boolean expired(Instant now) {
        return until != null
                && !until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(now);
    }

    /** Whether it is a decision at all: one that holds, was made by then, and by somebody else than who wrote the change. */
    boolean counts(Instant now) {
        return flaw == null && decider == Decider.SOMEBODY_ELSE && !at.isAfter(now);
    }
}
