package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.controlevidence.engine.ledger.Retention;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The settings of Control Evidence for all of Jenkins. A setter refuses what could not be followed, and saves. */
@Extension
@Symbol("evidenceSettings")
public class ControlEvidenceConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    @CheckForNull
    private String storeDirectory;

    @CheckForNull
    private ReviewPeriod reviewPeriod;

    @CheckForNull
    private List<NamedPolicy> policies;

    @CheckForNull
    private PolicyRule policyRule;

    @CheckForNull
    private String controlCatalogue;

    @CheckForNull
    private String toolCatalogue;

    @CheckForNull
    private CollectionSettings collection;

    @CheckForNull
    private List<CheckpointDestination> checkpointDestinations;

    @CheckForNull
    private Integer keepArtefactsDays;

    /**
     * The settings.
     *
     * @return the one instance
     */
    public static ControlEvidenceConfiguration get() {
        return ExtensionList.lookupSingleton(ControlEvidenceConfiguration.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.ControlEvidenceConfiguration_DisplayName();
    }

    @Override
    @NonNull
    public GlobalConfigurationCategory getCategory() {
        return GlobalConfigurationCategory.get(ControlEvidenceCategory.class);
    }

    /**
     * Where evidence is kept, as set.
     *
     * @return absolute path, or null for the default
     */
    @CheckForNull
    public String getStoreDirectory() {
        return storeDirectory;
    }

    /**
     * Sets where evidence is kept. What is in the old directory stays there.
     *
     * @param storeDirectory absolute path, or empty for the default
     * @throws IllegalArgumentException if evidence may not be kept there
     */
    @DataBoundSetter
    public void setStoreDirectory(@CheckForNull String storeDirectory) {
        String text = Util.fixEmptyAndTrim(storeDirectory);
        this.storeDirectory = text == null ? null : StoreDirectory.parse(text).toString();
        save();
    }

    /**
     * Where evidence is kept.
     *
     * @return absolute path on the controller; need not exist yet
     */
    @Restricted(NoExternalUse.class)
    public Path getStorePath() {
        return storeDirectory == null ? StoreDirectory.defaultPath() : Path.of(storeDirectory);
    }

    /**
     * Where evidence is kept if nothing is set.
     *
     * @return absolute path on the controller
     */
    @Restricted(DoNotUse.class) // for the form
    public Path getDefaultStoreDirectory() {
        return StoreDirectory.defaultPath();
    }

    /**
     * Which key the evidence is signed with, for the form.
     *
     * @return the id of its public half, or why there is none
     */
    @Restricted(DoNotUse.class) // for the form
    public String getSigningKeyId() {
        if (!Files.exists(getStorePath().resolve("ledger"))) {
            return Messages.ControlEvidenceConfiguration_noKeyYet();
        }
        try (Store store = Store.openReadOnly(getStorePath())) {
            return store.verifyingKey().keyId();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /**
     * What reports look back over when nobody chose another period.
     *
     * @return the last three months unless set
     */
    public ReviewPeriod getReviewPeriod() {
        return Objects.requireNonNullElse(reviewPeriod, ReviewPeriod.LAST_3_MONTHS);
    }

    /**
     * Sets what reports look back over when nobody chose another period.
     *
     * @param reviewPeriod the period
     */
    @DataBoundSetter
    public void setReviewPeriod(ReviewPeriod reviewPeriod) {
        this.reviewPeriod = reviewPeriod;
        save();
    }

    /**
     * The policies that rules and steps may name.
     *
     * @return in the administrator's order
     */
    public List<NamedPolicy> getPolicies() {
        return policies == null ? List.of() : List.copyOf(policies);
    }

    /**
     * Sets the policies that rules and steps may name.
     *
     * @param policies each with an id of its own
     * @throws IllegalArgumentException if two have the same id
     */
    @DataBoundSetter
    public void setPolicies(@CheckForNull List<NamedPolicy> policies) {
        this.policies = distinct(policies, NamedPolicy::getId, Messages::ControlEvidenceConfiguration_twice);
        save();
    }

    /**
     * The rule that all of Jenkins is under.
     *
     * @return null if each repository brings its own policy
     */
    @CheckForNull
    public PolicyRule getPolicyRule() {
        return policyRule;
    }

    /**
     * Puts all of Jenkins under a rule.
     *
     * @param policyRule the rule, or null for none
     */
    @DataBoundSetter
    public void setPolicyRule(@CheckForNull PolicyRule policyRule) {
        this.policyRule = policyRule;
        save();
    }

    /**
     * What differs from the control catalogue that comes with the plugin.
     *
     * @return YAML, or null if nothing does
     */
    @CheckForNull
    public String getControlCatalogue() {
        return controlCatalogue;
    }

    /**
     * Sets what differs from the control catalogue that comes with the plugin.
     *
     * @param controlCatalogue YAML, or empty for nothing
     * @throws IllegalArgumentException if what comes of it is no catalogue; says where and what to do
     */
    @DataBoundSetter
    public void setControlCatalogue(@CheckForNull String controlCatalogue) {
        this.controlCatalogue = Catalogues.checkControls(controlCatalogue);
        save();
    }

    /**
     * What differs from the tool catalogue that comes with the plugin.
     *
     * @return YAML, or null if nothing does
     */
    @CheckForNull
    public String getToolCatalogue() {
        return toolCatalogue;
    }

    /**
     * Sets what differs from the tool catalogue that comes with the plugin.
     *
     * @param toolCatalogue YAML, or empty for nothing
     * @throws IllegalArgumentException if what comes of it is no catalogue; says where and what to do
     */
    @DataBoundSetter
    public void setToolCatalogue(@CheckForNull String toolCatalogue) {
        this.toolCatalogue = Catalogues.checkTools(toolCatalogue);
        save();
    }

    /**
     * What is recorded of Jenkins itself.
     *
     * @return null if nothing is
     */
    @CheckForNull
    public CollectionSettings getCollection() {
        return collection;
    }

    /**
     * Sets what is recorded of Jenkins itself.
     *
     * @param collection the settings, or null to record nothing
     */
    @DataBoundSetter
    public void setCollection(@CheckForNull CollectionSettings collection) {
        this.collection = collection;
        save();
    }

    /**
     * To whom the ledger's checkpoints are shown each day.
     *
     * @return in the administrator's order; none if nobody is
     */
    public List<CheckpointDestination> getCheckpointDestinations() {
        return checkpointDestinations == null ? List.of() : List.copyOf(checkpointDestinations);
    }

    /**
     * Sets to whom the ledger's checkpoints are shown each day.
     *
     * @param checkpointDestinations each with an address of its own
     * @throws IllegalArgumentException if two have the same address
     */
    @DataBoundSetter
    public void setCheckpointDestinations(@CheckForNull List<CheckpointDestination> checkpointDestinations) {
        this.checkpointDestinations =
                distinct(checkpointDestinations, CheckpointDestination::name, Messages::CheckpointDestination_twice);
        save();
    }

    /**
     * For how many days artefacts are kept after the last record that names them.
     *
     * @return null for ever
     */
    @CheckForNull
    public Integer getKeepArtefactsDays() {
        return keepArtefactsDays;
    }

    /**
     * Sets for how many days artefacts are kept after the last record that names them.
     *
     * @param keepArtefactsDays at least {@link Retention#MIN_DAYS}, or null for ever
     * @throws IllegalArgumentException if an audit could not do with it; says what is needed
     */
    @DataBoundSetter
    public void setKeepArtefactsDays(@CheckForNull Integer keepArtefactsDays) {
        this.keepArtefactsDays = keepArtefactsDays == null ? null : new Retention(keepArtefactsDays).keepDays();
        save();
    }

    /**
     * The rule by which artefacts go.
     *
     * @return empty if they are kept for ever
     */
    @Restricted(NoExternalUse.class)
    public Optional<Retention> retention() {
        return Optional.ofNullable(keepArtefactsDays).map(Retention::new);
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        Jenkins.get().checkPermission(ControlEvidencePermissions.CONFIGURE);
        SettingsForm.submit(this, req, json);
        return true;
    }

    /**
     * Forgets what a form does not mention when there is none of it.
     *
     * @param destinations whether the form speaks of checkpoint destinations at all
     */
    void forgetRemoved(boolean destinations) {
        policies = null;
        policyRule = null;
        collection = null;
        if (destinations) {
            checkpointDestinations = null;
        }
    }

    /** Goes back to what was saved last. */
    void reload() {
        storeDirectory = null; // what is not in the file would stay as it is
        reviewPeriod = null;
        policies = null;
        policyRule = null;
        controlCatalogue = null;
        toolCatalogue = null;
        collection = null;
        checkpointDestinations = null;
        keepArtefactsDays = null;
        load();
    }

    /** Says whether evidence may be kept in a directory, and what becomes of the evidence that is elsewhere. */
    @POST
    public FormValidation doCheckStoreDirectory(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok(); // says nothing about the controller's files
        }
        return StoreDirectory.check(Util.fixEmptyAndTrim(value), getStorePath());
    }

    /** Says for how long artefacts may be kept at least. Looks at nothing but the number. */
    @POST
    public FormValidation doCheckKeepArtefactsDays(@QueryParameter String value) {
        return check(() -> RetentionDays.parse(value));
    }

    /** Says what is wrong with changes to the control catalogue. Looks at nothing but the text. */
    @POST
    public FormValidation doCheckControlCatalogue(@QueryParameter String value) {
        return check(() -> Catalogues.checkControls(value));
    }

    /** Says what is wrong with changes to the tool catalogue. Looks at nothing but the text. */
    @POST
    public FormValidation doCheckToolCatalogue(@QueryParameter String value) {
        return check(() -> Catalogues.checkTools(value));
    }

    private static <T> List<T> distinct(
            @CheckForNull List<T> given, Function<T, String> name, Function<Object, String> twice) {
        Set<String> names = new HashSet<>();
        for (T one : Util.fixNull(given)) {
            if (!names.add(name.apply(one))) {
                throw new IllegalArgumentException(twice.apply(name.apply(one)));
            }
        }
        return new ArrayList<>(Util.fixNull(given));
    }

    private static FormValidation check(Runnable reading) {
        try {
            reading.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
