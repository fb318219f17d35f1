package io.jenkins.plugins.controlevidence.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The policy rule of a folder, for all that is in it. Loaded only where the Folders plugin is. */
public final class PolicyFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    @CheckForNull
    private PolicyRule rule;

    /** Has no rule. */
    @DataBoundConstructor
    public PolicyFolderProperty() {
        // the rule is optional
    }

    /**
     * The rule.
     *
     * @return as configured, or null; the levels above decide whether it holds
     */
    @CheckForNull
    public PolicyRule getRule() {
        return rule;
    }

    /**
     * Puts all that is in the folder under a rule.
     *
     * @param rule the rule, or null for none
     */
    @DataBoundSetter
    public void setRule(@CheckForNull PolicyRule rule) {
        this.rule = rule;
    }

    /** Finds the rule of a folder. */
    @Extension(optional = true)
    @Restricted(NoExternalUse.class)
    public static final class Source implements PolicyRuleSource {
        @Override
        @CheckForNull
        public PolicyRule find(Item item) {
            PolicyFolderProperty property = item instanceof AbstractFolder<?> folder
                    ? folder.getProperties().get(PolicyFolderProperty.class)
                    : null;
            return property == null ? null : property.getRule();
        }
    }

    /** Describes it to forms. */
    @Extension(optional = true)
    @Symbol("controlEvidenceFolderPolicy")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.PolicyFolderProperty_DisplayName();
        }
    }
}
