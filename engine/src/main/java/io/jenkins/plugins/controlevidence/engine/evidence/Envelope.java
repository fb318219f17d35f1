package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope (Dead Simple Signing Envelope v1.0): a payload, its type, and signatures over the pre-authentication
 * encoding of both.
 */
public final class Envelope {
    /** The payload type of in-toto statements. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    /**
     * A signature.
     *
     * @param keyId a hint which key made it, possibly empty; not authenticated
     * @param bytes the signature
     */
    private record Signature(String keyId, byte[] bytes) {}

    private final String payloadType;
    private final byte[] payload;
    private final List<Signature> signatures;

    private Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * Signs a statement.
     *
     * @param statement what to sign
     * @param key with which key
     * @return an envelope with one signature
     */
    public static Envelope sign(Statement statement, SigningKey key) {
        byte[] payload = statement.toBytes();
        byte[] signature = key.sign(preAuthenticationEncoding(IN_TOTO, payload));
        return new Envelope(
                IN_TOTO, payload, List.of(new Signature(key.verifyingKey().keyId(), signature)));
    }

    /**
     * Reads an envelope; fields that DSSE does not name are ignored, base64 may be of the standard or the URL-safe kind.
     *
     * @param bytes JSON in UTF-8
     * @return the envelope, its signatures not yet verified
     * @throws EvidenceException if it is no DSSE envelope or has no signature
     */
    public static Envelope parse(byte[] bytes) throws EvidenceException {
        ObjectNode json = StrictJson.object("The envelope", bytes);
        String type = text(json, "payloadType");
        byte[] payload = base64(text(json, "payload"));
        List<Signature> signatures = new ArrayList<>();
        for (JsonNode signature : json.path("signatures")) {
            signatures.add(new Signature(signature.path("keyid").asText(), base64(text(signature, "sig"))));
        }
        if (signatures.isEmpty()) {
            throw new EvidenceException("The envelope has no signature");
        }
        return new Envelope(type, payload, signatures);
    }

    private static String text(JsonNode node, String field) throws EvidenceException {
        if (!node.path(field).isTextual()) {
            throw new EvidenceException("The envelope lacks " + field);
        }
        return node.get(field).textValue();
    }

    private static byte[] base64(String text) throws EvidenceException {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new EvidenceException("The envelope holds something that is not base64", e);
        }
    }

    /**
     * The envelope as one line of compact JSON in UTF-8, without a line end: a line of an {@code .intoto.jsonl} file.
     *
     * @return the same bytes for the same envelope
     */
    public byte[] toBytes() {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode json = StrictJson.MAPPER
                .createObjectNode()
                .put("payloadType", payloadType)
                .put("payload", base64.encodeToString(payload));
        ArrayNode list = json.putArray("signatures");
        for (Signature signature : signatures) {
            list.addObject().put("keyid", signature.keyId()).put("sig", base64.encodeToString(signature.bytes()));
        }
        try {
            return StrictJson.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * Whether a key has signed this payload as a payload of this type. The key ids in the envelope are hints and do not count.
     *
     * @param key whose signature is asked for
     * @return true only if one of the signatures is the key's
     */
    public boolean isSignedBy(VerifyingKey key) {
        byte[] message = preAuthenticationEncoding(payloadType, payload);
        return signatures.stream().anyMatch(signature -> key.verify(message, signature.bytes()));
    }

    /**
     * The statement in it. Whether anyone has signed it is {@link #isSignedBy}'s business.
     *
     * @return the statement
     * @throws EvidenceException if the payload is no in-toto statement
     */
    public Statement statement() throws EvidenceException {
        return Statement.parse(payload());
    }

    /**
     * The payload of an in-toto envelope.
     *
     * @return a copy of the bytes that were signed
     * @throws EvidenceException if the envelope carries something else than an in-toto statement
     */
    public byte[] payload() throws EvidenceException {
        if (!payloadType.equals(IN_TOTO)) {
            throw new EvidenceException("The envelope carries no in-toto statement");
        }
        return payload.clone();
    }

    /** {@code "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload}, lengths in bytes as decimal ASCII. */
    private static byte[] preAuthenticationEncoding(String type, byte[] payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream encoding = new ByteArrayOutputStream(payload.length + typeBytes.length + 32);
        encoding.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        encoding.writeBytes(typeBytes);
        encoding.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        encoding.writeBytes(payload);
        return encoding.toByteArray();
    }
}
