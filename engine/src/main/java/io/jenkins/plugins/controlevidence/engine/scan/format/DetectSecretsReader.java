package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/**
 * Reads the baseline that detect-secrets writes. It holds unkeyed hashes of the credentials, from which a weak one can be
 * guessed: they count as credentials themselves.
 */
final class DetectSecretsReader implements ReportReader {
    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        json.object("the report", name -> {
            switch (name) {
                case "version" -> content.toolVersion(json.text());
                case "results" -> {
                    seen[0] = true;
                    json.object(name, file -> json.array("the list of a file", () -> leak(file, json, content)));
                }
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("is no baseline of detect-secrets: it has no results");
        }
    }

    private static void leak(String file, Json json, ReportContent content) throws IOException {
        JsonNode leak = json.tree(Set.of());
        String hash = Json.text(leak, "hashed_secret");
        content.addSecret(hash);
        if ("false".equals(Json.text(leak, "is_secret"))) {
            content.addSuppressed("audited: not a secret");
            return;
        }
        String type = Json.text(leak, "type");
        content.add(new RawFinding(type)
                .title(type)
                .severity(leak.path("is_verified").asBoolean() ? "verified" : "unverified")
                .at(Json.or(Json.text(leak, "filename"), file), Json.line(Json.text(leak, "line_number")))
                .mark(hash));
    }
}
