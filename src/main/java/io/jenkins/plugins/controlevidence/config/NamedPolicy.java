package io.jenkins.plugins.controlevidence.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A policy that an administrator wrote, under the name by which rules and steps choose it. */
public final class NamedPolicy extends AbstractDescribableImpl<NamedPolicy> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String id;
    private final String yaml;

    /**
     * Makes one.
     *
     * @param id letters, digits, dots, underscores and hyphens, at most 64; the name that the text gives itself
     * @param yaml the text, as in a {@code .control-evidence.yml}
     * @throws IllegalArgumentException if the id cannot be one, or the text is no policy; says where and what to do
     */
    @DataBoundConstructor
    public NamedPolicy(String id, String yaml) {
        this.id = Util.fixNull(id).trim();
        this.yaml = Util.fixNull(yaml);
        if (!ID.matcher(this.id).matches()) {
            throw new IllegalArgumentException(Messages.NamedPolicy_badId(this.id));
        }
        try {
            String named = parse(this.id, this.yaml).id();
            if (!named.equals(this.id)) {
                throw new IllegalArgumentException(Messages.NamedPolicy_otherName(this.id, named));
            }
        } catch (PolicyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Policy parse(String id, String yaml) throws PolicyException {
        return PolicyReader.parse(id, yaml.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The name by which rules and steps choose it.
     *
     * @return the same as the text's own {@code policy:}
     */
    public String getId() {
        return id;
    }

    /**
     * The text.
     *
     * @return YAML
     */
    public String getYaml() {
        return yaml;
    }

    /** Describes it to forms. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Descriptor<NamedPolicy> {
        @Override
        public String getDisplayName() {
            return Messages.NamedPolicy_DisplayName();
        }

        /** Says whether an id can be one. Looks at nothing but the text. */
        @POST
        public FormValidation doCheckId(@QueryParameter String value) {
            String id = Util.fixNull(value).trim();
            return ID.matcher(id).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.NamedPolicy_badId(id));
        }

        /** Says whether a text is a policy of that name. Looks at nothing but the texts. */
        @POST
        public FormValidation doCheckYaml(@QueryParameter String value, @QueryParameter String id) {
            String name = Util.fixNull(id).trim();
            try {
                String named = parse(name.isEmpty() ? "policy" : name, Util.fixNull(value))
                        .id();
                return named.equals(name)
                        ? FormValidation.ok()
                        : FormValidation.error(Messages.NamedPolicy_otherName(name, named));
            } catch (PolicyException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
