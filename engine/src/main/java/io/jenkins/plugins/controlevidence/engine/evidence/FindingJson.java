package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A finding and a component as JSON objects, as findings documents and the command line have them; what is null is absent. */
public final class FindingJson {
    private FindingJson() {}

    /**
     * A finding as a JSON object.
     *
     * @param finding the finding, free of secrets as every finding is
     * @return its fields under their names; severity and family by id, times RFC 3339
     */
    public static ObjectNode of(Finding finding) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("family", finding.family().id());
        json.put("tool", finding.tool());
        json.put("rule", finding.rule());
        json.put("title", finding.title());
        json.put("severity", finding.severity().id());
        ControlEvidence.putIfPresent(json, "toolSeverity", finding.toolSeverity());
        json.put("message", finding.message());
        ArrayNode locations = json.putArray("locations");
        for (Location location : finding.locations()) {
            locations.addObject().put("path", location.path()).put("line", location.line());
        }
        json.put("occurrences", finding.occurrences());
        json.put("fingerprint", finding.fingerprint());
        ArrayNode identifiers = json.putArray("identifiers");
        finding.identifiers().forEach(identifiers::add);
        ControlEvidence.putIfPresent(json, "help", finding.help());
        ControlEvidence.putIfPresent(json, "component", finding.component());
        ControlEvidence.putIfPresent(json, "mask", finding.mask());
        Introduced introduced = finding.introduced();
        if (introduced != null) {
            json.putObject("introduced")
                    .put("commit", introduced.commit())
                    .put("authorName", introduced.author().name())
                    .put("authorEmail", introduced.author().email())
                    .put("time", introduced.time().toString());
        }
        if (finding.atHead() != null) {
            json.put("atHead", finding.atHead());
        }
        return json;
    }

    /** Throws a runtime exception if a field is missing or is not what it should be; who reads says which file. */
    static Finding finding(JsonNode json) {
        List<Location> locations = new ArrayList<>();
        for (JsonNode location : json.required("locations")) {
            locations.add(new Location(
                    location.required("path").textValue(),
                    location.required("line").intValue()));
        }
        List<String> identifiers = new ArrayList<>();
        json.required("identifiers").forEach(identifier -> identifiers.add(identifier.textValue()));
        return new Finding(
                Family.valueOf(json.required("family").textValue().toUpperCase(Locale.ROOT)),
                json.required("tool").textValue(),
                json.required("rule").textValue(),
                json.required("title").textValue(),
                Severity.valueOf(json.required("severity").textValue().toUpperCase(Locale.ROOT)),
                text(json, "toolSeverity"),
                json.required("message").textValue(),
                locations,
                json.required("occurrences").intValue(),
                json.required("fingerprint").textValue(),
                identifiers,
                text(json, "help"),
                text(json, "component"),
                text(json, "mask"),
                introduced(json.get("introduced")),
                json.has("atHead") ? (Boolean) json.get("atHead").booleanValue() : null);
    }

    @CheckForNull
    private static Introduced introduced(@CheckForNull JsonNode json) {
        return json == null
                ? null
                : new Introduced(
                        json.required("commit").textValue(),
                        new Person(
                                json.required("authorName").textValue(),
                                json.required("authorEmail").textValue()),
                        Instant.parse(json.required("time").textValue()));
    }

    static ObjectNode of(Component component) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        ControlEvidence.putIfPresent(json, "purl", component.purl());
        return json.put("name", component.name()).put("version", component.version());
    }

    static Component component(JsonNode json) {
        return new Component(
                text(json, "purl"),
                json.required("name").textValue(),
                json.required("version").textValue());
    }

    @CheckForNull
    private static String text(JsonNode json, String field) {
        return json.has(field) ? json.get(field).textValue() : null;
    }
}
