package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** Reads Bandit's JSON: it tells which files could not be read and how many lines {@code nosec} hid; its SARIF is an add-on. */
final class BanditReader implements ReportReader {
    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        json.object("the report", name -> {
            switch (name) {
                case "errors" ->
                    json.array(name, () -> {
                        JsonNode error = json.tree(Set.of());
                        content.addTrouble("the tool could not read " + Json.text(error, "filename") + ": "
                                + Json.text(error, "reason"));
                    });
                case "metrics" ->
                    json.object(name, file -> {
                        if ("_totals".equals(file)) {
                            content.addSuppressed("in source", Json.line(Json.text(json.tree(Set.of()), "nosec")));
                        } else {
                            json.skip();
                        }
                    });
                case "results" -> {
                    seen[0] = true;
                    json.array(name, () -> content.add(finding(json.tree(Set.of("line_range")))));
                }
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("is no report of Bandit: it has no results");
        }
    }

    private static RawFinding finding(JsonNode issue) {
        String cwe = Json.text(issue, "issue_cwe", "id");
        return new RawFinding(Json.text(issue, "test_id"))
                .title(Json.text(issue, "test_name"))
                .severity(Json.text(issue, "issue_severity"))
                .message(Json.text(issue, "issue_text"))
                .snippet(Json.text(issue, "code"))
                .identifier(cwe == null || "0".equals(cwe) ? null : "CWE-" + cwe)
                .help(Json.text(issue, "more_info"))
                .at(Json.text(issue, "filename"), Json.line(Json.text(issue, "line_number")));
    }
}
