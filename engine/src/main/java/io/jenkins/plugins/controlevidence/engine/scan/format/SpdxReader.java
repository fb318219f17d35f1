package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads SPDX JSON, 2.2 and 2.3: packages become the inventory, but for what the document is about. */
final class SpdxReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of(
            "annotations",
            "attributionTexts",
            "checksums",
            "copyrightText",
            "hasFiles",
            "licenseInfoFromFiles",
            "description");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        Map<String, Component> packages = new LinkedHashMap<>();
        Set<String> described = new HashSet<>();
        boolean[] seen = new boolean[1];
        json.object("the document", name -> {
            switch (name) {
                case "spdxVersion" -> {
                    String version = json.text();
                    seen[0] = version != null && version.startsWith("SPDX-2.");
                }
                case "packages" -> json.array(name, () -> add(json.tree(UNUSED), packages, content));
                case "documentDescribes" ->
                    json.array(name, () -> {
                        String id = json.text();
                        content.hold(id);
                        described.add(id);
                    });
                case "relationships" ->
                    json.array(name, () -> {
                        JsonNode relation = json.tree(UNUSED);
                        if ("DESCRIBES".equals(Json.text(relation, "relationshipType"))) {
                            String id = Json.text(relation, "relatedSpdxElement");
                            content.hold(id);
                            described.add(id);
                        }
                    });
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("does not say that it is SPDX 2");
        }
        packages.keySet().removeAll(described);
        for (Component component : packages.values()) {
            content.add(component);
        }
    }

    private static void add(JsonNode node, Map<String, Component> packages, ReportContent content)
            throws BrokenReportException {
        String id = Json.text(node, "SPDXID");
        String name = Json.text(node, "name");
        if (id == null || name == null) {
            throw new BrokenReportException("has a package without a name");
        }
        String version = Json.text(node, "versionInfo");
        content.hold(id);
        if (packages.size() >= ReportLimits.COMPONENTS) {
            throw new BrokenReportException("has more than " + ReportLimits.COMPONENTS + " packages");
        }
        Component component = new Component(purl(node), name, version == null ? "" : version);
        if (packages.putIfAbsent(id, component) != null) {
            throw new BrokenReportException("has two packages of one id");
        }
    }

    @CheckForNull
    private static String purl(JsonNode node) {
        for (JsonNode reference : node.path("externalRefs")) {
            if ("purl".equals(Json.text(reference, "referenceType"))) {
                return Json.text(reference, "referenceLocator");
            }
        }
        return null;
    }
}
