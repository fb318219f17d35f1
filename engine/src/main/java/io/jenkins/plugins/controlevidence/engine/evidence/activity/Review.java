package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * A person looked at what the machines put out, and concluded something from it.
 *
 * @param of what was looked at
 * @param reviewer who looked
 * @param at when, UTC
 * @param conclusion what follows
 * @param notes what they saw, or null
 * @param actions what was or is to be done; possibly empty
 */
public record Review(
        Subject of,
        Actor reviewer,
        Instant at,
        Conclusion conclusion,
        @CheckForNull String notes,
        List<Action> actions) implements Activity {
    /** The kind's id. */
    public static final String KIND = "review";

    /**
     * What was looked at. At least one of its fields says so.
     *
     * @param records ids of records; possibly empty
     * @param requirement id of a requirement of the catalogue, or null
     * @param from first day of the period that was looked at, UTC, or null
     * @param to last day of it, or null
     * @param report SHA-256 of the report that was looked at, lower-case hexadecimal, or null
     */
    public record Subject(
            List<String> records,
            @CheckForNull String requirement,
            @CheckForNull LocalDate from,
            @CheckForNull LocalDate to,
            @CheckForNull String report) {
        /** Copies the list; refuses a review of nothing. */
        public Subject {
            records = List.copyOf(records);
            if (records.isEmpty() && requirement == null && from == null && to == null && report == null) {
                throw new IllegalArgumentException("a review needs something that was looked at");
            }
        }
    }

    /** What follows from what was seen. */
    public enum Conclusion {
        /** All is as it should be. */
        @JsonProperty("nothing-to-do")
        NOTHING_TO_DO,
        /** Something was wrong and has been acted on. */
        @JsonProperty("action-taken")
        ACTION_TAKEN,
        /** Something is wrong and is being acted on. */
        @JsonProperty("action-needed")
        ACTION_NEEDED
    }

    /**
     * Something that was or is to be done.
     *
     * @param what what it is
     * @param ticket where it is followed up, or null
     */
    public record Action(String what, @CheckForNull String ticket) {}

    /** Copies the list; refuses null where it is not allowed. */
    public Review {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(reviewer, "reviewer");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(conclusion, "conclusion");
        actions = List.copyOf(actions);
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
        if (reviewer.type() == Actor.Type.BOT) {
            return Judgement.failed("Reviewed by a bot: " + reviewer + ". A bot's look is not a person's.");
        }
        if (conclusion != Conclusion.NOTHING_TO_DO && actions.isEmpty()) {
            return Judgement.failed("The review calls for action and names none.");
        }
        if (reviewer.type() == Actor.Type.UNKNOWN) {
            return Judgement.notProven("It is not known whether " + reviewer + " is a person.");
        }
        return Judgement.passed();
    }
}
