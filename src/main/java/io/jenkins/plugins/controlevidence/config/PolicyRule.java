package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Imposes a policy on everything below some level: on all of Jenkins, on a folder, or on a job. */
public final class PolicyRule extends AbstractDescribableImpl<PolicyRule> {
    private final String policy;
    private boolean repositoryPolicyAllowed;
    private boolean otherPoliciesAllowed;

    /**
     * Imposes a policy and allows no other.
     *
     * @param policy id of a named policy
     */
    @DataBoundConstructor
    public PolicyRule(String policy) {
        this.policy = Util.fixNull(policy).trim();
    }

    /**
     * The policy that is imposed.
     *
     * @return its id
     */
    public String getPolicy() {
        return policy;
    }

    /**
     * Whether a repository's own policy file takes its place.
     *
     * @return false unless somebody said so
     */
    public boolean isRepositoryPolicyAllowed() {
        return repositoryPolicyAllowed;
    }

    /**
     * Lets a repository's own policy file take its place, or not.
     *
     * @param repositoryPolicyAllowed whether it may
     */
    @DataBoundSetter
    public void setRepositoryPolicyAllowed(boolean repositoryPolicyAllowed) {
        this.repositoryPolicyAllowed = repositoryPolicyAllowed;
    }

    /**
     * Whether folders, jobs and steps below may choose another of the named policies.
     *
     * @return false unless somebody said so
     */
    public boolean isOtherPoliciesAllowed() {
        return otherPoliciesAllowed;
    }

    /**
     * Lets levels below choose another of the named policies, or not.
     *
     * @param otherPoliciesAllowed whether they may
     */
    @DataBoundSetter
    public void setOtherPoliciesAllowed(boolean otherPoliciesAllowed) {
        this.otherPoliciesAllowed = otherPoliciesAllowed;
    }

    /** Describes it to forms. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Descriptor<PolicyRule> {
        @Override
        public String getDisplayName() {
            return Messages.PolicyRule_DisplayName();
        }

        /** The policies to choose from; none for those who may not see the settings. */
        @POST
        public ComboBoxModel doFillPolicyItems(@AncestorInPath Item item) {
            return maySee(item) ? new ComboBoxModel(known()) : new ComboBoxModel();
        }

        /** Says whether the policy is there, and whether the levels above let this one choose it. */
        @POST
        public FormValidation doCheckPolicy(@AncestorInPath Item item, @QueryParameter String value) {
            if (!maySee(item)) {
                return FormValidation.ok();
            }
            String id = Util.fixNull(value).trim();
            if (!known().contains(id)) {
                return item == null
                        ? FormValidation.warning(Messages.PolicyRule_notSaved(id))
                        : FormValidation.error(Messages.PolicyRule_unknown(id));
            }
            PolicyChoice above = item == null
                    ? PolicyChoice.FREE
                    : EffectiveSettings.choice(
                            ControlEvidenceConfiguration.get(),
                            item.getParent() instanceof Item parent ? parent : null);
            return above.mayChoose(id)
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.PolicyRule_notAllowed(above.policyId(), above.setBy()));
        }

        private static List<String> known() {
            return ControlEvidenceConfiguration.get().getPolicies().stream()
                    .map(NamedPolicy::getId)
                    .toList();
        }

        private static boolean maySee(@CheckForNull Item item) {
            return item == null
                    ? Jenkins.get().hasAnyPermission(ControlEvidencePermissions.CONFIGURE, Jenkins.SYSTEM_READ)
                    : item.hasPermission(Item.EXTENDED_READ);
        }
    }
}
