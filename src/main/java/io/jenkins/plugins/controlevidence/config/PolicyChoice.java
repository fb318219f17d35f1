package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Which policy applies at some level, and what the levels below may still decide. With no policy imposed they are free; with
 * one, they may do what the rules above them all allow.
 *
 * @param policyId id of the imposed policy, or null if none is
 * @param setBy who imposed it, for messages
 * @param repositoryPolicyAllowed whether a repository's own policy file applies where there is one
 * @param otherPoliciesAllowed whether levels below may choose another policy of the administrator's list
 */
record PolicyChoice(
        @CheckForNull String policyId, String setBy, boolean repositoryPolicyAllowed, boolean otherPoliciesAllowed) {
    /** Nothing is imposed. */
    static final PolicyChoice FREE = new PolicyChoice(null, "", true, true);

    /**
     * What applies one level further down. A rule that the levels above do not allow changes nothing: the stricter one stays.
     *
     * @param rule the rule of that level, or null if it has none
     * @param level name of that level, for messages
     */
    PolicyChoice below(@CheckForNull PolicyRule rule, String level) {
        if (rule == null || !mayChoose(rule.getPolicy())) {
            return this;
        }
        return new PolicyChoice(
                rule.getPolicy(),
                level,
                repositoryPolicyAllowed && rule.isRepositoryPolicyAllowed(),
                otherPoliciesAllowed && rule.isOtherPoliciesAllowed());
    }

    /** Whether a level below may impose that policy: any if others are allowed, else only the same once more. */
    boolean mayChoose(String id) {
        return otherPoliciesAllowed || id.equals(policyId);
    }
}
