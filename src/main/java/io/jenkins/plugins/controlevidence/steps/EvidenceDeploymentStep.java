package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.ActivitySummary;
import io.jenkins.plugins.controlevidence.build.DeploymentRecord;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
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
 * Step {@code evidenceDeployment}: records who deploys which files of which commit where, and refuses a commit that no gate has
 * passed. To be put before whatever deploys.
 */
public final class EvidenceDeploymentStep extends CheckoutStep {
    private final String environment;

    @CheckForNull
    private String artifacts;

    @CheckForNull
    private String ticket;

    @CheckForNull
    private String exception;

    /**
     * A step.
     *
     * @param environment where to, such as {@code production}
     */
    @DataBoundConstructor
    public EvidenceDeploymentStep(String environment) {
        this.environment = Util.fixNull(environment).trim();
    }

    /**
     * Where to.
     *
     * @return name of the environment
     */
    @NonNull
    public String getEnvironment() {
        return environment;
    }

    /**
     * What is deployed.
     *
     * @return Ant patterns, separated by commas, or null
     */
    @CheckForNull
    public String getArtifacts() {
        return artifacts;
    }

    /**
     * Says what is deployed.
     *
     * @param artifacts Ant patterns, separated by commas, from the current directory
     */
    @DataBoundSetter
    public void setArtifacts(@CheckForNull String artifacts) {
        this.artifacts = Util.fixEmptyAndTrim(artifacts);
    }

    /**
     * Where it was asked for.
     *
     * @return id or address of a ticket, or null
     */
    @CheckForNull
    public String getTicket() {
        return ticket;
    }

    /**
     * Says where it was asked for.
     *
     * @param ticket id or address of a ticket
     */
    @DataBoundSetter
    public void setTicket(@CheckForNull String ticket) {
        this.ticket = Util.fixEmptyAndTrim(ticket);
    }

    /**
     * Why it is to be deployed even if no gate has passed it.
     *
     * @return null if it is not
     */
    @CheckForNull
    public String getException() {
        return exception;
    }

    /**
     * Says why it is to be deployed even if no gate has passed it. Counts only if the person who started the build may override
     * gates.
     *
     * @param exception the reason
     */
    @DataBoundSetter
    public void setException(@CheckForNull String exception) {
        this.exception = Util.fixEmptyAndTrim(exception);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (environment.isEmpty()) {
            throw new AbortException("Say where it is deployed to: evidenceDeployment(environment: 'production').");
        }
        return new Execution(context, this);
    }

    /** Records in the background; a controller restart in its middle ends it with an error. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "Only used when starting.")
        private final transient EvidenceDeploymentStep step;

        Execution(StepContext context, EvidenceDeploymentStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            DeploymentRecord deployment =
                    new DeploymentRecord(step.environment, step.artifacts, step.ticket, step.exception);
            List<EvidencedChange> changes = step.changes(getContext());
            if (changes.size() > 1) {
                throw new AbortException("This build has looked at " + changes.size()
                        + " commits. Say which one is deployed by the directory of its checkout: directory: 'app'.");
            }
            List<ActivitySummary> recorded = deployment.record(
                    getContext().get(Run.class),
                    getContext().get(TaskListener.class),
                    changes.get(0),
                    getContext().get(FilePath.class));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("outcome", recorded.get(0).getOutcome().name());
            result.put(
                    "reason",
                    recorded.get(0).isPassed() ? null : recorded.get(0).getText());
            result.put("recordId", recorded.get(0).getRecordId());
            return result;
        }
    }

    /** Describes it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "evidenceDeployment";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceDeploymentStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, EnvVars.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return namedArgs.get("environment") instanceof String text ? text : null;
        }
    }
}
