package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads ESLint's JSON, its built-in format; a file that ESLint could not parse is trouble, not a finding. */
final class EslintReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of("fix", "suggestions");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        json.array("the report", () -> file(json, content));
    }

    private static void file(Json json, ReportContent content) throws IOException {
        String[] path = new String[1];
        List<JsonNode> messages = new ArrayList<>();
        json.object("a file's entry", name -> {
            switch (name) {
                case "filePath" -> path[0] = json.text();
                case "messages" ->
                    json.array(name, () -> {
                        JsonNode message = json.tree(UNUSED);
                        content.hold(Json.text(message, "message"));
                        messages.add(message);
                    });
                case "suppressedMessages" ->
                    json.array(name, () -> {
                        json.skip();
                        content.addSuppressed("in source");
                    });
                default -> json.skip();
            }
        });
        if (path[0] == null) {
            throw new BrokenReportException("is no report of ESLint: an entry has no filePath");
        }
        for (JsonNode message : messages) {
            if (message.path("fatal").asBoolean()) {
                content.addTrouble("the tool could not read " + path[0] + ": " + Json.text(message, "message"));
            } else {
                content.add(finding(path[0], message));
            }
        }
    }

    private static RawFinding finding(String path, JsonNode message) {
        return new RawFinding(Json.or(Json.text(message, "ruleId"), "eslint"))
                .message(Json.text(message, "message"))
                .severity(Json.text(message, "severity"))
                .at(path, Json.line(Json.text(message, "line")));
    }
}
