package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** Reads ZAP's traditional JSON report. An alert that a person marked as a false positive is counted as suppressed. */
final class ZapReader implements ReportReader {
    /** What was sent and received may hold sessions and passwords. */
    private static final Set<String> UNUSED = Set.of(
            "attack",
            "evidence",
            "otherinfo",
            "request-header",
            "request-body",
            "response-header",
            "response-body",
            "requestHeader",
            "responseHeader");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[2];
        json.object("the report", name -> {
            switch (name) {
                case "@version" -> content.toolVersion(json.text());
                case "site" -> {
                    seen[0] = true;
                    json.array(name, () -> {
                        seen[1] = true;
                        site(json, content);
                    });
                }
                default -> json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("is no JSON report of ZAP: it has no site");
        }
        if (!seen[1]) {
            content.addGap("the tool reached no site");
        }
    }

    private static void site(Json json, ReportContent content) throws IOException {
        json.object("a site", name -> {
            if ("alerts".equals(name)) {
                json.array(name, () -> alert(json.tree(UNUSED), content));
            } else {
                json.skip();
            }
        });
    }

    private static void alert(JsonNode alert, ReportContent content) throws IOException {
        if ("0".equals(Json.text(alert, "confidence"))) {
            content.addSuppressed("false positive");
            return;
        }
        String cwe = Json.text(alert, "cweid");
        RawFinding finding = new RawFinding(Json.or(Json.text(alert, "alertRef"), Json.text(alert, "pluginid")))
                .title(Json.or(Json.text(alert, "name"), Json.text(alert, "alert")))
                .severity(Json.text(alert, "riskcode"))
                .message(plain(Json.or(Json.text(alert, "desc"), "")))
                .identifier(cwe == null || !cwe.matches("[1-9]\\d*") ? null : "CWE-" + cwe);
        for (JsonNode instance : alert.path("instances")) {
            finding.at(WebAddress.withoutQuery(Json.text(instance, "uri")), 0);
        }
        content.add(finding);
    }

    private static String plain(String html) {
        return html.replaceAll("</p>\\s*", " ").replaceAll("<[^>]*>", "");
    }
}
