package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildEnd;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Step {@code controlEvidence}: a block at whose end, however it comes to it, everything that the policy asks for and nobody ran
 * is recorded as not proven.
 */
public final class ControlEvidenceStep extends Step {
    /** A block. */
    @DataBoundConstructor
    public ControlEvidenceStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    /** Survives a controller restart: it has no state but the body's. */
    private static final class Execution extends GeneralNonBlockingStepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() {
            getContext().newBodyInvoker().withCallback(new End()).start();
            return false;
        }

        @SuppressFBWarnings(
                value = "SE_INNER_CLASS",
                justification = "TailCall is itself an inner class of the execution.")
        private final class End extends TailCall {
            private static final long serialVersionUID = 1L;

            @Override
            protected void finished(StepContext context) throws Exception {
                new BuildEnd(context.get(Run.class), context.get(TaskListener.class)).close();
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
