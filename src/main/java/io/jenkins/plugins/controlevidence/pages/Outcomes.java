package io.jenkins.plugins.controlevidence.pages;

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

    /** How an item of a population stands. */
    static String words(Item item) {
        return switch (item.standing()) {
            case PROVEN -> Messages.Outcomes_proven();
            case NOT_DUE -> Messages.Outcomes_notDue();
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
        return item.standing() == Item.Standing.NOT_DUE ? "o-not-due" : style(item.outcome());
    }

    static String style(Conclusion conclusion) {
        return "c-" + conclusion.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
