package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Reads pip-audit's JSON. A dependency that it skipped is a gap: pip-audit itself ends with "no known vulnerabilities". */
final class PipAuditReader implements ReportReader {
    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        json.object("the report", name -> {
            if ("dependencies".equals(name)) {
                seen[0] = true;
                json.array(name, () -> dependency(json, content));
            } else {
                json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("is no report of pip-audit: it has no dependencies");
        }
    }

    private static void dependency(Json json, ReportContent content) throws IOException {
        JsonNode dependency = json.tree(Set.of());
        String name = Json.or(Json.text(dependency, "name"), "unknown");
        String skipped = Json.text(dependency, "skip_reason");
        if (skipped != null) {
            content.addGap("the tool left out " + name + ": " + skipped);
            return;
        }
        String version = Json.or(Json.text(dependency, "version"), "");
        // PyPI's names are compared in this form: PEP 503.
        String purl = "pkg:pypi/" + name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") + "@" + version;
        content.add(new Component(purl, name, version));
        for (JsonNode vulnerability : dependency.path("vulns")) {
            String id = Json.text(vulnerability, "id");
            RawFinding finding = new RawFinding(id)
                    .title(id + " in " + name + " " + version)
                    .message(Json.text(vulnerability, "description"))
                    .component(purl);
            SarifRule.identifiersIn(finding.rule()).forEach(finding::identifier);
            vulnerability.path("aliases").forEach(alias -> finding.identifier(alias.asText()));
            content.add(finding);
        }
    }
}
