package io.jenkins.plugins.controlevidence.engine.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 public key (RFC 8032): says whether a signature is its owner's. Two are equal if their bytes are. */
public final class VerifyingKey {
    /** What DER puts before the 32 bytes of the key in a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte NOTE_ED25519 = 1;
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private final byte[] key;

    VerifyingKey(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Reads a public key from a text.
     *
     * @param text a PEM file (SubjectPublicKeyInfo, as {@code openssl pkey -pubout} writes it), or a verifier key of C2SP
     *     signed-note ({@code name+hash+base64})
     * @return the key
     * @throws EvidenceException if it is neither, or no Ed25519 key
     */
    public static VerifyingKey parse(String text) throws EvidenceException {
        String trimmed = text.strip();
        return trimmed.startsWith(PEM_BEGIN) ? ofPem(trimmed) : ofNoteKey(trimmed);
    }

    private static VerifyingKey ofPem(String text) throws EvidenceException {
        int end = text.indexOf(PEM_END);
        if (end < 0) {
            throw new EvidenceException("The public key has no line " + PEM_END + ": the file is cut off.");
        }
        String body = text.substring(PEM_BEGIN.length(), end).replaceAll("\\s", "");
        byte[] der = base64(body);
        if (der.length != SPKI_PREFIX.length + Ed25519.PUBLIC_KEY_SIZE
                || !Arrays.equals(der, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
            throw new EvidenceException("The public key is no Ed25519 key.");
        }
        return checked(Arrays.copyOfRange(der, SPKI_PREFIX.length, der.length));
    }

    private static VerifyingKey ofNoteKey(String text) throws EvidenceException {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new EvidenceException(
                    "This is no public key: neither a PEM file nor name+hash+key. Give the file that"
                            + " `control-evidence key` prints.");
        }
        byte[] typed = base64(parts[2]);
        if (typed.length != 1 + Ed25519.PUBLIC_KEY_SIZE || typed[0] != NOTE_ED25519) {
            throw new EvidenceException("The public key of " + parts[0] + " is no Ed25519 key.");
        }
        VerifyingKey key = checked(Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().toHexDigits(key.noteHash(parts[0])).equals(parts[1])) {
            throw new EvidenceException(
                    "The public key of " + parts[0] + " does not fit its hash: it was copied wrongly.");
        }
        return key;
    }

    private static byte[] base64(String text) throws EvidenceException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new EvidenceException("The public key is not base64: " + e.getMessage(), e);
        }
    }

    /**
     * The key with these bytes.
     *
     * @param key 32 bytes, as RFC 8032 encodes a public key
     * @return the key
     * @throws EvidenceException if they are no point of Ed25519
     */
    public static VerifyingKey of(byte[] key) throws EvidenceException {
        if (key.length != Ed25519.PUBLIC_KEY_SIZE) {
            throw new EvidenceException("The public key is no Ed25519 key.");
        }
        return checked(key);
    }

    private static VerifyingKey checked(byte[] key) throws EvidenceException {
        if (!Ed25519.validatePublicKeyFull(key, 0)) {
            throw new EvidenceException("The public key is no point of Ed25519: it was damaged.");
        }
        return new VerifyingKey(key);
    }

    /**
     * Names the key.
     *
     * @return SHA-256 of its SubjectPublicKeyInfo in DER, lower-case hexadecimal
     */
    public String keyId() {
        return HexFormat.of().formatHex(sha256().digest(der()));
    }

    /**
     * Whether a signature is this key's over a message.
     *
     * @param message the message
     * @param signature 64 bytes; anything else is no signature
     * @return true only if it is
     */
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    /**
     * The key as a PEM file that {@code openssl} reads.
     *
     * @return SubjectPublicKeyInfo in PEM, lines ending in LF
     */
    public String toPem() {
        return PEM_BEGIN + "\n" + Base64.getEncoder().encodeToString(der()) + "\n" + PEM_END + "\n";
    }

    /**
     * The key as C2SP signed-note writes it, for {@code golang.org/x/mod/sumdb/note} and the like.
     *
     * @param name the key's name: the ledger's origin
     * @return {@code name+hash+base64(0x01 || key)}
     */
    public String noteKey(String name) {
        return name + "+" + HexFormat.of().toHexDigits(noteHash(name)) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /**
     * The four bytes that name the key beside a signature in a signed note.
     *
     * @param name the key's name
     * @return the key id of C2SP signed-note, big-endian
     */
    public int noteHash(String name) {
        MessageDigest digest = sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(typed());
        return ByteBuffer.wrap(digest.digest()).getInt();
    }

    /** Equal if the keys are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(key, that.key);
    }

    /** Fits {@link #equals}. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** Says which key it is. */
    @Override
    public String toString() {
        return "VerifyingKey[" + keyId() + "]";
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + key.length).put(NOTE_ED25519).put(key).array();
    }

    private byte[] der() {
        return ByteBuffer.allocate(SPKI_PREFIX.length + key.length)
                .put(SPKI_PREFIX)
                .put(key)
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
