package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Set;

/** Reads Wapiti's JSON. Vulnerabilities and anomalies are findings; "additionals" are what it learnt of the server. */
final class WapitiReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of("http_request", "curl_command", "detail");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        String[] target = new String[1];
        json.object("the report", name -> {
            switch (name) {
                case "vulnerabilities", "anomalies" -> {
                    seen[0] |= "vulnerabilities".equals(name);
                    json.object(
                            name,
                            category ->
                                    json.array("a category", () -> content.add(finding(category, json.tree(UNUSED)))));
                }
                case "infos" -> {
                    JsonNode infos = json.tree(Set.of("detailed_report", "crawled_pages"));
                    target[0] = Json.text(infos, "target");
                    String version = Json.text(infos, "version");
                    content.toolVersion(version == null ? null : version.replaceFirst("^Wapiti ", ""));
                    if ("0".equals(Json.text(infos, "crawled_pages_nbr"))) {
                        content.addGap("the tool reached no page");
                    }
                }
                default -> json.skip();
            }
        });
        if (!seen[0] || target[0] == null) {
            throw new BrokenReportException("is no JSON report of Wapiti: it has no vulnerabilities or no target");
        }
    }

    private static RawFinding finding(String category, JsonNode entry) {
        return new RawFinding(category)
                .severity(Json.text(entry, "level"))
                .message(Json.text(entry, "info"))
                .at(place(entry), 0);
    }

    @CheckForNull
    private static String place(JsonNode entry) {
        return WebAddress.withoutQuery(Json.text(entry, "path"));
    }
}
