package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Build environment of freestyle and matrix jobs: what the block {@code controlEvidence} is in a Pipeline. The log is freed of the
 * credentials that scans find, and at the end everything that the policy asks for and nobody ran is recorded as not proven.
 */
public final class EvidenceWrapper extends BuildWrapper implements CheckoutSettings {
    private String directory = "";

    @CheckForNull
    private String branch;

    /** A wrapper with the defaults: the workspace itself, and the branch that the build says. */
    @DataBoundConstructor
    public EvidenceWrapper() {}

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

    @Override
    public OutputStream decorateLogger(@SuppressWarnings("rawtypes") AbstractBuild build, OutputStream logger)
            throws IOException, InterruptedException {
        return new FoundSecretsFilter(build).decorateLogger(build, logger);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
        return new Environment() {};
    }

    /** Closes builds after their post-build actions, which are what scans; a wrapper itself ends before them. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Closing extends RunListener<AbstractBuild<?, ?>> {
        private static final Logger LOGGER = Logger.getLogger(Closing.class.getName());

        @Override
        public void onCompleted(AbstractBuild<?, ?> build, @NonNull TaskListener listener) {
            EvidenceWrapper wrapper = build.getProject() instanceof BuildableItemWithBuildWrappers project
                    ? project.getBuildWrappersList().get(EvidenceWrapper.class)
                    : null;
            if (wrapper == null) {
                return;
            }
            try {
                try {
                    new BuildEnd(build, listener).close(wrapper, build.getWorkspace(), build.getEnvironment(listener));
                } catch (IOException | RuntimeException e) {
                    listener.getLogger().println(BuildLog.line(Denial.of(build, e)));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The evidence of " + build + " could not be closed");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("controlEvidence")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends BuildWrapperDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceWrapper_DisplayName();
        }

        @Override
        public boolean isApplicable(AbstractProject<?, ?> project) {
            return true;
        }
    }
}
