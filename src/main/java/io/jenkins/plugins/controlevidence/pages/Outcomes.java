package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.Locale;

/** Outcomes, standings and conclusions in words, and the classes that colour them. */
final class Outcomes {
    private Outcomes() {}

    /** What came of a scan or a gate. */
    static String words(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Messages.Outcomes_passed();
            case FAILED -> Messages.Outcomes_failed();
            case NOT_PROVEN -> Messages.Outcomes_notProven();
            case ERROR -> Messages.Outcomes_error();
            case SKIPPED -> Messages.Outcomes_skipped();
        };
    }

    /** What came of a gate, and whether somebody has let the build through. */
    static String words(Outcome outcome, boolean overridden) {
        return overridden ? Messages.Outcomes_overridden(words(outcome)) : words(outcome);
    }

    /** The worst of what a build's gates said; null if it had none. */
    @CheckForNull
    static String words(EvidenceAction evidence) {
        Outcome outcome = evidence.getOutcome();
        return outcome == null ? null : words(outcome, evidence.isOverridden());
    }

    /** How an item of a population stands. */
    static String words(Item item) {
        return switch (item.standing()) {
            case PROVEN -> Messages.Outcomes_proven();
            case NOT_DUE -> Messages.Outcomes_notDue();
            case EXCLUDED -> Messages.Outcomes_excluded();
            case EXCEPTION -> words(item.outcome());
        };
    }

    /** What a report says of a requirement. */
    static String words(Conclusion conclusion) {
        return switch (conclusion) {
            case OPERATED -> Messages.Outcomes_operated();
            case OPERATED_WITH_EXCEPTIONS -> Messages.Outcomes_operatedWithExceptions();
            case NOT_DEMONSTRATED -> Messages.Outcomes_notDemonstrated();
        };
    }

    /** The class of a mark in the colour and shape of an outcome, as the picture of the period has it. */
    static String style(Outcome outcome) {
        return "o-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String style(Item item) {
        return switch (item.standing()) {
            case NOT_DUE -> "o-not-due";
            case EXCLUDED -> style(Outcome.SKIPPED);
            case PROVEN, EXCEPTION -> style(item.outcome());
        };
    }

    static String style(Conclusion conclusion) {
        return "c-" + conclusion.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
