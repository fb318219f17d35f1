package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.controlevidence.build.BuildGate;
import io.jenkins.plugins.controlevidence.build.Denial;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import io.jenkins.plugins.controlevidence.build.OnFailure;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Step {@code evidenceGate}: judges what this build has recorded by the policy, and records the verdict. Needs no agent, unless
 * nothing has been recorded yet: then it looks at what is checked out, so that the verdict speaks of a commit.
 */
public final class EvidenceGateStep extends CheckoutStep {
    private OnFailure onFailure = OnFailure.FAILURE;

    @CheckForNull
    private String policy;

    /** A gate that stops the build unless it passes. */
    @DataBoundConstructor
    public EvidenceGateStep() {}

    /**
     * What becomes of the build if the gate does not pass.
     *
     * @return {@code FAILURE} unless somebody said otherwise
     */
    @NonNull
    public OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * Says what becomes of the build if the gate does not pass.
     *
     * @param onFailure what
     */
    @DataBoundSetter
    public void setOnFailure(@NonNull OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    /**
     * By which of the administrator's policies it judges.
     *
     * @return id of the policy, or null for the one that applies to the job
     */
    @CheckForNull
    public String getPolicy() {
        return policy;
    }

    /**
     * Says by which of the administrator's policies it judges.
     *
     * @param policy id of the policy
     */
    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Judges in the background; a controller restart in its middle ends it with an error. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "Only used when starting.")
        private final transient EvidenceGateStep step;

        Execution(StepContext context, EvidenceGateStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            List<GateSummary> verdicts = new ArrayList<>();
            String denied = null;
            try {
                EffectiveSettings settings = EffectiveSettings.of(run.getParent());
                String imposed = step.policy == null
                        ? null
                        : settings.withPolicy(step.policy).policyYaml();
                BuildGate gate = new BuildGate(run, getContext().get(TaskListener.class));
                for (EvidencedChange change : step.changes(getContext())) {
                    verdicts.add(gate.judge(change, imposed));
                }
            } catch (IOException | RuntimeException e) {
                denied = Denial.of(run, e);
            }
            for (GateSummary verdict : verdicts) {
                if (denied == null && !verdict.isLetThrough()) {
                    denied = Denial.of(verdict);
                }
            }
            if (denied != null) {
                act(run, denied);
            }
            return result(verdicts, denied);
        }

        private void act(Run<?, ?> run, String denied) throws IOException, InterruptedException {
            if (step.onFailure == OnFailure.UNSTABLE) {
                getContext()
                        .get(FlowNode.class)
                        .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(denied));
            }
            step.onFailure.apply(denied, run, getContext().get(TaskListener.class));
        }

        private static Map<String, Object> result(List<GateSummary> verdicts, @CheckForNull String denied) {
            Map<String, Object> result = new LinkedHashMap<>();
            GateSummary telling = verdicts.stream()
                    .filter(verdict -> !verdict.isPassed())
                    .findFirst()
                    .orElse(verdicts.isEmpty() ? null : verdicts.get(0));
            result.put("passed", telling != null && telling.isPassed());
            result.put("overriddenBy", telling == null ? null : telling.getOverriddenBy());
            result.put(
                    "outcome",
                    telling == null
                            ? Outcome.ERROR.name()
                            : telling.getOutcome().name());
            result.put("reason", denied);
            result.put("recordId", telling == null ? null : telling.getRecordId());
            return result;
        }
    }

    /** Describes it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "evidenceGate";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceGateStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, EnvVars.class, TaskListener.class, FlowNode.class);
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
