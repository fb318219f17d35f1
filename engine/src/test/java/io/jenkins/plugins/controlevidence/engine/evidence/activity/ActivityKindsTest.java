package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.Planted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
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

    private static final int VALID_VARIATIONS = 12;
    private static final int MOST_VARIATIONS = 2000;

    private static final List<String> TEXTS = List.of(
            "\u202e\u0001 odd \ud83d\ude00 \"quoted\"\n",
            "x",
            "2026-02-28T23:59:59.123456789Z",
            "2027-01-01",
            "bot",
            "PASSED");

    private static String token;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeToken() {
        token = Planted.ofEveryKind(new Random(7)).stream()
                .filter(credential -> credential.rule().equals("github-pat"))
                .findFirst()
                .orElseThrow()
                .value();
    }

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

    /** Whatever a valid document says, its record says the same. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyValidDocumentReadsBackTheSameFromItsRecord(ActivityKind kind) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SigningKey key = SigningKey.loadOrCreate(directory.resolve("keys/key.pem"));
        ObjectNode document = StrictJson.object("the example", kind.example());
        int valid = 0;
        for (int i = 0; valid <= VALID_VARIATIONS; i++) {
            assertTrue(i < MOST_VARIATIONS, "only " + valid + " variations are valid, seed " + seed);
            ObjectNode varied = document.deepCopy();
            vary(varied, random);
            Activity activity;
            try {
                activity = ActivityReader.read(
                        kind.id(), varied.toString().getBytes(StandardCharsets.UTF_8), "the variation");
            } catch (EvidenceException e) {
                continue; // the next varies what was valid
            }
            document = varied;
            valid++;
            String what = "seed " + seed + ", variation " + i + ": " + document;
            Statement statement = ActivityStatement.of(activity, Examples.invocation(), List.of());
            EvidenceRecord record =
                    RecordReader.read("the-id", Envelope.sign(statement, key).toBytes());

            assertEquals(activity, ActivityReader.of(record), what);
            assertEquals(activity.outcome(), record.outcome(), what);
            assertEquals(activity.reason(), record.reason(), what);
            assertEquals(activity.commit(), record.commit(), what);
        }
    }

    /** Leaves fields out, doubles and drops what lists hold, and writes other texts. */
    private static void vary(JsonNode node, Random random) {
        if (node instanceof ObjectNode object) {
            List<String> fields = new ArrayList<>();
            object.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                JsonNode value = object.get(field);
                if (random.nextInt(40) == 0) {
                    object.remove(field);
                } else if (value.isTextual() && random.nextInt(15) == 0) {
                    object.put(field, TEXTS.get(random.nextInt(TEXTS.size())));
                } else {
                    vary(value, random);
                }
            }
        } else if (node instanceof ArrayNode array) {
            if (!array.isEmpty() && random.nextInt(10) == 0) {
                array.add(array.get(random.nextInt(array.size())).deepCopy());
            }
            array.forEach(item -> vary(item, random));
        }
    }

    /** A credential may be pasted anywhere: no text of any kind carries it into the record. */
    @ParameterizedTest
    @MethodSource("kinds")
    void noCredentialGetsIntoARecord(ActivityKind kind) throws Exception {
        List<String> texts = new ArrayList<>();
        collectTexts(StrictJson.object("the example", kind.example()), "", texts);
        int tried = 0;
        for (String pointer : texts) {
            ObjectNode document = StrictJson.object("the example", kind.example());
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = document.at(pointer.substring(0, slash));
            String pasted = "see " + token + " for it";
            if (parent instanceof ObjectNode object) {
                object.put(pointer.substring(slash + 1), pasted);
            } else {
                ((ArrayNode) parent).set(Integer.parseInt(pointer.substring(slash + 1)), pasted);
            }
            Activity activity;
            try {
                activity = ActivityReader.read(
                        kind.id(), document.toString().getBytes(StandardCharsets.UTF_8), "the document");
            } catch (EvidenceException e) {
                assertFalse(e.getMessage().contains(token), pointer);
                continue; // an id, a time, a choice
            }
            tried++;
            String statement = new String(
                    ActivityStatement.of(activity, Examples.invocation(), List.of())
                            .toBytes(),
                    StandardCharsets.UTF_8);
            assertFalse(statement.contains(token), () -> pointer + " carries it: " + statement);
            assertTrue(statement.contains(Redactor.REPLACEMENT), pointer);
        }
        assertTrue(tried > 0, "no text of " + kind.id() + " was tried");
    }

    private static void collectTexts(JsonNode node, String pointer, List<String> texts) {
        if (node.isTextual()) {
            texts.add(pointer);
        }
        node.properties().forEach(entry -> collectTexts(entry.getValue(), pointer + "/" + entry.getKey(), texts));
        if (node instanceof ArrayNode) {
            for (int i = 0; i < node.size(); i++) {
                collectTexts(node.get(i), pointer + "/" + i, texts);
            }
        }
    }

    private static Activity example(ActivityKind kind) throws Exception {
        return ActivityReader.read(kind.id(), kind.example(), "the example");
    }
}
