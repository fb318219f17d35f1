package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.ListBoxModel;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Post-build action: has the tools of the policy look at what the build has checked out, records what they say, and gates the
 * build by it.
 */
public final class EvidencePublisher extends Recorder implements SimpleBuildStep, CheckoutSettings {
    private String directory = "";

    @CheckForNull
    private String branch;

    private OnFailure onFailure = OnFailure.FAILURE;

    /** An action with the defaults: the workspace itself, the branch that the build says, and a failed gate fails the build. */
    @DataBoundConstructor
    public EvidencePublisher() {}

    @Override
    @NonNull
    public String getDirectory() {
        return directory;
    }

    /**
     * Says where the checkout is.
     *
     * @param directory path from the workspace
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
     * @param branch short name, or nothing to go by what the build says
     */
    @DataBoundSetter
    public void setBranch(@CheckForNull String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    /**
     * What becomes of the build if its gate does not pass.
     *
     * @return {@code FAILURE} unless somebody said otherwise
     */
    @NonNull
    public OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * Says what becomes of the build if its gate does not pass.
     *
     * @param onFailure what
     */
    @DataBoundSetter
    public void setOnFailure(@NonNull OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        String denied;
        try {
            EvidencedChange change = evidence(run, workspace, environment, listener)
                    .with(branch, (evidenced, scans, policy) -> {
                        for (String tool : policy.scans()) {
                            scans.run(ScanOrder.of(tool));
                        }
                    });
            GateSummary gate = new BuildGate(run, listener).judge(change, null);
            denied = gate.isLetThrough() ? null : Denial.of(gate);
        } catch (IOException | RuntimeException e) {
            denied = Denial.of(run, e);
        }
        if (denied != null) {
            onFailure.apply(denied, run, listener);
        }
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("controlEvidenceGate")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidencePublisher_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /**
         * What may become of a build.
         *
         * @return the choices; nothing that needs a permission
         */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return OnFailure.items();
        }
    }
}
