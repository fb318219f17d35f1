package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildEnd;
import io.jenkins.plugins.controlevidence.build.FoundSecretsFilter;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Step {@code controlEvidence}: a block whose log is freed of the credentials that scans find, and at whose end, however it
 * comes to it, everything that the policy asks for and nobody ran is recorded as not proven.
 */
public final class ControlEvidenceStep extends CheckoutStep {
    /** A block. */
    @DataBoundConstructor
    public ControlEvidenceStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, getDirectory(), getBranch());
    }

    /** Survives a controller restart. */
    private static final class Execution extends GeneralNonBlockingStepExecution {
        private static final long serialVersionUID = 1L;

        private final String directory;

        @CheckForNull
        private final String branch;

        Execution(StepContext context, String directory, @CheckForNull String branch) {
            super(context);
            this.directory = directory;
            this.branch = branch;
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            ConsoleLogFilter masking = new FoundSecretsFilter(getContext().get(Run.class));
            getContext()
                    .newBodyInvoker()
                    .withContext(BodyInvoker.mergeConsoleLogFilters(getContext().get(ConsoleLogFilter.class), masking))
                    .withCallback(new End())
                    .start();
            return false;
        }

        @SuppressFBWarnings(
                value = "SE_INNER_CLASS",
                justification = "TailCall is itself an inner class of the execution.")
        private final class End extends TailCall {
            private static final long serialVersionUID = 1L;

            @Override
            protected void finished(StepContext context) throws Exception {
                ControlEvidenceStep step = new ControlEvidenceStep();
                step.setDirectory(directory);
                step.setBranch(branch);
                new BuildEnd(context.get(Run.class), context.get(TaskListener.class))
                        .close(step, context.get(FilePath.class), context.get(EnvVars.class));
            }
        }
    }

    /** Describes it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "controlEvidence";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ControlEvidenceStep_DisplayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
