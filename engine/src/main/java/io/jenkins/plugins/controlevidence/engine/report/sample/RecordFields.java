package io.jenkins.plugins.controlevidence.engine.report.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a record says, as a list of names and values for a person. */
final class RecordFields {
    /** Longer texts are cut: the record itself has them. */
    private static final int MAX_TEXT = 300;

    private static final int MAX_LIST = 10;

    private final List<Field> fields = new ArrayList<>();

    private RecordFields() {}

    static List<Field> of(EvidenceRecord record) {
        RecordFields fields = new RecordFields();
        JsonNode predicate = record.statement().path("predicate");
        switch (record.kind()) {
            case "scan" -> fields.scan(record);
            case "gate" -> fields.gate(predicate);
            case "run" -> fields.add("continues", record.base() == null ? "nothing recorded before" : record.base());
            default ->
                predicate.properties().stream()
                        .filter(field -> !field.getKey().equals("controlEvidence"))
                        .forEach(field -> fields.flat(field.getKey(), field.getValue()));
        }
        fields.add("made by", invocation(record));
        return fields.fields;
    }

    private static String invocation(EvidenceRecord record) {
        String job = record.invocation().job();
        return (job == null
                        ? record.invocation().builder()
                        : job + " #" + record.invocation().build()) + " on "
                + record.invocation().agent() + ", " + record.invocation().cause();
    }

    private void scan(EvidenceRecord scan) {
        if (scan.tool() != null) {
            add(
                    "tool",
                    scan.tool().id()
                            + (scan.tool().version() == null
                                    ? ""
                                    : " " + scan.tool().version()));
            if (scan.tool().rulesDigest() != null) {
                add("rules", "sha256:" + scan.tool().rulesDigest());
            }
        }
        add("scanned commit", scan.commit() == null ? "" : scan.commit());
        StringBuilder counts = new StringBuilder();
        for (Severity severity : Severity.values()) {
            long count = scan.counts().getOrDefault(severity, 0L);
            if (count > 0) {
                counts.append(counts.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(severity.id());
            }
        }
        add("findings", counts.isEmpty() ? "none" : counts.toString());
        add(
                "against the baseline",
                scan.newFindings() + " new, " + scan.knownFindings() + " known, " + scan.fixedFindings() + " fixed");
    }

    private void gate(JsonNode predicate) {
        JsonNode policy = predicate.path("policy");
        add("policy", policy.path("uri").asText());
        add("policy digest", "sha256:" + policy.path("digest").path("sha256").asText());
        JsonNode extension = predicate.path("controlEvidence");
        if (extension.path("reasons").isEmpty()) {
            add("reasons", "none against it");
        }
        for (JsonNode reason : extension.path("reasons")) {
            add("reason", reason.path("text").asText());
        }
        for (JsonNode waived : extension.path("waived")) {
            add(
                    "waived",
                    waived.path("fingerprint").asText() + " until "
                            + waived.path("until").asText() + " by "
                            + waived.path("owner").asText() + ", "
                            + waived.path("ticket").asText());
        }
        for (JsonNode disposed : extension.path("dispositions")) {
            String until = disposed.path("until").asText();
            add(
                    "let pass",
                    disposed.path("fingerprint").asText() + ", "
                            + disposed.path("decision").asText() + (until.isEmpty() ? "" : " until " + until) + " by "
                            + disposed.path("by").asText() + ", record "
                            + disposed.path("record").asText());
        }
    }

    private void flat(String name, JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                flat(name + " " + field.getKey(), field.getValue());
            }
        } else if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : value) {
                if (texts.size() == MAX_LIST) {
                    texts.add("and " + (value.size() - MAX_LIST) + " more");
                    break;
                }
                texts.add(element.isValueNode() ? element.asText() : words(element));
            }
            add(name, String.join("; ", texts));
        } else if (!value.isNull()) {
            add(name, value.asText());
        }
    }

    private static String words(JsonNode object) {
        List<String> words = new ArrayList<>();
        object.properties()
                .forEach(field -> words.add(
                        field.getValue().isValueNode() ? field.getValue().asText() : words(field.getValue())));
        return String.join(" ", words);
    }

    private void add(String name, String value) {
        if (!value.isBlank()) {
            fields.add(new Field(name, value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) + " …" : value));
        }
    }
}
