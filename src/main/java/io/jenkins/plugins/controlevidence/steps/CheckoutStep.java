package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildEvidence;
import io.jenkins.plugins.controlevidence.build.CheckoutSettings;
import java.io.IOException;
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
}
