package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** That Jenkins' own state is recorded each day, and what it is compared with. */
public final class CollectionSettings extends AbstractDescribableImpl<CollectionSettings> {
    /** Days after which a credential has to be replaced, unless set. */
    static final int DEFAULT_ROTATION_DAYS = 365;

    private int rotationDays = DEFAULT_ROTATION_DAYS;

    @CheckForNull
    private String approvedPlugins;

    /** Records, with the defaults: credentials are replaced each year, and no list of approved plugins. */
    @DataBoundConstructor
    public CollectionSettings() {}

    /**
     * After how many days a credential has to be replaced.
     *
     * @return at least 1
     */
    public int getRotationDays() {
        return rotationDays;
    }

    /**
     * Sets after how many days a credential has to be replaced.
     *
     * @param rotationDays at least 1
     * @throws IllegalArgumentException if it is less
     */
    @DataBoundSetter
    public void setRotationDays(int rotationDays) {
        if (rotationDays < 1) {
            throw new IllegalArgumentException(Messages.CollectionSettings_days());
        }
        this.rotationDays = rotationDays;
    }

    /**
     * Which plugins are approved.
     *
     * @return a line each, {@code id} or {@code id:version}; null if no list is kept
     */
    @CheckForNull
    public String getApprovedPlugins() {
        return approvedPlugins;
    }

    /**
     * Says which plugins are approved.
     *
     * @param approvedPlugins a line each, {@code id} for any version or {@code id:version}; empty if no list is kept
     */
    @DataBoundSetter
    public void setApprovedPlugins(@CheckForNull String approvedPlugins) {
        this.approvedPlugins = Util.fixEmptyAndTrim(approvedPlugins);
    }

    /**
     * The approved plugins.
     *
     * @return version by id, empty for any version; null if no list is kept
     */
    @CheckForNull
    @Restricted(NoExternalUse.class)
    public Map<String, String> approved() {
        if (approvedPlugins == null) {
            return null;
        }
        Map<String, String> approved = new LinkedHashMap<>();
        approvedPlugins
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    approved.put(
                            colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 1));
                });
        return approved;
    }

    /** Describes it to forms. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Descriptor<CollectionSettings> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CollectionSettings_DisplayName();
        }

        /** Says what is wrong with a number of days. Looks at nothing but the number. */
        @POST
        public FormValidation doCheckRotationDays(@QueryParameter String value) {
            return FormValidation.validatePositiveInteger(value);
        }
    }
}
