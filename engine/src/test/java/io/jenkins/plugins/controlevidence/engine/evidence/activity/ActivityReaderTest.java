package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a document must be like, and that every fault is said at its field. */
class ActivityReaderTest {
    private static final int MUTATIONS = 100;

    static List<ActivityKind> kinds() {
        return ActivityKinds.all();
    }

    @Test
    void faultsPointAtTheirFields() {
        refused("approval", "/approver/name is missing", json -> json.withObject("approver")
                .remove("name"));
        refused("approval", "/aprover is no field", json -> json.put("aprover", "Ben"));
        refused("approval", "/at: must be a time in UTC", json -> json.put("at", "yesterday"));
        refused("approval", "/commit: must be the full id", json -> json.put("commit", "4f1d2c3"));
        refused("approval", "/decision: does not have a value", json -> json.put("decision", "perhaps"));
        refused("approval", "/authors/0/type", json -> ((ObjectNode) json.at("/authors/0")).put("type", "cat"));
        refused("approval", "/comment: must not be blank", json -> json.put("comment", "  "));
        refused("approval", "/request: string found, object expected", json -> json.put("request", "412"));
        refused("deployment", "/artifacts/0/sha256", json -> ((ObjectNode) json.at("/artifacts/0")).put("sha256", "1"));
        refused("disposition", "/until is missing", json -> json.remove("until"));
        refused("disposition", "/until", json -> json.put("decision", "fixed"));
        refused("review", "/of", json -> json.withObject("of").removeAll());
        refused("bypass", "/pipeline is missing", json -> json.remove("pipeline"));
        refused("bypass", "/gate is missing", json -> json.put("bypass", "gate-overridden"));
        refused("retraction", "a record cannot replace itself", json -> json.set("replacement", json.get("record")));
    }

    @Test
    void timesAndDatesMustExist() {
        refused("approval", "/at", json -> json.put("at", "2026-13-01T00:00:00Z"));
        refused("disposition", "/until", json -> json.put("until", "2026-02-30"));
    }

    @Test
    void severalFaultsAreSaidAtOnce() {
        EvidenceException e = assertThrows(
                EvidenceException.class, () -> ActivityReader.read("approval", bytes("{}"), "approval.json"));

        assertTrue(e.getMessage().startsWith("approval.json is no valid approval"), e.getMessage());
        for (String field : List.of("repository", "commit", "request", "approver", "decision", "at", "source")) {
            assertTrue(e.getMessage().contains("/" + field + " is missing"), e.getMessage());
        }
        assertTrue(e.getMessage().contains("record approval --example"), e.getMessage());
    }

    @Test
    void unknownKindNamesThoseThatThereAre() {
        EvidenceException e =
                assertThrows(EvidenceException.class, () -> ActivityReader.read("aproval", bytes("{}"), "a.json"));
        assertTrue(e.getMessage().contains("aproval") && e.getMessage().contains("approval, "), e.getMessage());
    }

    @Test
    void documentThatDoesNotFitIntoARecordIsRefused() throws Exception {
        ObjectNode json = example("approval");
        json.put("comment", "x".repeat(ActivityReader.MAX_BYTES));

        EvidenceException e = assertThrows(
                EvidenceException.class, () -> ActivityReader.read("approval", bytes(json.toString()), "a.json"));
        assertTrue(e.getMessage().contains("36000"), e.getMessage());
    }

    /** Nobody can write an outcome into a document: there is no field for it. */
    @ParameterizedTest
    @MethodSource("kinds")
    void outcomeCannotBeClaimed(ActivityKind kind) {
        for (String field : List.of("outcome", "reason", "judgement", "controlEvidence", "kind")) {
            refused(kind.id(), "/" + field + " is no field", json -> json.put(field, "PASSED"));
        }
    }

    /**
     * Whatever becomes of a document, it is read or refused by an error that names the document and none of the values in it.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void mutatedDocumentIsReadOrRefusedInWords(ActivityKind kind) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String marker = "never-quoted-" + Long.toHexString(random.nextLong());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            ObjectNode json = example(kind.id());
            for (int k = random.nextInt(3); k >= 0; k--) {
                mutate(json, random, marker);
            }
            byte[] bytes = bytes(json.toString());
            if (random.nextInt(4) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String what = "seed " + seed + ", mutation " + i + " of " + kind.id() + ": " + json;
            try {
                Activity activity = ActivityReader.read(kind.id(), bytes, "fuzz.json");
                assertEquals(
                        activity,
                        ActivityReader.read(kind.id(), bytes(activity.toJson().toString()), "again"),
                        what);
                assertFalse(activity.judgement().outcome().name().isEmpty(), what);
            } catch (EvidenceException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("fuzz.json"), () -> what + "\n" + e.getMessage());
                assertFalse(e.getMessage().contains(marker), () -> what + "\n" + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
        assertTrue(refused > MUTATIONS / 10, "the mutations hardly ever break anything");
    }

    private static void mutate(ObjectNode root, Random random, String marker) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(root, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        if (fields.isEmpty()) {
            return;
        }
        String field = fields.get(random.nextInt(fields.size()));
        switch (random.nextInt(10)) {
            case 0 -> object.remove(field);
            case 1 -> object.putNull(field);
            case 2 -> object.put(field, marker);
            case 3 -> object.put(field, random.nextLong());
            case 4 -> object.put(field, random.nextDouble());
            case 5 -> object.put(field, random.nextBoolean());
            case 6 -> object.putArray(field).add(marker).addNull();
            case 7 -> object.putObject(field).put("name", marker);
            case 8 -> object.put(field, "\u202e\u0000\ud83d😀 \n".repeat(random.nextInt(50)));
            default ->
                object.set(
                        field,
                        object.get(fields.get(random.nextInt(fields.size()))).deepCopy());
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> collect(child, objects));
        }
    }

    private static void refused(String kind, String mentioned, Consumer<ObjectNode> change) {
        EvidenceException e = assertThrows(EvidenceException.class, () -> {
            ObjectNode json = example(kind);
            change.accept(json);
            ActivityReader.read(kind, bytes(json.toString()), "document.json");
        });
        assertTrue(e.getMessage().startsWith("document.json"), e.getMessage());
        assertTrue(e.getMessage().contains(mentioned), e.getMessage());
    }

    private static ObjectNode example(String kind) throws EvidenceException {
        return StrictJson.object(
                "the example", ActivityKinds.of(kind).orElseThrow().example());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
