package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.Locale;

/** The five outcomes as a report writes and styles them. */
public final class OutcomeWords {
    private OutcomeWords() {}

    /**
     * For a person, lower case.
     *
     * @param outcome the outcome
     * @return such as {@code not proven}
     */
    public static String of(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "proven";
            case FAILED -> "failed";
            case NOT_PROVEN -> "not proven";
            case ERROR -> "error";
            case SKIPPED -> "skipped";
        };
    }

    /** Which items have it, for the legend. */
    static String meaning(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "everything due that day is proven";
            case FAILED -> "something is proven not to be as it should";
            case NOT_PROVEN -> "there is no evidence for something that was due";
            case ERROR -> "a tool broke";
            case SKIPPED -> "something was left out, with a reason";
        };
    }

    /** The class in the style sheet. */
    static String style(Outcome outcome) {
        return "o-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
