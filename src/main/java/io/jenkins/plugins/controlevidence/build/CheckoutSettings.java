package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.config.SettingsException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the post-build action and the Pipeline steps have in common: they speak of the commit that is checked out somewhere. */
@Restricted(NoExternalUse.class)
public interface CheckoutSettings {
    /**
     * Where the checkout is.
     *
     * @return path from the workspace or the step's current directory; empty for that directory itself
     */
    @NonNull
    String getDirectory();

    /**
     * Under which branch name the commit is recorded.
     *
     * @return its short name, or null to go by what the build says
     */
    @CheckForNull
    String getBranch();

    /**
     * The build's evidence about that checkout.
     *
     * @param run the build
     * @param workspace its workspace, or the directory that a step is in
     * @param environment the build's variables
     * @param listener its log
     * @return the evidence
     * @throws SettingsException if the settings of the job cannot be followed
     */
    default BuildEvidence evidence(Run<?, ?> run, FilePath workspace, EnvVars environment, TaskListener listener)
            throws SettingsException {
        return new BuildEvidence(
                run, workspace, getDirectory(), environment, listener, EffectiveSettings.of(run.getParent()));
    }
}
