package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the makers make fits the schemas that are shipped, and the schemas refuse what is not so. */
class StatementSchemaTest {
    private static final String ID = "https://plugins.jenkins.io/control-evidence/schema";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(resolvers ->
                    resolvers.mapPrefix(ID, "classpath:io/jenkins/plugins/controlevidence/engine/evidence/schema")));

    /** Fields that a record may lack, so that leaving them out must not fail. */
    private static final Set<String> OPTIONAL = Set.of(
            "branch",
            "base",
            "standard",
            "/predicate/controlEvidence/standard/sha256",
            "/predicate/controlEvidence/dispositions", // an earlier version did not write it
            "job",
            "build",
            "invocationId",
            "version",
            "rulesDigest",
            "database",
            "uri",
            "updated",
            "suppressed",
            "allow-list",
            "lastUpdate",
            "component",
            "family",
            "name",
            "mediaType",
            "digest",
            "artefacts",
            "annotations",
            "reason");

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("run", ExampleStatements.run(Continuity.CONTINUED, false)),
                Arguments.of("run", ExampleStatements.run(Continuity.FIRST, false)),
                Arguments.of("run", ExampleStatements.run(Continuity.CONTINUED, true)),
                Arguments.of("scan-test-result", ExampleStatements.scan(Family.SECRETS, 0, 0)),
                Arguments.of("scan-test-result", ExampleStatements.scan(Family.SAST, 3, 0)),
                Arguments.of("scan-test-result", ExampleStatements.scan(Family.DAST, 3, 3)),
                Arguments.of("scan-test-result", ExampleStatements.scan(Family.CONFIGURATION, 5, 2)),
                Arguments.of("scan-test-result", ExampleStatements.inconclusive(Family.SECRETS, Outcome.NOT_PROVEN)),
                Arguments.of("scan-test-result", ExampleStatements.inconclusive(Family.SCA, Outcome.ERROR)),
                Arguments.of("scan-test-result", ExampleStatements.inconclusive(Family.INVENTORY, Outcome.SKIPPED)),
                Arguments.of("scan-vulnerabilities", ExampleStatements.scan(Family.SCA, 0, 0)),
                Arguments.of("scan-vulnerabilities", ExampleStatements.scan(Family.SCA, 4, 1)),
                Arguments.of("scan-inventory", ExampleStatements.scan(Family.INVENTORY, 0, 0)),
                Arguments.of("gate", ExampleStatements.gate(Outcome.PASSED, 1)),
                Arguments.of("gate", ExampleStatements.gate(Outcome.FAILED, 3)),
                Arguments.of("gate", ExampleStatements.gate(Outcome.NOT_PROVEN, 1)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statementFitsItsSchema(String schema, Statement statement) {
        String json = new String(statement.toBytes(), StandardCharsets.UTF_8);

        assertEquals(List.of(), schema(schema).validate(json, InputFormat.JSON), json);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void fieldOfAnotherTypeIsRefused(String schema, Statement statement) throws Exception {
        for (Place place : places(statement)) {
            place.parent()
                    .set(
                            place.field(),
                            StrictJson.MAPPER
                                    .createObjectNode()
                                    .putObject("odd")
                                    .put("odd", 1.5));

            assertFalse(valid(schema, place), () -> place + " of another type passes");
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void fieldThatIsMissingIsRefused(String schema, Statement statement) throws Exception {
        for (Place place : places(statement)) {
            if (!OPTIONAL.contains(place.field()) && !OPTIONAL.contains(place.path())) {
                place.parent().remove(place.field());

                assertFalse(valid(schema, place), () -> "without " + place + " it passes");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void wordsThatContradictEachOtherAreRefused(String schema, Statement statement) throws Exception {
        ObjectNode json = (ObjectNode) StrictJson.MAPPER.readTree(statement.toBytes());
        ObjectNode predicate = (ObjectNode) json.get("predicate");
        ObjectNode extension = (ObjectNode) predicate.get("controlEvidence");
        extension.put("outcome", "ERROR").remove("reason");
        assertFalse(schema(schema).validate(json.toString(), InputFormat.JSON).isEmpty(), "an error without a reason");

        extension.put("outcome", "PERHAPS").put("reason", "so");
        assertFalse(schema(schema).validate(json.toString(), InputFormat.JSON).isEmpty(), "a sixth outcome");
    }

    /** A field of a statement that may be spoilt. */
    private record Place(ObjectNode root, ObjectNode parent, String field, String path) {
        @Override
        public String toString() {
            return path;
        }
    }

    /** Each field of a statement, each in a copy of its own. */
    private static List<Place> places(Statement statement) throws Exception {
        List<String> paths = new ArrayList<>();
        collect(StrictJson.MAPPER.readTree(statement.toBytes()), "", paths);
        assertTrue(paths.size() > 20);
        List<Place> places = new ArrayList<>();
        for (String path : paths) {
            ObjectNode root = (ObjectNode) StrictJson.MAPPER.readTree(statement.toBytes());
            int slash = path.lastIndexOf('/');
            JsonNode parent = root.at(path.substring(0, slash));
            places.add(new Place(root, (ObjectNode) parent, path.substring(slash + 1), path));
        }
        return places;
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                paths.add(path + "/" + entry.getKey());
                collect(entry.getValue(), path + "/" + entry.getKey(), paths);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), path + "/" + i, paths);
            }
        }
    }

    private static boolean valid(String schema, Place place) {
        return schema(schema)
                .validate(place.root().toString(), InputFormat.JSON)
                .isEmpty();
    }

    private static Schema schema(String name) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(ID + "/" + name + ".json"));
        assertNotNull(schema);
        return schema;
    }
}
