package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.ActivitySummary;
import io.jenkins.plugins.controlevidence.build.AttachmentRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Step {@code evidenceAttach}: keeps a file that another system has exported, and records what it says if it is of a known kind. */
public final class EvidenceAttachStep extends Step {
    private final String kind;
    private final String system;
    private final String file;

    @CheckForNull
    private String statement;

    /**
     * A step.
     *
     * @param kind the kind of evidence, such as {@code mfa-enrolment}
     * @param system the system that the file is from
     * @param file its path from the current directory
     */
    @DataBoundConstructor
    public EvidenceAttachStep(String kind, String system, String file) {
        this.kind = Util.fixNull(kind).trim();
        this.system = Util.fixNull(system).trim();
        this.file = Util.fixNull(file).trim();
    }

    /**
     * The kind of evidence.
     *
     * @return id of a kind, or any other word
     */
    @NonNull
    public String getKind() {
        return kind;
    }

    /**
     * The system that the file is from.
     *
     * @return as its owner calls it
     */
    @NonNull
    public String getSystem() {
        return system;
    }

    /**
     * The file.
     *
     * @return its path from the current directory
     */
    @NonNull
    public String getFile() {
        return file;
    }

    /**
     * What is said of it.
     *
     * @return null if nothing
     */
    @CheckForNull
    public String getStatement() {
        return statement;
    }

    /**
     * Says something of it.
     *
     * @param statement any text
     */
    @DataBoundSetter
    public void setStatement(@CheckForNull String statement) {
        this.statement = Util.fixEmptyAndTrim(statement);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (kind.isEmpty() || system.isEmpty() || file.isEmpty()) {
            throw new AbortException("Say what is attached, from where, and the file:"
                    + " evidenceAttach(kind: 'mfa-enrolment', system: 'GitHub', file: 'mfa.csv').");
        }
        return new Execution(context, this);
    }

    /** Records in the background; a controller restart in its middle ends it with an error. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "Only used when starting.")
        private final transient EvidenceAttachStep step;

        Execution(StepContext context, EvidenceAttachStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            List<ActivitySummary> recorded = new AttachmentRecord(step.kind, step.system, step.file, step.statement)
                    .record(
                            getContext().get(Run.class),
                            getContext().get(TaskListener.class),
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
            return "evidenceAttach";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceAttachStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, TaskListener.class);
        }
    }
}
