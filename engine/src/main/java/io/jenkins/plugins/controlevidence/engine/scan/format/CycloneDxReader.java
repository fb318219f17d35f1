package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads CycloneDX JSON, 1.2 to 1.7: components become the inventory, vulnerabilities findings. A vulnerability that its own
 * analysis calls not affected, false positive or resolved is counted as suppressed.
 *
 * <p>An inventory may well have no vulnerabilities; whether it was made by a tool that looks for them is for the caller to know.
 */
final class CycloneDxReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of(
            "licenses",
            "hashes",
            "evidence",
            "externalReferences",
            "pedigree",
            "releaseNotes",
            "signature",
            "copyright",
            "modelCard",
            "data",
            "cryptoProperties",
            "proofOfConcept",
            "workaround",
            "credits",
            "advisories");
    private static final Set<String> NO_FAULT =
            Set.of("not_affected", "false_positive", "resolved", "resolved_with_pedigree");

    /** Of several ratings the first method here counts. */
    private static final List<String> METHODS = List.of("CVSSv4", "CVSSv31", "CVSSv3", "CVSSv2");

    private final boolean looksForVulnerabilities;

    CycloneDxReader(boolean looksForVulnerabilities) {
        this.looksForVulnerabilities = looksForVulnerabilities;
    }

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        Map<String, Component> byReference = new HashMap<>();
        List<JsonNode> vulnerabilities = new ArrayList<>();
        boolean[] seen = new boolean[2];
        json.object("the report", name -> {
            switch (name) {
                case "bomFormat" -> seen[0] = "CycloneDX".equals(json.text());
                case "metadata" ->
                    json.object(name, field -> {
                        if ("component".equals(field)) {
                            component(json, byReference, null);
                        } else {
                            json.skip();
                        }
                    });
                case "components" -> json.array(name, () -> component(json, byReference, content));
                case "vulnerabilities" -> {
                    seen[1] = true;
                    json.array(name, () -> {
                        if (vulnerabilities.size() == ReportLimits.FINDINGS) {
                            throw new BrokenReportException(
                                    "has more than " + ReportLimits.FINDINGS + " vulnerabilities");
                        }
                        JsonNode vulnerability = json.tree(UNUSED);
                        hold(vulnerability, content);
                        vulnerabilities.add(vulnerability);
                    });
                }
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("does not say that it is CycloneDX");
        }
        if (looksForVulnerabilities && !seen[1]) {
            content.addGap(
                    "the report has no list of vulnerabilities, so that it is not known to have looked for them");
        }
        for (JsonNode vulnerability : vulnerabilities) {
            vulnerability(vulnerability, byReference, content);
        }
    }

    /** Components nest. What the document is about, and files that components were read from, are no components of it. */
    private static void component(Json json, Map<String, Component> byReference, @CheckForNull ReportContent content)
            throws IOException {
        String[] fields = new String[6];
        json.object("a component", name -> {
            switch (name) {
                case "bom-ref" -> fields[0] = json.text();
                case "group" -> fields[1] = json.text();
                case "name" -> fields[2] = json.text();
                case "version" -> fields[3] = json.text();
                case "purl" -> fields[4] = json.text();
                case "type" -> fields[5] = json.text();
                case "components" -> json.array(name, () -> component(json, byReference, content));
                default -> json.skip();
            }
        });
        if (fields[2] == null) {
            throw new BrokenReportException("has a component without a name");
        }
        String name = fields[1] == null || fields[1].isEmpty() ? fields[2] : fields[1] + "/" + fields[2];
        Component component = new Component(fields[4], name, fields[3] == null ? "" : fields[3]);
        if (content != null && !"file".equals(fields[5])) {
            content.add(component);
            content.hold(fields[0]);
        }
        if (fields[0] != null) {
            byReference.put(fields[0], component);
        }
    }

    /** One finding for each component that the vulnerability affects. */
    private static void vulnerability(JsonNode node, Map<String, Component> byReference, ReportContent content)
            throws IOException {
        String state = Json.text(node, "analysis", "state");
        if (state != null && NO_FAULT.contains(state)) {
            content.addSuppressed("analysis: " + state);
            return;
        }
        if (node.path("affects").isEmpty()) {
            content.add(finding(node, null, null));
        }
        for (JsonNode affected : node.path("affects")) {
            String reference = Json.text(affected, "ref");
            content.add(finding(node, reference, byReference.get(reference)));
        }
    }

    private static RawFinding finding(
            JsonNode node, @CheckForNull String reference, @CheckForNull Component component) {
        String id = Json.text(node, "id");
        RawFinding finding = new RawFinding(id)
                .severity(severity(node.path("ratings")))
                .message(Json.or(Json.text(node, "description"), Json.text(node, "detail")))
                .help(Json.text(node, "source", "url"));
        String where = component == null ? reference : component.name() + " " + component.version();
        finding.title(where == null ? id : id + " in " + where.strip());
        finding.component(
                component != null && component.purl() != null
                        ? component.purl()
                        : component != null ? component.name() + "@" + component.version() : purl(reference));
        SarifRule.identifiersIn(id == null ? "" : id).forEach(finding::identifier);
        node.path("references").forEach(other -> finding.identifier(Json.text(other, "id")));
        node.path("cwes").forEach(cwe -> finding.identifier("CWE-" + cwe.asText()));
        return finding;
    }

    /** Some tools refer to a component by its package URL, as a BOM-Link or bare. */
    @CheckForNull
    private static String purl(@CheckForNull String reference) {
        if (reference == null) {
            return null;
        }
        int purl = reference.indexOf("pkg:");
        return purl >= 0 ? reference.substring(purl) : reference;
    }

    @CheckForNull
    private static String severity(JsonNode ratings) {
        for (String method : METHODS) {
            for (JsonNode rating : ratings) {
                String score = Json.text(rating, "score");
                if (score != null && method.equals(Json.text(rating, "method"))) {
                    return score;
                }
            }
        }
        String word = null;
        for (JsonNode rating : ratings) {
            word = Json.or(word, Json.text(rating, "severity"));
        }
        return word;
    }

    private static void hold(JsonNode node, ReportContent content) throws BrokenReportException {
        if (node.isValueNode()) {
            content.hold(node.asText());
        }
        for (JsonNode child : node) {
            hold(child, content);
        }
    }
}
