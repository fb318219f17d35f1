package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and reads the record that a store's signing key was replaced. It is signed with the old key and names the new one: what
 * comes after it has to be signed with that.
 */
public final class KeyRotationStatement {
    /** The predicate's type. */
    public static final String PREDICATE_TYPE = ControlEvidence.NAMESPACE + "key-rotation/v1";

    private KeyRotationStatement() {}

    /**
     * The record of a rotation.
     *
     * @param old the key that signs the record
     * @param next the key that signs what comes after it
     * @param person who did it, as the build server or the operating system knows them
     * @param why the reason that they gave, free of secrets
     * @param when it was done, UTC
     * @param invocation which machine run did it
     * @return the statement; its outcome is {@code PASSED}
     * @throws IllegalArgumentException if nobody did it, or without a reason
     */
    public static Statement of(
            VerifyingKey old, VerifyingKey next, String person, String why, Instant when, Invocation invocation) {
        if (person.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a new key needs a person and a reason");
        }
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        predicate.putObject("previous").put("keyid", old.keyId());
        predicate.putObject("next").put("keyid", next.keyId()).put("pem", next.toPem());
        predicate.put("rotatedBy", ControlEvidence.cut(person, 200));
        predicate.put("why", ControlEvidence.cut(why, 500));
        predicate.put("at", when.toString());
        predicate.set(
                ControlEvidence.FIELD,
                ControlEvidence.of(
                        "key-rotation",
                        new ControlEvidence.Scope(null, null, null, null),
                        when,
                        when,
                        Outcome.PASSED,
                        "The signing key was replaced by " + person + ": " + why,
                        List.of(),
                        invocation));
        return new Statement(
                List.of(new Subject("signing key", Map.of("sha256", next.keyId()))), PREDICATE_TYPE, predicate);
    }

    /**
     * The key that signs what comes after a record.
     *
     * @param record any record
     * @return empty if it is no rotation
     * @throws EvidenceException if it is one and names no key
     */
    public static Optional<VerifyingKey> next(EvidenceRecord record) throws EvidenceException {
        if (!record.predicateType().equals(PREDICATE_TYPE)) {
            return Optional.empty();
        }
        JsonNode next = record.statement().path("predicate").path("next");
        VerifyingKey key = VerifyingKey.parse(next.path("pem").asText());
        if (!key.keyId().equals(next.path("keyid").asText())) {
            throw new EvidenceException("The record of a new key names one and holds another.");
        }
        return Optional.of(key);
    }
}
