package io.jenkins.plugins.controlevidence.engine.report.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.time.Instant;

/** JSON as OSCAL wants it: no empty arrays, no empty texts, ids that come from names. */
final class OscalJson {
    private final JsonGenerator json;
    private final StableUuid uuids;

    /**
     * Makes a writer.
     *
     * @param json where to
     * @param uuids makes ids of names
     */
    OscalJson(JsonGenerator json, StableUuid uuids) {
        this.json = json;
        this.uuids = uuids;
    }

    /** Writes the fields of an object or the elements of an array. */
    @FunctionalInterface
    interface Content {
        void write() throws IOException;
    }

    /** A field that is an object. */
    void object(String field, Content content) throws IOException {
        json.writeObjectFieldStart(field);
        content.write();
        json.writeEndObject();
    }

    /** An element of an array that is an object. */
    void element(Content content) throws IOException {
        json.writeStartObject();
        content.write();
        json.writeEndObject();
    }

    /** OSCAL has no empty arrays: what is empty is not written. */
    void array(String field, boolean empty, Content content) throws IOException {
        if (!empty) {
            json.writeArrayFieldStart(field);
            content.write();
            json.writeEndArray();
        }
    }

    /** A text that a person reads, on one line. */
    void text(String field, String text) throws IOException {
        String line = Printable.of(text).strip();
        json.writeStringField(field, line.isEmpty() ? "–" : line);
    }

    /** An id made of a name. */
    void uuid(String field, String... name) throws IOException {
        json.writeStringField(field, uuids.of(String.join("\n", name)).toString());
    }

    /** A time, RFC 3339 in UTC. */
    void time(String field, Instant time) throws IOException {
        json.writeStringField(field, time.toString());
    }

    /** A value that needs no care. */
    void value(String field, String value) throws IOException {
        json.writeStringField(field, value);
    }

    /** An element of an array that is a text. */
    void element(String value) throws IOException {
        json.writeString(value);
    }

    /** Where the thing of that name is, within the document. */
    String anchor(String name) {
        return "#" + uuids.of(name);
    }

    /** The whole document. */
    void document(Content content) throws IOException {
        json.writeStartObject();
        content.write();
        json.writeEndObject();
    }

    /** Where a record is, outside the document. */
    static String record(String id) {
        return "urn:control-evidence:record:" + id;
    }

    /** An id as OSCAL allows it: letters, digits, dots, hyphens and underscores, no digit first. */
    static String token(String id) {
        String allowed = id.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return allowed.matches("[\\p{L}_].*") ? allowed : "_" + allowed;
    }
}
