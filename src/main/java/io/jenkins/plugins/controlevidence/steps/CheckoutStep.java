package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildEvidence;
import io.jenkins.plugins.controlevidence.build.CheckoutSettings;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that speaks of the commit that is checked out. */
public abstract class CheckoutStep extends Step implements CheckoutSettings {
    private String directory = "";

    @CheckForNull
    private String branch;

    @Override
    @NonNull
    public String getDirectory() {
        return directory;
    }

    /**
     * Says where the checkout is.
     *
     * @param directory path from the current directory
     */
    @DataBoundSetter
    public void setDirectory(@CheckForNull String directory) {
        this.directory = Util.fixNull(directory).trim();
    }

    @Override
    @CheckForNull
    public String getBranch() {
        return branch;
    }

    /**
     * Says under which branch name the commit is recorded.
     *
     * @param branch short name
     */
    @DataBoundSetter
    public void setBranch(@CheckForNull String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    /** The build's evidence about the checkout that this step is told of. */
    BuildEvidence evidence(StepContext context) throws IOException, InterruptedException {
        return evidence(
                context.get(Run.class),
                context.get(FilePath.class),
                context.get(EnvVars.class),
                context.get(TaskListener.class));
    }

    /**
     * The commits that this step speaks of: the one in the directory that it names, else all that the build has looked at, else the
     * one in the current directory.
     *
     * @throws AbortException if there is none
     */
    List<EvidencedChange> changes(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        EvidenceAction action = run.getAction(EvidenceAction.class);
        if (directory.isEmpty() && action != null && !action.getChanges().isEmpty()) {
            return action.getChanges();
        }
        if (context.get(FilePath.class) == null) {
            throw new AbortException("This build has recorded nothing yet. Scan before this step, in the same build:"
                    + " evidenceScan(family: 'secrets').");
        }
        return List.of(evidence(context).with(branch, (change, scans, policy) -> {}));
    }
}
