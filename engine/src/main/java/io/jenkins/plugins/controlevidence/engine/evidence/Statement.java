package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An in-toto Statement v1: a predicate about subjects, each named by digests.
 *
 * @param subjects what it is about, at least one
 * @param predicateType URI of the predicate's type, with its version
 * @param predicate what is said of the subjects
 */
public record Statement(List<Subject> subjects, String predicateType, ObjectNode predicate) {
    /** The statement's own type, {@code _type}. */
    public static final String TYPE = "https://in-toto.io/Statement/v1";

    /**
     * What a statement is about.
     *
     * @param name its name for a person: the repository of a commit
     * @param digest its digests by algorithm, such as {@code gitCommit} or {@code sha256}; at least one
     */
    public record Subject(String name, Map<String, String> digest) {
        /** Copies the digests, sorted by algorithm; refuses none. */
        public Subject {
            Objects.requireNonNull(name, "name");
            digest = Collections.unmodifiableMap(new TreeMap<>(digest));
            if (digest.isEmpty()) {
                throw new IllegalArgumentException("a subject needs a digest");
            }
        }

        /**
         * A git commit.
         *
         * @param repository name of its repository
         * @param id its full id
         * @return the subject
         */
        public static Subject ofCommit(String repository, String id) {
            return new Subject(repository, Map.of("gitCommit", id));
        }
    }

    /** Copies the subjects and the predicate. */
    public Statement {
        subjects = List.copyOf(subjects);
        Objects.requireNonNull(predicateType, "predicateType");
        predicate = predicate.deepCopy();
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a statement needs a subject");
        }
    }

    /**
     * The statement as compact JSON in UTF-8.
     *
     * @return the same bytes for the same statement
     */
    public byte[] toBytes() {
        ObjectNode json = StrictJson.MAPPER.createObjectNode().put("_type", TYPE);
        ArrayNode list = json.putArray("subject");
        for (Subject subject : subjects) {
            ObjectNode node = list.addObject().put("name", subject.name());
            ObjectNode digests = node.putObject("digest");
            subject.digest().forEach(digests::put);
        }
        json.put("predicateType", predicateType).set("predicate", predicate);
        try {
            return StrictJson.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * Reads a statement; fields that in-toto does not name are ignored.
     *
     * @param bytes JSON in UTF-8
     * @return the statement
     * @throws EvidenceException if it is no in-toto Statement v1, or a subject has no digest
     */
    public static Statement parse(byte[] bytes) throws EvidenceException {
        return of(StrictJson.object("The statement", bytes));
    }

    /** Reads a statement from the JSON that it is. */
    static Statement of(ObjectNode json) throws EvidenceException {
        if (!TYPE.equals(json.path("_type").asText())) {
            throw new EvidenceException("The statement is no " + TYPE);
        }
        if (!(json.get("predicate") instanceof ObjectNode predicate)
                || !json.path("predicateType").isTextual()) {
            throw new EvidenceException("The statement lacks its predicate or the predicate's type");
        }
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode node : json.path("subject")) {
            Map<String, String> digest = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : node.path("digest").properties()) {
                digest.put(entry.getKey(), entry.getValue().asText());
            }
            if (digest.isEmpty()) {
                throw new EvidenceException("A subject of the statement has no digest");
            }
            subjects.add(new Subject(node.path("name").asText(), digest));
        }
        if (subjects.isEmpty()) {
            throw new EvidenceException("The statement has no subject");
        }
        return new Statement(subjects, json.get("predicateType").asText(), predicate);
    }
}
