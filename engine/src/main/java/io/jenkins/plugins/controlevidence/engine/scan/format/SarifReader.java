package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/**
 * Reads SARIF 2.1.0 (OASIS). Results are read one at a time; what they refer to (rules, base addresses, files) may stand before
 * or after them, so a run is put together at its end by {@link SarifRun}.
 */
final class SarifReader implements ReportReader {
    /** What of a result is of no use to a finding and may be long. */
    private static final Set<String> UNUSED = Set.of(
            "codeFlows",
            "threadFlowLocations",
            "stacks",
            "graphs",
            "graphTraversals",
            "relatedLocations",
            "attachments",
            "contextRegion",
            "fixes",
            "webRequest",
            "webResponse",
            "conversionProvenance");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[2];
        json.object("the report", name -> {
            switch (name) {
                case "version" -> {
                    if (!"2.1.0".equals(json.text())) {
                        throw new BrokenReportException("is not SARIF 2.1.0: write that version");
                    }
                    seen[0] = true;
                }
                case "runs" -> {
                    if (json.isNull()) {
                        content.addTrouble("the report says that the tool's results could not be had (runs: null)");
                    } else {
                        json.array("runs", () -> {
                            run(json, content);
                            seen[1] = true;
                        });
                    }
                }
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("does not say that it is SARIF 2.1.0");
        }
        if (!seen[1]) {
            content.addGap("the report has no run, so that no tool is known to have looked");
        }
    }

    private static void run(Json json, ReportContent content) throws IOException {
        SarifRun run = new SarifRun(content);
        json.object("a run", name -> {
            switch (name) {
                case "tool" -> tool(json, run);
                case "results" -> results(json, run);
                case "invocations" -> json.array(name, () -> invocation(json, content));
                case "versionControlProvenance" ->
                    json.array(name, () -> content.addRevision(Json.text(json.tree(Set.of()), "revisionId")));
                case "originalUriBaseIds" ->
                    json.object(name, id -> run.base(id, SarifPlace.ofArtifact(json.tree(Set.of()))));
                case "artifacts" ->
                    json.array(
                            name,
                            () -> run.file(SarifPlace.ofArtifact(json.tree(Set.of("contents", "properties", "hashes"))
                                    .path("location"))));
                case "externalPropertyFileReferences" -> {
                    if (!json.tree(Set.of()).path("results").isMissingNode()) {
                        content.addGap("the report keeps results in other files: let the tool write one file");
                    }
                }
                default -> json.skip();
            }
        });
        run.finish();
    }

    private static void results(Json json, SarifRun run) throws IOException {
        if (json.isNull()) {
            return;
        }
        run.looked();
        json.array("results", () -> run.result(json.tree(UNUSED)));
    }

    private static void tool(Json json, SarifRun run) throws IOException {
        json.object("tool", name -> {
            switch (name) {
                case "driver" -> component(json, run, -1);
                case "extensions" -> {
                    int[] index = {0};
                    json.array(name, () -> component(json, run, index[0]++));
                }
                default -> json.skip();
            }
        });
    }

    private static void component(Json json, SarifRun run, int extension) throws IOException {
        json.object("a tool component", name -> {
            switch (name) {
                case "semanticVersion", "version" -> {
                    String version = json.text();
                    if (extension < 0) {
                        run.toolVersion(version);
                    }
                }
                case "rules" -> json.array(name, () -> run.rule(extension, SarifRule.of(json.tree(Set.of("help")))));
                default -> json.skip();
            }
        });
    }

    /** What the tool says of its own run: SARIF 2.1.0, section 3.20. */
    private static void invocation(Json json, ReportContent content) throws IOException {
        json.object("an invocation", name -> {
            switch (name) {
                case "executionSuccessful" -> {
                    if (!json.tree(Set.of()).asBoolean(true)) {
                        content.addTrouble("the tool says that its run was not successful");
                    }
                }
                case "toolExecutionNotifications", "toolConfigurationNotifications" -> {
                    if (!json.isNull()) {
                        json.array(name, () -> notification(json.tree(Set.of("exception", "locations")), content));
                    }
                }
                default -> json.skip();
            }
        });
    }

    private static void notification(JsonNode notification, ReportContent content) {
        if ("error".equals(Json.text(notification, "level"))) {
            String text =
                    Json.or(Json.text(notification, "message", "text"), Json.text(notification, "descriptor", "id"));
            content.addTrouble("the tool reports an error: " + (text == null ? "(without a text)" : text));
        }
    }
}
