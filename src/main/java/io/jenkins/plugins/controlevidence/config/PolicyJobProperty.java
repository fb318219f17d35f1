package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The policy rule of a job. */
public final class PolicyJobProperty extends OptionalJobProperty<Job<?, ?>> {
    private final PolicyRule rule;

    /**
     * Puts a job under a rule.
     *
     * @param rule the rule
     */
    @DataBoundConstructor
    public PolicyJobProperty(PolicyRule rule) {
        this.rule = rule;
    }

    /**
     * The rule.
     *
     * @return as configured; the levels above decide whether it holds
     */
    public PolicyRule getRule() {
        return rule;
    }

    /** Finds the rule of a job. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Source implements PolicyRuleSource {
        @Override
        @CheckForNull
        public PolicyRule find(Item item) {
            PolicyJobProperty property =
                    item instanceof Job<?, ?> job ? job.getProperty(PolicyJobProperty.class) : null;
            return property == null ? null : property.getRule();
        }
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("controlEvidencePolicy")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.PolicyJobProperty_DisplayName();
        }
    }
}
