package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code npm audit --json}, report version 2 (npm 7 and later). An advisory stands in the entry of the package that it is
 * about; entries that only name other packages are consequences of it and no findings of their own.
 */
final class NpmAuditReader implements ReportReader {
    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[2];
        json.object("the report", name -> {
            switch (name) {
                case "auditReportVersion" ->
                    seen[0] = "2".equals(json.tree(Set.of()).asText());
                case "vulnerabilities" -> {
                    seen[1] = true;
                    json.object(name, dependency -> entry(dependency, json.tree(Set.of("effects")), content));
                }
                case "error" -> {
                    JsonNode error = json.tree(Set.of("detail"));
                    content.addTrouble("the tool reports an error: "
                            + Json.or(Json.text(error, "summary"), Json.text(error, "code")));
                }
                default -> json.skip();
            }
        });
        if (content.troubles().isEmpty() && !(seen[0] && seen[1])) {
            throw new BrokenReportException("is no report of npm audit (version 2)");
        }
    }

    private static void entry(String dependency, JsonNode entry, ReportContent content) throws IOException {
        for (JsonNode advisory : entry.path("via")) {
            if (!advisory.isObject()) {
                continue;
            }
            String name = Json.or(Json.text(advisory, "name"), dependency);
            String address = Json.text(advisory, "url");
            List<String> ids = address == null ? List.of() : SarifRule.identifiersIn(address);
            RawFinding finding = new RawFinding(ids.isEmpty() ? Json.text(advisory, "source") : ids.get(0))
                    .title(Json.or(Json.text(advisory, "title"), name))
                    .message(name + " " + Json.or(Json.text(advisory, "range"), "")
                            + (entry.path("fixAvailable").asBoolean(true) ? "; a fix is available" : ""))
                    .severity(score(advisory))
                    .help(address)
                    .component("pkg:npm/" + name.replace("@", "%40"))
                    .at("package-lock.json", 0);
            ids.forEach(finding::identifier);
            advisory.path("cwe").forEach(cwe -> finding.identifier(cwe.asText()));
            content.add(finding);
        }
    }

    /** npm writes a score of 0 where the advisory has none. */
    @CheckForNull
    private static String score(JsonNode advisory) {
        String score = Json.text(advisory, "cvss", "score");
        return score == null || score.matches("0(\\.0*)?") ? Json.text(advisory, "severity") : score;
    }
}
