package io.jenkins.plugins.controlevidence.build;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;

/** What becomes of a build whose gate did not pass. */
public enum OnFailure {
    /** The build fails; a Pipeline stops there. */
    FAILURE,
    /** The build becomes unstable and goes on. */
    UNSTABLE,
    /** The verdict is recorded and shown, and changes nothing. */
    NOTE;

    /**
     * The choices, for forms.
     *
     * @return all, the default first
     */
    public static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.OnFailure_FAILURE(), FAILURE.name());
        items.add(Messages.OnFailure_UNSTABLE(), UNSTABLE.name());
        items.add(Messages.OnFailure_NOTE(), NOTE.name());
        return items;
    }

    /**
     * Lets it become that.
     *
     * @param denied why the gate did not pass
     * @param run the build
     * @param listener its log
     * @throws AbortException if the build fails
     */
    public void apply(String denied, Run<?, ?> run, TaskListener listener) throws AbortException {
        if (this == FAILURE) {
            throw new AbortException(denied);
        }
        listener.getLogger().println(BuildLog.line(denied));
        if (this == UNSTABLE) {
            run.setResult(Result.UNSTABLE);
        }
    }
}
