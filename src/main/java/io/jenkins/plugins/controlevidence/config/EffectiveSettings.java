package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that hold for one job: the global ones, narrowed by its folders from the outermost inwards and by the job itself.
 *
 * @param storeDirectory absolute path, on the controller, of the evidence store
 * @param policyId id of the policy that an administrator, a folder or the job imposes; null if none is imposed
 * @param policyYaml text of that policy; null if none is imposed: then the repository's own applies, else the engine's default
 * @param repositoryPolicyAllowed whether a {@code .control-evidence.yml} in the repository takes the imposed policy's place;
 *     true if none is imposed
 * @param otherPoliciesAllowed whether a step may choose another of the named policies
 * @param namedPolicies texts of the administrator's policies by id
 * @param toolCatalogueYaml changes to the tool catalogue, or null
 * @param controlCatalogueYaml changes to the control catalogue, or null
 * @param reviewPeriod what reports look back over by default
 */
public record EffectiveSettings(
        Path storeDirectory,
        @CheckForNull String policyId,
        @CheckForNull String policyYaml,
        boolean repositoryPolicyAllowed,
        boolean otherPoliciesAllowed,
        Map<String, String> namedPolicies,
        @CheckForNull String toolCatalogueYaml,
        @CheckForNull String controlCatalogueYaml,
        ReviewPeriod reviewPeriod) {
    /** Copies the map. */
    public EffectiveSettings {
        namedPolicies = Map.copyOf(namedPolicies);
    }

    /**
     * The settings of a job.
     *
     * @param job any job, also one of a matrix or a branch
     * @return what holds now
     * @throws SettingsException if a level that may choose a policy names one that is not there; nothing is assumed in its place
     */
    public static EffectiveSettings of(Job<?, ?> job) throws SettingsException {
        ControlEvidenceConfiguration global = ControlEvidenceConfiguration.get();
        return of(global, choice(global, job));
    }

    /**
     * Which policy applies at an item, decided from the outermost level inwards.
     *
     * @param innermost a job or a folder, or null for the top
     */
    static PolicyChoice choice(ControlEvidenceConfiguration global, @CheckForNull Item innermost) {
        Deque<Item> levels = new ArrayDeque<>();
        for (Item level = innermost; level != null; level = level.getParent() instanceof Item parent ? parent : null) {
            levels.push(level);
        }
        PolicyChoice choice = PolicyChoice.FREE.below(global.getPolicyRule(), "the Jenkins configuration");
        for (Item level : levels) {
            choice = choice.below(PolicyRuleSource.ruleOf(level), "'" + level.getFullName() + "'");
        }
        return choice;
    }

    private static EffectiveSettings of(ControlEvidenceConfiguration global, PolicyChoice choice)
            throws SettingsException {
        Map<String, String> policies = new LinkedHashMap<>();
        for (NamedPolicy policy : global.getPolicies()) {
            policies.put(policy.getId(), policy.getYaml());
        }
        String id = choice.policyId();
        if (id != null && !policies.containsKey(id)) {
            throw new SettingsException(missing(id, choice.setBy()));
        }
        return new EffectiveSettings(
                global.getStorePath(),
                id,
                id == null ? null : policies.get(id),
                choice.repositoryPolicyAllowed(),
                choice.otherPoliciesAllowed(),
                policies,
                global.getToolCatalogue(),
                global.getControlCatalogue(),
                global.getReviewPeriod());
    }

    /**
     * The settings with the policy that a step asks for.
     *
     * @param id id of a named policy
     * @return the same, with that policy imposed and the repository's own out of play
     * @throws SettingsException if no policy has that id, or the levels above do not allow the step to choose
     */
    public EffectiveSettings withPolicy(String id) throws SettingsException {
        String yaml = namedPolicies.get(id);
        if (yaml == null) {
            throw new SettingsException(missing(id, "the step"));
        }
        if (!otherPoliciesAllowed && !id.equals(policyId)) {
            throw new SettingsException(
                    "The step asks for policy '" + id + "', but policy '" + policyId
                            + "' is imposed on this job. Take the argument out, or ask an administrator to allow other policies.");
        }
        return new EffectiveSettings(
                storeDirectory,
                id,
                yaml,
                false,
                otherPoliciesAllowed,
                namedPolicies,
                toolCatalogueYaml,
                controlCatalogueYaml,
                reviewPeriod);
    }

    private static String missing(String id, String setBy) {
        return "Policy '" + id + "', named by " + setBy
                + ", is not among the policies under Manage Jenkins, Control Evidence. Add it there, or name another.";
    }
}
