package io.jenkins.plugins.controlevidence.engine.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes scans as SARIF 2.1.0, one run a scan, so that editors and code hosts can show them. Free of secrets as its input is. */
public final class SarifWriter {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifWriter() {}

    /**
     * Writes a log of scans.
     *
     * @param change what was scanned
     * @param scans what came of it
     * @param out receives UTF-8; stays open
     * @throws IOException if {@code out} cannot be written
     */
    public static void write(Change change, List<Scan> scans, OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            for (Scan scan : scans) {
                writeRun(json, change, scan);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeRun(JsonGenerator json, Change change, Scan scan) throws IOException {
        json.writeStartObject();
        Map<String, Finding> rules = new LinkedHashMap<>();
        scan.findings().forEach(finding -> rules.putIfAbsent(finding.rule(), finding));
        writeTool(json, scan.tool(), rules);
        json.writeArrayFieldStart("invocations");
        writeInvocation(json, scan);
        json.writeEndArray();
        json.writeArrayFieldStart("versionControlProvenance");
        json.writeStartObject();
        json.writeStringField("repositoryUri", change.repository().uri());
        json.writeStringField("revisionId", scan.commit());
        if (change.branch() != null) {
            json.writeStringField("branch", change.branch());
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("results");
        for (Finding finding : scan.findings()) {
            writeResult(json, finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTool(JsonGenerator json, ToolIdentity tool, Map<String, Finding> rules)
            throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", tool.id());
        if (tool.version() != null) {
            json.writeStringField("version", tool.version());
        }
        json.writeArrayFieldStart("rules");
        for (Map.Entry<String, Finding> rule : rules.entrySet()) {
            json.writeStartObject();
            json.writeStringField("id", rule.getKey());
            writeText(json, "shortDescription", rule.getValue().title());
            if (rule.getValue().help() != null) {
                json.writeStringField("helpUri", rule.getValue().help());
            }
            json.writeObjectFieldStart("properties");
            json.writeStringField("security-severity", score(rule.getValue().severity()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeInvocation(JsonGenerator json, Scan scan) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", scan.conclusive());
        json.writeStringField("startTimeUtc", scan.started().toString());
        json.writeStringField("endTimeUtc", scan.finished().toString());
        if (scan.reason() != null) {
            json.writeArrayFieldStart("toolExecutionNotifications");
            json.writeStartObject();
            json.writeStringField("level", "error");
            writeText(json, "message", scan.reason());
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeResult(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule());
        json.writeStringField("level", level(finding.severity()));
        writeText(json, "message", finding.message().isEmpty() ? finding.title() : finding.message());
        json.writeArrayFieldStart("locations");
        for (Location location : finding.locations()) {
            writeLocation(json, location);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("controlEvidence/v1", finding.fingerprint());
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeStringField("severity", finding.severity().id());
        if (finding.mask() != null) {
            json.writeStringField("mask", finding.mask());
        }
        if (finding.introduced() != null) {
            json.writeStringField("introducedBy", finding.introduced().commit());
        }
        if (finding.atHead() != null) {
            json.writeBooleanField("atHead", finding.atHead());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeLocation(JsonGenerator json, Location location) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", relativeUri(location.path()));
        json.writeEndObject();
        if (location.line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", location.line());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static String relativeUri(String path) {
        try {
            // "./" keeps a colon in the first segment from being read as a scheme (RFC 3986, 4.2).
            String uri = new URI(null, null, path.contains(":") ? "./" + path : path, null).toASCIIString();
            return uri.isEmpty() ? "." : uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** A score in the middle of the band, for readers that sort by it. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case INFO -> "0.0";
        };
    }
}
