package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import java.util.List;
import java.util.Locale;

/** The JSON schemas of the kinds (JSON Schema 2020-12), which are shipped with the software; nothing is fetched. */
final class ActivitySchema {
    private static final String ID = ControlEvidence.NAMESPACE + "schema";

    /** After so many faults a person has enough to do. */
    private static final int MAX_FAULTS = 20;

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(resolvers ->
                    resolvers.mapPrefix(ID, "classpath:io/jenkins/plugins/controlevidence/engine/evidence/schema")));

    private ActivitySchema() {}

    /**
     * What is wrong with a document.
     *
     * @return a line for each fault: the field's JSON pointer and what is expected there; empty if it is valid
     */
    static List<String> faults(ActivityKind kind, ObjectNode document) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(ID + "/" + kind.id() + ".json"));
        return schema
                .validate(document, context -> context.executionConfig(config -> config.locale(Locale.ROOT)))
                .stream()
                .map(ActivitySchema::text)
                .distinct()
                .limit(MAX_FAULTS)
                .toList();
    }

    /** A fault for a person, at the field itself even where the schema speaks of what the field is in. */
    private static String text(Error error) {
        String place = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" -> place + "/" + error.getProperty() + " is missing";
            case "additionalProperties" -> place + "/" + error.getProperty() + " is no field of this document";
            case "pattern" -> place + ": " + expected(error);
            default -> (place.isEmpty() ? "the document" : place) + ": " + error.getMessage();
        };
    }

    /** What a pattern stands for, told by the name of the definition that it is in. */
    private static String expected(Error error) {
        String location = error.getSchemaLocation().toString();
        String definition = location.replaceFirst("/pattern$", "").replaceFirst(".*/", "");
        return switch (definition) {
            case "time" -> "must be a time in UTC, such as 2026-03-02T09:30:00Z";
            case "date" -> "must be a date, such as 2026-03-02";
            case "commit" -> "must be the full id of a commit, 40 or 64 digits of 0-9 and a-f";
            case "sha256" -> "must be 64 digits of 0-9 and a-f: a SHA-256 digest, or the id of a record";
            case "name", "text", "uri", "repository", "branch" -> "must not be blank";
            default -> error.getMessage();
        };
    }
}
