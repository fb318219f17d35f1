package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads OWASP Dependency-Check's JSON: one finding for each vulnerability of a file. */
final class DependencyCheckReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of(
            "evidenceCollected",
            "references",
            "vulnerableSoftware",
            "relatedDependencies",
            "projectReferences",
            "license",
            "includedBy",
            "knownExploitedVulnerability");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[2];
        json.object("the report", name -> {
            switch (name) {
                case "reportSchema" -> {
                    seen[0] = true;
                    json.skip();
                }
                case "scanInfo" -> {
                    JsonNode info = json.tree(Set.of("dataSource"));
                    content.toolVersion(Json.text(info, "engineVersion"));
                    for (JsonNode error : info.path("analysisExceptions")) {
                        String text = Json.text(error, "exception", "message");
                        content.addTrouble("the tool reports an error: " + (text == null ? "(without a text)" : text));
                    }
                }
                case "dependencies" -> {
                    seen[1] = true;
                    json.array(name, () -> dependency(json.tree(UNUSED), content));
                }
                default -> json.skip();
            }
        });
        if (!seen[0] || !seen[1]) {
            throw new BrokenReportException("is no JSON report of Dependency-Check: it has no dependencies");
        }
    }

    private static void dependency(JsonNode dependency, ReportContent content) throws IOException {
        String purl = Json.text(dependency.path("packages").path(0), "id");
        String file = Json.or(Json.text(dependency, "fileName"), "unknown");
        String path = Json.text(dependency, "filePath");
        content.add(new Component(purl, file, ""));
        for (JsonNode hidden : dependency.path("suppressedVulnerabilities")) {
            content.addSuppressed(hidden.isObject() ? "suppression file" : "suppressed");
        }
        for (JsonNode vulnerability : dependency.path("vulnerabilities")) {
            String id = Json.text(vulnerability, "name");
            RawFinding finding = new RawFinding(id)
                    .title(id + " in " + file)
                    .message(Json.text(vulnerability, "description"))
                    .severity(severity(vulnerability))
                    .component(purl)
                    .at(path, 0);
            SarifRule.identifiersIn(finding.rule()).forEach(finding::identifier);
            vulnerability.path("cwes").forEach(cwe -> finding.identifier(cwe.asText()));
            content.add(finding);
        }
    }

    @CheckForNull
    private static String severity(JsonNode vulnerability) {
        for (String version : List.of("cvssv4", "cvssv3")) {
            String score = Json.text(vulnerability, version, "baseScore");
            if (score != null) {
                return score;
            }
        }
        return Json.or(Json.text(vulnerability, "cvssv2", "score"), Json.text(vulnerability, "severity"));
    }
}
