package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.ledger.Retention;

/** Reads for how many days artefacts are kept, so that a mistake is seen when it is made. */
final class RetentionDays {
    private RetentionDays() {}

    /**
     * Reads a number of days as somebody typed it.
     *
     * @param text the number, or null or blank for ever
     * @return the rule that it makes, or null if artefacts are kept for ever
     * @throws IllegalArgumentException if it is no number, or an audit could not do with it; says what is needed
     */
    @CheckForNull
    static Retention parse(@CheckForNull String text) {
        String days = Util.fixEmptyAndTrim(text);
        if (days == null) {
            return null;
        }
        try {
            return new Retention(Integer.parseInt(days));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.RetentionDays_noDays(days), e);
        }
    }
}
