package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind: a kind that is added to the registry is tested here without a line more. */
class ActivityKindsTest {
    private static final String SCHEMAS = "https://plugins.jenkins.io/control-evidence/schema";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(resolvers -> resolvers.mapPrefix(
                    SCHEMAS, "classpath:io/jenkins/plugins/controlevidence/engine/evidence/schema")));

    @TempDir
    Path directory;

    static List<ActivityKind> kinds() {
        return ActivityKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void exampleFitsItsSchemaAndReadsBackTheSame(ActivityKind kind) throws Exception {
        Activity activity = example(kind);

        assertEquals(kind.type(), activity.getClass());
        assertEquals(kind.id(), activity.kind());
        assertEquals(
                StrictJson.object("the example", kind.example()).toPrettyString(),
                activity.toJson().toPrettyString());
        assertFalse(kind.meaning().isBlank());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recordOfItReadsBackTheSame(ActivityKind kind) throws Exception {
        Activity activity = example(kind);
        SigningKey key = SigningKey.loadOrCreate(directory.resolve("keys/key.pem"));
        Statement statement = ActivityStatement.of(activity, Examples.invocation(), List.of(Examples.artefact("list")));

        EvidenceRecord record =
                RecordReader.read("the-id", Envelope.sign(statement, key).toBytes());

        assertEquals(kind.id(), record.kind());
        assertEquals(activity.predicateType(), record.predicateType());
        assertEquals(activity.repository(), record.repository());
        assertEquals(activity.branch(), record.branch());
        assertEquals(activity.commit(), record.commit());
        assertEquals(activity.started(), record.started());
        assertEquals(activity.finished(), record.finished());
        assertEquals(activity.outcome(), record.outcome());
        assertEquals(activity.reason(), record.reason());
        assertEquals(List.of(Examples.artefact("list")), record.artefacts());
        assertEquals(activity, ActivityReader.of(record));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void statementFitsItsSchema(ActivityKind kind) throws Exception {
        Statement statement = ActivityStatement.of(example(kind), Examples.invocation(), List.of());
        String json = new String(statement.toBytes(), StandardCharsets.UTF_8);

        var schema = REGISTRY.getSchema(SchemaLocation.of(SCHEMAS + "/activity-statement.json"));

        assertNotNull(schema);
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON), json);
        ObjectNode predicate = statement.predicate();
        assertEquals(kind.id(), predicate.at("/controlEvidence/kind").asText());
    }

    private static Activity example(ActivityKind kind) throws Exception {
        return ActivityReader.read(kind.id(), kind.example(), "the example");
    }
}
