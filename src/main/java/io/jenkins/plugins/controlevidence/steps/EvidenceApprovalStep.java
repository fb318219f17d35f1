package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.ActivitySummary;
import io.jenkins.plugins.controlevidence.build.ApprovalRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Step {@code evidenceApproval}: records who answered the {@code input} steps before it, as Jenkins knows it and not as the
 * Pipeline says, and whether they are somebody else than who wrote the change.
 */
public final class EvidenceApprovalStep extends CheckoutStep {
    @CheckForNull
    private String comment;

    /** A step without a comment. */
    @DataBoundConstructor
    public EvidenceApprovalStep() {}

    /**
     * What is to be said of the approval.
     *
     * @return null if nothing
     */
    @CheckForNull
    public String getComment() {
        return comment;
    }

    /**
     * Says something of the approval.
     *
     * @param comment any text
     */
    @DataBoundSetter
    public void setComment(@CheckForNull String comment) {
        this.comment = Util.fixEmptyAndTrim(comment);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Records in the background; a controller restart in its middle ends it with an error. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "Only used when starting.")
        private final transient EvidenceApprovalStep step;

        Execution(StepContext context, EvidenceApprovalStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            List<ActivitySummary> approvals = new ApprovalRecord(
                            getContext().get(Run.class), getContext().get(TaskListener.class))
                    .record(step.changes(getContext()), step.comment);
            ActivitySummary telling = approvals.stream()
                    .filter(approval -> !approval.isPassed())
                    .findFirst()
                    .orElse(approvals.get(0));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("outcome", telling.getOutcome().name());
            result.put("reason", telling.isPassed() ? null : telling.getText());
            result.put("recordId", telling.getRecordId());
            return result;
        }
    }

    /** Describes it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "evidenceApproval";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceApprovalStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, EnvVars.class, TaskListener.class);
        }
    }
}
