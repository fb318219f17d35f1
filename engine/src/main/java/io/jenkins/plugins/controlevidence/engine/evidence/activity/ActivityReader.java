package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import java.util.List;
import java.util.stream.Collectors;

/** Reads activities: strictly from a document that somebody wrote, leniently from a record that a later version may have made. */
public final class ActivityReader {
    /** A document longer than this, in bytes, does not fit into a record. */
    public static final int MAX_BYTES = 36_000;

    private ActivityReader() {}

    /**
     * Reads a document that a person or a system wrote. It has to fit the kind's JSON schema to the letter.
     *
     * @param kind id of its kind
     * @param json the document, JSON in UTF-8
     * @param source where it is from, such as the file's name, for the messages
     * @return the activity
     * @throws EvidenceException if there is no such kind, or the document does not fit; the message names the source, each
     *     field by its JSON pointer (RFC 6901) and what is expected there
     */
    public static Activity read(String kind, byte[] json, String source) throws EvidenceException {
        ActivityKind known = known(kind);
        if (json.length > MAX_BYTES) {
            throw new EvidenceException(source + " has " + json.length + " bytes; a record has room for " + MAX_BYTES
                    + ". Keep the long list in a file and attach that.");
        }
        ObjectNode document = StrictJson.object(source, json);
        List<String> faults = ActivitySchema.faults(known, document);
        if (!faults.isEmpty()) {
            throw new EvidenceException(faults.stream()
                    .collect(Collectors.joining(
                            "\n  ",
                            source + " is no valid " + kind + ":\n  ",
                            "\n'control-evidence record " + kind + " --example' prints one that is.")));
        }
        return ActivityJson.read(known.type(), document, source);
    }

    /**
     * Reads the activity that a record tells of. Fields that this version does not know are left out.
     *
     * @param record a record of one of the kinds of {@link ActivityKinds}
     * @return the activity
     * @throws EvidenceException if it is of another kind, or broken; the message names the record
     */
    public static Activity of(EvidenceRecord record) throws EvidenceException {
        String source = "Record " + record.id();
        if (!(record.statement().get("predicate") instanceof ObjectNode predicate)) {
            throw new EvidenceException(source + " has no predicate.");
        }
        return of(record.kind(), predicate, source);
    }

    /**
     * Reads the activity that a record's predicate tells of. Fields that this version does not know are left out.
     *
     * @param kind the record's kind, one of {@link ActivityKinds}
     * @param predicate the predicate of its statement
     * @param source which record it is, for the message
     * @return the activity
     * @throws EvidenceException if it is of another kind, or broken; the message names the source
     */
    public static Activity of(String kind, ObjectNode predicate, String source) throws EvidenceException {
        return ActivityJson.read(known(kind).type(), predicate, source);
    }

    private static ActivityKind known(String kind) throws EvidenceException {
        return ActivityKinds.of(kind)
                .orElseThrow(() -> new EvidenceException("There is no kind of record '" + kind + "'; take one of "
                        + ActivityKinds.all().stream().map(ActivityKind::id).collect(Collectors.joining(", ")) + "."));
    }
}
