package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads Wapiti's JSON. Vulnerabilities and anomalies are findings; "additionals" are what it learnt of the server. */
final class WapitiReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of("http_request", "curl_command", "detail");

    /** A finding that waits for the target, which the report names at its end. */
    private record Entry(String category, JsonNode node) {}

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        String[] target = new String[1];
        List<Entry> entries = new ArrayList<>();
        json.object("the report", name -> {
            switch (name) {
                case "vulnerabilities", "anomalies" -> {
                    seen[0] |= "vulnerabilities".equals(name);
                    json.object(
                            name,
                            category -> json.array("a category", () -> {
                                JsonNode node = json.tree(UNUSED);
                                content.hold(category, Json.text(node, "info"), Json.text(node, "path"));
                                entries.add(new Entry(category, node));
                            }));
                }
                case "infos" -> target[0] = infos(json.tree(Set.of("detailed_report", "crawled_pages")), content);
                default -> json.skip();
            }
        });
        if (!seen[0] || target[0] == null) {
            throw new BrokenReportException("is no JSON report of Wapiti: it has no vulnerabilities or no target");
        }
        for (Entry entry : entries) {
            content.add(new RawFinding(entry.category)
                    .severity(Json.text(entry.node, "level"))
                    .message(Json.text(entry.node, "info"))
                    .at(place(target[0], Json.text(entry.node, "path")), 0));
        }
    }

    @CheckForNull
    private static String infos(JsonNode infos, ReportContent content) {
        String version = Json.text(infos, "version");
        content.toolVersion(version == null ? null : version.replaceFirst("^Wapiti ", ""));
        if ("0".equals(Json.text(infos, "crawled_pages_nbr"))) {
            content.addGap("the tool reached no page");
        }
        return Json.text(infos, "target");
    }

    /** Wapiti writes paths on the target's server. */
    @CheckForNull
    private static String place(String target, @CheckForNull String path) {
        boolean local = path != null && path.startsWith("/");
        return WebAddress.withoutQuery(local ? target.replaceFirst("^(\\w+://[^/]+).*", "$1") + path : path);
    }
}
