package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.model.User;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Parameter of a build by which a person lets it through its gate, with a reason. It has no default: neither a job's
 * configuration nor a Jenkinsfile can give the reason in somebody's name.
 */
public final class OverrideParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    /**
     * Defines the parameter.
     *
     * @param name name of the parameter
     */
    @DataBoundConstructor
    public OverrideParameterDefinition(String name) {
        super(name);
    }

    @Override
    public ParameterValue createValue(String value) {
        return value(value, User.current());
    }

    @Override
    public ParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        return value(form.optString("value"), User.current());
    }

    @Override
    public ParameterValue getDefaultParameterValue() {
        return value("", null);
    }

    private ParameterValue value(@CheckForNull String reason, @CheckForNull User user) {
        ParameterValue value =
                new OverrideParameterValue(getName(), Util.fixNull(reason).trim(), user == null ? null : user.getId());
        value.setDescription(getDescription());
        return value;
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("evidenceOverride")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends ParameterDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.OverrideParameterDefinition_DisplayName();
        }
    }
}
