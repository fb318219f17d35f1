package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Reads Gitleaks' JSON: it names the credential and the commit, which its SARIF does not do as well. */
final class GitleaksReader implements ReportReader {
    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        json.array("the report", () -> {
            JsonNode leak = json.tree(Set.of("Tags"));
            String secret = Json.text(leak, "Secret");
            content.addSecret(Json.text(leak, "Match"));
            content.add(new RawFinding(Json.text(leak, "RuleID"))
                    .title(Json.text(leak, "Description"))
                    .severity("leak")
                    .at(Json.text(leak, "File"), Json.line(Json.text(leak, "StartLine")))
                    .secret(secret)
                    .introduced(introduced(leak)));
        });
    }

    @CheckForNull
    private static Introduced introduced(JsonNode leak) {
        String commit = Json.text(leak, "Commit");
        String date = Json.text(leak, "Date");
        if (commit == null || date == null) {
            return null;
        }
        try {
            return new Introduced(
                    commit,
                    new Person(leak.path("Author").asText(), leak.path("Email").asText()),
                    Instant.parse(date));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
