package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of TruffleHog's JSON lines (version 3): one credential each. */
final class TrufflehogReader implements ReportReader {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT);
    private static final Pattern PERSON = Pattern.compile("(.*?)\\s*<([^<>]*)>");

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        JsonNode leak = new Json(parser).tree(Set.of());
        String detector = Json.text(leak, "DetectorName");
        if (detector == null) {
            throw new BrokenReportException("has a line that is no finding of TruffleHog");
        }
        boolean verified = leak.path("Verified").asBoolean();
        content.addSecret(Json.text(leak, "RawV2"));
        content.addSecret(Json.text(leak, "Redacted"));
        for (JsonNode part : leak.path("SecretParts")) {
            content.addSecret(part.isTextual() ? part.asText() : null);
        }
        JsonNode sources = leak.path("SourceMetadata").path("Data");
        JsonNode source = sources.path(
                sources.fieldNames().hasNext() ? sources.fieldNames().next() : "");
        content.add(new RawFinding(detector)
                .title(detector + (verified ? " credential, verified to be live" : " credential"))
                .message(Json.text(leak, "DetectorDescription"))
                .severity(verified ? "verified" : "unverified")
                .at(Json.text(source, "file"), Json.line(Json.text(source, "line")))
                .secret(Json.text(leak, "Raw"))
                .introduced(introduced(source)));
    }

    @CheckForNull
    private static Introduced introduced(JsonNode source) {
        String commit = Json.text(source, "commit");
        String time = Json.text(source, "timestamp");
        if (commit == null || time == null) {
            return null;
        }
        Matcher person = PERSON.matcher(source.path("email").asText());
        Person author = person.matches()
                ? new Person(person.group(1), person.group(2))
                : new Person("", source.path("email").asText());
        try {
            return new Introduced(
                    commit, author, OffsetDateTime.parse(time, TIME).toInstant());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
