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

    private static String text(Error error) {
        return error.getInstanceLocation() + ": " + error.getMessage();
    }
}
