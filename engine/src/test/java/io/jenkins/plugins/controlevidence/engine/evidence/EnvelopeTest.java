package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    @TempDir
    Path directory;

    private SigningKey key;
    private byte[] bytes;

    @BeforeEach
    void sign() throws Exception {
        key = SigningKey.loadOrCreate(directory.resolve("keys/key.pem"));
        bytes = Envelope.sign(ExampleStatements.scan(Family.SECRETS, 2, 1), key).toBytes();
    }

    @Test
    void isOneLineThatReadsBackAsItWasWritten() throws Exception {
        Envelope envelope = Envelope.parse(bytes);

        assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("\n"));
        assertTrue(envelope.isSignedBy(key.verifyingKey()));
        assertArrayEquals(bytes, envelope.toBytes());
        assertArrayEquals(
                ExampleStatements.scan(Family.SECRETS, 2, 1).toBytes(),
                envelope.statement().toBytes());
    }

    @Test
    void anotherKeyHasNotSignedIt() throws Exception {
        SigningKey other = SigningKey.loadOrCreate(directory.resolve("keys/other.pem"));

        assertFalse(Envelope.parse(bytes).isSignedBy(other.verifyingKey()));
    }

    @Test
    void signatureBindsPayloadAndItsType() throws Exception {
        ObjectNode json = StrictJson.object("envelope", bytes);
        json.put("payloadType", "application/json");
        assertFalse(
                Envelope.parse(json.toString().getBytes(StandardCharsets.UTF_8)).isSignedBy(key.verifyingKey()));

        json = StrictJson.object("envelope", bytes);
        byte[] payload = Base64.getDecoder().decode(json.get("payload").asText());
        payload[payload.length / 2] ^= 1;
        json.put("payload", Base64.getEncoder().encodeToString(payload));
        assertFalse(
                Envelope.parse(json.toString().getBytes(StandardCharsets.UTF_8)).isSignedBy(key.verifyingKey()));
    }

    @Test
    void urlSafeBase64AndUnknownFieldsAreRead() throws Exception {
        ObjectNode json = StrictJson.object("envelope", bytes);
        byte[] payload = Base64.getDecoder().decode(json.get("payload").asText());
        json.put("payload", Base64.getUrlEncoder().withoutPadding().encodeToString(payload))
                .put("later", 1);

        assertTrue(
                Envelope.parse(json.toString().getBytes(StandardCharsets.UTF_8)).isSignedBy(key.verifyingKey()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "17",
                "{}",
                "{\"payload\":\"\"}",
                "{\"payloadType\":\"t\",\"payload\":\"AA==\",\"signatures\":[]}",
                "{\"payloadType\":\"t\",\"payload\":\"AA==\",\"payload\":\"AA==\",\"signatures\":[{\"sig\":\"AA==\"}]}",
                "{\"payloadType\":\"t\",\"payload\":\"*\",\"signatures\":[{\"sig\":\"AA==\"}]}",
                "{\"payloadType\":\"t\",\"payload\":\"AA==\",\"signatures\":[{\"sig\":7}]}",
                "{\"payloadType\":\"t\",\"payload\":\"AA==\",\"signatures\":[{\"sig\":\"AA==\"}]} {}"
            })
    void whatIsNoEnvelopeIsRefused(String text) {
        assertThrows(EvidenceException.class, () -> Envelope.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hostileJsonIsRefusedWithoutQuotingIt() {
        String deep = "{\"payload\":" + "[".repeat(100_000);
        String number = "{\"payload\":" + "9".repeat(10_000) + "}";
        String planted = "hunter" + 2;
        byte[] invalidUtf8 = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};

        assertThrows(EvidenceException.class, () -> Envelope.parse(deep.getBytes(StandardCharsets.UTF_8)));
        assertThrows(EvidenceException.class, () -> Envelope.parse(number.getBytes(StandardCharsets.UTF_8)));
        assertThrows(EvidenceException.class, () -> Envelope.parse(invalidUtf8));
        EvidenceException e =
                assertThrows(EvidenceException.class, () -> Envelope.parse(planted.getBytes(StandardCharsets.UTF_8)));
        assertFalse(e.getMessage().contains(planted));
        assertEquals(null, e.getCause());
    }

    @Test
    void randomBytesNeverCauseAnythingButARefusal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] changed = bytes.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                RecordReader.read("id", changed);
            } catch (EvidenceException e) {
                assertTrue(e.getMessage().contains("id"), "seed " + seed);
            }
        }
    }
}
