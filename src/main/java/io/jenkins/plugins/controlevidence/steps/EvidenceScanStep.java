package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.controlevidence.build.Denial;
import io.jenkins.plugins.controlevidence.build.ScanOrder;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Step {@code evidenceScan}: has a tool look at what is checked out, or reads the report that the build has let it make, and
 * records what it says. Findings do not fail the step: that is the gate's business.
 */
public final class EvidenceScanStep extends CheckoutStep {
    @CheckForNull
    private String tool;

    @CheckForNull
    private String family;

    @CheckForNull
    private String report;

    @CheckForNull
    private String format;

    @CheckForNull
    private String id;

    private List<String> parameters = List.of();

    /** A step that has yet to be told which tool, or which family. */
    @DataBoundConstructor
    public EvidenceScanStep() {}

    /**
     * Which tool.
     *
     * @return its id in the tool catalogue, or null to go by the family
     */
    @CheckForNull
    public String getTool() {
        return tool;
    }

    /**
     * Says which tool.
     *
     * @param tool its id in the tool catalogue
     */
    @DataBoundSetter
    public void setTool(@CheckForNull String tool) {
        this.tool = Util.fixEmptyAndTrim(tool);
    }

    /**
     * What to look for.
     *
     * @return the family's id, or null
     */
    @CheckForNull
    public String getFamily() {
        return family;
    }

    /**
     * Says what to look for.
     *
     * @param family the family's id
     * @throws IllegalArgumentException if there is no such family
     */
    @DataBoundSetter
    public void setFamily(@CheckForNull String family) {
        String wanted = Util.fixEmptyAndTrim(family);
        if (wanted != null && Family.byId(wanted).isEmpty()) {
            throw new IllegalArgumentException("There is no family '" + wanted
                    + "'. Take one of secrets, sast, sca, dast, configuration, inventory.");
        }
        this.family = wanted;
    }

    /**
     * A report that is there already.
     *
     * @return its path from the workspace, or null to run the tool
     */
    @CheckForNull
    public String getReport() {
        return report;
    }

    /**
     * Names a report that is there already.
     *
     * @param report its path from the workspace
     */
    @DataBoundSetter
    public void setReport(@CheckForNull String report) {
        this.report = Util.fixEmptyAndTrim(report);
    }

    /**
     * The report's format.
     *
     * @return its id, or null to go by the report's name and the tool
     */
    @CheckForNull
    public String getFormat() {
        return format;
    }

    /**
     * Names the report's format.
     *
     * @param format its id
     */
    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        this.format = Util.fixEmptyAndTrim(format);
    }

    /**
     * What tells it apart from other scans by the same tool.
     *
     * @return null for the tool with its parameters
     */
    @CheckForNull
    public String getId() {
        return id;
    }

    /**
     * Says what tells it apart from other scans by the same tool.
     *
     * @param id any text
     */
    @DataBoundSetter
    public void setId(@CheckForNull String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    /**
     * What the tool must be told.
     *
     * @return each {@code name=value}; null if nothing
     */
    @CheckForNull
    public List<String> getParameters() {
        return parameters.isEmpty() ? null : List.copyOf(parameters);
    }

    /**
     * Says what the tool must be told.
     *
     * @param parameters each {@code name=value}
     * @throws IllegalArgumentException if one is not of that form
     */
    @DataBoundSetter
    public void setParameters(@CheckForNull List<String> parameters) {
        List<String> given = parameters == null ? List.of() : List.copyOf(parameters);
        for (String parameter : given) {
            if (parameter.indexOf('=') < 1) {
                throw new IllegalArgumentException("A parameter is written name=value, as in"
                        + " parameters: ['target=https://staging.example.com'], not '" + parameter + "'.");
            }
        }
        this.parameters = given;
    }

    /**
     * The parameters, as the form has them.
     *
     * @return each on a line of its own
     */
    @NonNull
    @Restricted(NoExternalUse.class)
    public String getParameterLines() {
        return String.join("\n", parameters);
    }

    private Map<String, String> parametersByName() {
        Map<String, String> byName = new TreeMap<>();
        for (String parameter : parameters) {
            int end = parameter.indexOf('=');
            byName.put(parameter.substring(0, end), parameter.substring(end + 1));
        }
        return byName;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (tool == null && family == null) {
            throw new AbortException(
                    "Say which tool is to look at the commit: evidenceScan(tool: '…') or evidenceScan(family: 'secrets').");
        }
        return new Execution(context, this);
    }

    /** Runs in the background; a controller restart in its middle ends it with an error, and no record is made twice. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "Only used when starting.")
        private final transient EvidenceScanStep step;

        Execution(StepContext context, EvidenceScanStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            List<ScanSummary> scanned = new ArrayList<>();
            try {
                EffectiveSettings settings = EffectiveSettings.of(run.getParent());
                step.evidence(getContext()).with(step.getBranch(), (change, scans, policy) -> {
                    String chosen = ToolChoice.of(step.tool, step.family, policy, settings.toolCatalogueYaml());
                    scanned.add(scans.run(
                            ScanOrder.of(step.id, chosen, step.parametersByName(), step.report, step.format)));
                });
            } catch (IOException | RuntimeException e) {
                throw new AbortException(Denial.of(run, e));
            }
            return result(scanned.get(0));
        }

        private static Map<String, Object> result(ScanSummary scan) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("outcome", scan.getOutcome().name());
            result.put("reason", scan.getReason());
            result.put("counts", new LinkedHashMap<>(scan.getCounts()));
            result.put("newFindings", scan.getNewFindings());
            result.put("recordId", scan.getRecordId());
            return result;
        }
    }

    /** Describes it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "evidenceScan";
        }

        /** The form has one parameter a line. */
        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws Descriptor.FormException {
            if (form.get("parameters") instanceof String lines) {
                form.put(
                        "parameters",
                        JSONArray.fromObject(lines.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()));
            }
            return super.newInstance(request, form);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EvidenceScanStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class);
        }

        /**
         * The families to choose from.
         *
         * @return the choices; nothing that needs a permission
         */
        @POST
        public ListBoxModel doFillFamilyItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.EvidenceScanStep_byTool(), "");
            for (Family family : Family.values()) {
                items.add(family.id());
            }
            return items;
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object what = namedArgs.getOrDefault("tool", namedArgs.get("family"));
            return what instanceof String text ? text : null;
        }
    }
}
