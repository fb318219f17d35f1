package io.jenkins.plugins.controlevidence.build;

import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says in a line why a build does not pass its gate. */
@Restricted(NoExternalUse.class)
public final class Denial {
    private static final Logger LOGGER = Logger.getLogger(Denial.class.getName());

    private Denial() {}

    /**
     * A gate that did not pass.
     *
     * @param gate its verdict
     * @return the first reason and what to do
     */
    public static String of(GateSummary gate) {
        GateSummary.ReasonSummary first = gate.getReasons().get(0);
        String end = first.getText().endsWith(".") ? " " : ". ";
        return "The gate did not pass (" + gate.getOutcome() + "): " + first.getText() + end + first.getRemedy();
    }

    /**
     * Evidence that could not be made at all; the build remembers that.
     *
     * @param run the build
     * @param failure what was thrown; a message made for a person is passed on, anything else is logged for the administrator too
     * @return what to say of it
     * @throws IOException if the build cannot be saved
     */
    public static String of(Run<?, ?> run, Exception failure) throws IOException {
        String why = failure instanceof AbortException ? failure.getMessage() : failure.toString();
        if (!(failure instanceof AbortException)) {
            LOGGER.log(Level.WARNING, "No evidence for " + run, failure);
        }
        String problem = "There is no evidence (ERROR): " + Texts.redacted(String.valueOf(why));
        EvidenceAction.of(run).addProblem(problem);
        run.save();
        return problem;
    }
}
