package io.jenkins.plugins.controlevidence.config;

import hudson.BulkChange;
import hudson.model.Descriptor.FormException;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Takes over the form of the settings: as a whole or not at all, and only what the one who sent it may change. */
final class SettingsForm {
    private static final String DAYS = "keepArtefactsDays";

    /**
     * Where and how long evidence is kept, to whom it is shown and which commands scanners run is an administrator's to change:
     * from anybody else these are not taken.
     */
    private static final List<String> ADMINISTRATORS_ONLY =
            List.of("storeDirectory", "toolCatalogue", "checkpointDestinations", DAYS);

    private SettingsForm() {}

    /**
     * Takes over what a form says, and saves.
     *
     * @param settings stay as they were if the form is refused
     * @param req the request that brought the form
     * @param json the form; loses what the one who sent it may not change
     * @throws FormException if something in it cannot be followed; says what
     */
    static void submit(ControlEvidenceConfiguration settings, StaplerRequest2 req, JSONObject json)
            throws FormException {
        boolean administrator = Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        if (!administrator) {
            ADMINISTRATORS_ONLY.forEach(json::remove);
        }
        try (BulkChange bulk = new BulkChange(settings)) {
            settings.forgetRemoved(administrator);
            requireDays(json.optString(DAYS));
            req.bindJSON(settings, json);
            requireDefinedPolicy(settings);
            bulk.commit();
        } catch (IllegalArgumentException e) {
            settings.reload();
            throw new FormException(e.getMessage(), e, "controlEvidence");
        } catch (IOException e) {
            throw new FormException(e, "controlEvidence");
        }
    }

    /** Binding would take a text that is no number for an empty field. */
    private static void requireDays(String text) {
        if (!text.trim().equals("null")) { // an empty field, as JSON has it
            RetentionDays.parse(text);
        }
    }

    private static void requireDefinedPolicy(ControlEvidenceConfiguration settings) {
        PolicyRule rule = settings.getPolicyRule();
        if (rule != null
                && settings.getPolicies().stream().noneMatch(p -> p.getId().equals(rule.getPolicy()))) {
            throw new IllegalArgumentException(Messages.PolicyRule_unknown(rule.getPolicy()));
        }
    }
}
