package io.jenkins.plugins.controlevidence.collect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.PluginWrapper;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.EnvironmentChange;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.scan.format.Inventory;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/** The plugins of Jenkins and Jenkins itself: what changed since the last look, and whether all of it is approved. */
final class PluginSet {
    private static final JsonMapper JSON = new JsonMapper();

    private PluginSet() {}

    /**
     * Records what is installed, and what has changed.
     *
     * @throws IOException if the store cannot be written
     */
    static void record(CollectionSettings settings) throws IOException {
        Instant now = Instant.now();
        Map<String, String> installed = installed();
        Map<String, String> before = CollectedState.get().plugins(installed);
        List<Activity> activities = new ArrayList<>();
        if (!before.isEmpty()) {
            TreeMap<String, String> all = new TreeMap<>(before);
            all.putAll(installed);
            for (String id : all.keySet()) {
                String was = before.get(id);
                String is = installed.get(id);
                if (is == null || !is.equals(was)) {
                    activities.add(new EnvironmentChange(
                            SystemRecords.system(),
                            id + (was == null ? " installed" : is == null ? " removed" : " replaced"),
                            null,
                            now,
                            was,
                            is));
                }
            }
        }
        SystemRecords.append(activities, List.of());

        ArtefactReference document = keep("inventory", installed);
        Map<String, String> allowed = settings.approved();
        ArtefactReference approved = allowed == null ? null : keep("approved", allowed);
        List<ArtefactReference> artefacts = approved == null ? List.of(document) : List.of(document, approved);
        SystemRecords.append(
                List.of(ComponentInventory.of(
                        ComponentInventory.Origin.NONE,
                        SystemRecords.system(),
                        now,
                        ComponentInventory.Document.of(document.sha256(), inventory(installed)),
                        inventory(installed),
                        approved == null ? null : new ComponentInventory.Approved(approved.sha256()),
                        allowed == null ? null : inventory(allowed))),
                artefacts);
    }

    /** Version of each plugin that is running, and of Jenkins, by id. */
    private static Map<String, String> installed() {
        Map<String, String> installed = new TreeMap<>();
        installed.put("jenkins-core", String.valueOf(Jenkins.getVersion()));
        for (PluginWrapper plugin : Jenkins.get().getPluginManager().getPlugins()) {
            if (plugin.isActive()) {
                installed.put(plugin.getShortName(), plugin.getVersion());
            }
        }
        return installed;
    }

    private static Inventory inventory(Map<String, String> versions) {
        List<Component> components = new ArrayList<>();
        versions.forEach((id, version) -> components.add(new Component(null, id, version)));
        return new Inventory(ReportFormat.CYCLONEDX, components);
    }

    /** Keeps a list of plugins as CycloneDX 1.5, so that others' tools can read it. */
    private static ArtefactReference keep(String name, Map<String, String> versions) throws IOException {
        ObjectNode bom = JSON.createObjectNode();
        bom.put("bomFormat", "CycloneDX").put("specVersion", "1.5").put("version", 1);
        ArrayNode components = bom.putArray("components");
        versions.forEach((id, version) ->
                putIfPresent(components.addObject().put("type", "library").put("name", id), "version", version));
        byte[] bytes = bom.toString().getBytes(StandardCharsets.UTF_8);
        return ControllerEvidence.get()
                .store()
                .artefacts()
                .put(name, ReportFormat.CYCLONEDX.mediaType(), to -> to.write(bytes));
    }

    private static void putIfPresent(ObjectNode json, String field, @CheckForNull String value) {
        if (value != null && !value.isEmpty()) {
            json.put(field, value);
        }
    }
}
