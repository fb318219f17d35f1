package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a record of any kind, also one that a later version made: unknown fields and kinds are taken as they are, but an
 * outcome, family or severity that is not known is refused, because to guess could turn proof of failure into proof.
 */
public final class RecordReader {
    private final String id;
    private final ObjectNode extension;

    private RecordReader(String id, ObjectNode extension) {
        this.id = id;
        this.extension = extension;
    }

    /**
     * Reads a record. Whether it is signed is not looked at: the ledger's verifier does.
     *
     * @param id the record's id, lower-case hexadecimal
     * @param envelope the bytes of its envelope
     * @return the record
     * @throws EvidenceException if it is no record; the message names the id
     */
    public static EvidenceRecord read(String id, byte[] envelope) throws EvidenceException {
        Envelope parsed;
        try {
            parsed = Envelope.parse(envelope);
        } catch (EvidenceException e) {
            throw unreadable(id, e);
        }
        return read(id, parsed);
    }

    /**
     * Reads a record from an envelope that has been parsed.
     *
     * @param id the record's id, lower-case hexadecimal
     * @param envelope its envelope
     * @return the record
     * @throws EvidenceException if it is no record; the message names the id
     */
    public static EvidenceRecord read(String id, Envelope envelope) throws EvidenceException {
        try {
            ObjectNode json = StrictJson.object("The statement", envelope.payload());
            Statement statement = Statement.of(json);
            if (!(statement.predicate().get(ControlEvidence.FIELD) instanceof ObjectNode extension)) {
                throw new EvidenceException("the predicate lacks " + ControlEvidence.FIELD);
            }
            return new RecordReader(id, extension).record(statement.predicateType(), json);
        } catch (EvidenceException e) {
            throw unreadable(id, e);
        }
    }

    private static EvidenceException unreadable(String id, EvidenceException e) {
        return new EvidenceException("Record " + id + " cannot be read: " + e.getMessage(), e);
    }

    private EvidenceRecord record(String predicateType, JsonNode statement) throws EvidenceException {
        JsonNode findings = extension.path("findings");
        ToolIdentity tool = tool();
        String scanId = optional(extension, "scanId");
        return new EvidenceRecord(
                id,
                required(extension, "kind"),
                predicateType,
                optional(extension, "repository"),
                optional(extension, "branch"),
                optional(extension, "commit"),
                optional(extension, "base"),
                time("started", required(extension, "started")),
                time("finished", required(extension, "finished")),
                known(Outcome.class, required(extension, "outcome")),
                optional(extension, "reason"),
                family(),
                tool,
                scanId != null || tool == null ? scanId : tool.id(),
                optional(extension, "baseline"),
                counts(),
                count(findings, "new"),
                count(findings, "known"),
                count(findings, "fixed"),
                extension.has("history") ? known(HistoryCoverage.class, required(extension, "history")) : null,
                artefacts(),
                invocation(),
                statement);
    }

    @CheckForNull
    private Family family() throws EvidenceException {
        String family = optional(extension, "family");
        return family == null ? null : Family.byId(family).orElseThrow(() -> unknown("family", family));
    }

    @CheckForNull
    private ToolIdentity tool() throws EvidenceException {
        JsonNode tool = extension.get("tool");
        if (tool == null) {
            return null;
        }
        JsonNode database = tool.get("database");
        String updated = database == null ? null : optional(database, "updated");
        return new ToolIdentity(
                required(tool, "id"),
                optional(tool, "version"),
                optional(tool, "rulesDigest"),
                database == null
                        ? null
                        : new VulnerabilityDatabase(
                                optional(database, "uri"),
                                optional(database, "version"),
                                updated == null ? null : time("updated", updated)),
                standard());
    }

    @CheckForNull
    private Standard standard() throws EvidenceException {
        JsonNode standard = extension.get("standard");
        return standard == null
                ? null
                : new Standard(required(standard, "name"), optional(standard, "version"), optional(standard, "sha256"));
    }

    private Map<Severity, Long> counts() throws EvidenceException {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        JsonNode node = extension.path("counts");
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Severity severity = Arrays.stream(Severity.values())
                    .filter(s -> s.id().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> unknown("severity", entry.getKey()));
            counts.put(severity, count(node, entry.getKey()));
        }
        return counts;
    }

    private List<ArtefactReference> artefacts() throws EvidenceException {
        List<ArtefactReference> artefacts = new ArrayList<>();
        for (JsonNode node : extension.path("artefacts")) {
            String sha256 = required(node, "sha256");
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new EvidenceException("an artefact is named by no SHA-256 digest");
            }
            artefacts.add(new ArtefactReference(
                    required(node, "name"), required(node, "mediaType"), sha256, count(node, "size")));
        }
        return artefacts;
    }

    private Invocation invocation() throws EvidenceException {
        JsonNode node = extension.path("invocation");
        return new Invocation(
                required(node, "builder"),
                optional(node, "job"),
                optional(node, "build"),
                required(node, "agent"),
                required(node, "cause"));
    }

    private static String required(JsonNode node, String field) throws EvidenceException {
        String text = optional(node, field);
        if (text == null) {
            throw new EvidenceException(field + " is missing");
        }
        return text;
    }

    @CheckForNull
    private static String optional(JsonNode node, String field) throws EvidenceException {
        JsonNode value = node.get(field);
        if (value != null && !value.isTextual()) {
            throw new EvidenceException(field + " is no text");
        }
        return value == null ? null : value.textValue();
    }

    /** A number of something, 0 where it is absent. */
    private static long count(JsonNode node, String field) throws EvidenceException {
        JsonNode value = node.get(field);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0)) {
            throw new EvidenceException(field + " is no number of things");
        }
        return value == null ? 0 : value.longValue();
    }

    private static Instant time(String field, String text) throws EvidenceException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new EvidenceException(field + " is no time in UTC by RFC 3339", e);
        }
    }

    private static <E extends Enum<E>> E known(Class<E> type, String name) throws EvidenceException {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(type.getSimpleName(), name));
    }

    private static EvidenceException unknown(String what, String name) {
        return new EvidenceException(what + " " + name + " is not known to this version; use a newer one");
    }
}
