package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one line of Nuclei's JSON lines. Its SARIF is no alternative: none is written when nothing is found, and rules are
 * referred to by wrong indices.
 */
final class NucleiReader implements ReportReader {
    private static final Set<String> UNUSED = Set.of(
            "request",
            "response",
            "curl-command",
            "extracted-results",
            "meta",
            "template-encoded",
            "interaction",
            "remediation");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        JsonNode event = new Json(parser).tree(UNUSED);
        String template = Json.text(event, "template-id");
        if (template == null) {
            throw new BrokenReportException("has a line that is no finding of Nuclei");
        }
        JsonNode info = event.path("info");
        JsonNode classification = info.path("classification");
        RawFinding finding = new RawFinding(template)
                .title(Json.text(info, "name"))
                .message(Json.text(info, "description"))
                .severity(Json.or(Json.text(classification, "cvss-score"), Json.text(info, "severity")))
                .help(Json.text(info.path("reference").path(0)))
                .at(WebAddress.withoutQuery(Json.or(Json.text(event, "matched-at"), Json.text(event, "host"))), 0);
        for (String name : new String[] {"cve-id", "cwe-id"}) {
            classification
                    .path(name)
                    .forEach(id -> finding.identifier(id.asText().toUpperCase(Locale.ROOT)));
        }
        content.add(finding);
    }
}
