package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.Objects;

/**
 * What an activity proves.
 *
 * @param outcome what came of it
 * @param reason why, a sentence for a person; null only if it passed
 */
public record Judgement(Outcome outcome, @CheckForNull String reason) {
    private static final Judgement PASSED = new Judgement(Outcome.PASSED, null);

    /** Refuses anything but a pass without a reason. */
    public Judgement {
        Objects.requireNonNull(outcome, "outcome");
        if (outcome != Outcome.PASSED && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException(outcome + " needs a reason");
        }
    }

    /**
     * It is as it should be.
     *
     * @return the judgement
     */
    public static Judgement passed() {
        return PASSED;
    }

    /**
     * It is not as it should be.
     *
     * @param reason why, a sentence
     * @return the judgement
     */
    public static Judgement failed(String reason) {
        return new Judgement(Outcome.FAILED, reason);
    }

    /**
     * It cannot be told.
     *
     * @param reason what is not known, a sentence
     * @return the judgement
     */
    public static Judgement notProven(String reason) {
        return new Judgement(Outcome.NOT_PROVEN, reason);
    }
}
