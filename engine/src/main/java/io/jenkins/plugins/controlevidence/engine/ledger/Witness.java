package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Someone else who watches that a ledger only grows, and cosigns its checkpoints: the name and the Ed25519 key of a cosigner as
 * C2SP tlog-cosignature defines them.
 */
public final class Witness {
    private static final byte COSIGNATURE_ED25519 = 4;
    private static final int SIGNATURE = 64;

    private final String name;
    private final VerifyingKey key;
    private final int hash;

    private Witness(String name, VerifyingKey key, int hash) {
        this.name = name;
        this.key = key;
        this.hash = hash;
    }

    /**
     * Reads a witness's key.
     *
     * @param text {@code name+hash+base64(0x04 || key)}, as C2SP signed-note writes a verifier key
     * @return the witness
     * @throws EvidenceException if it is no such key
     */
    public static Witness parse(String text) throws EvidenceException {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty()) {
            throw new EvidenceException("This is no witness's key: it has to be name+hash+key, not \"" + text + "\".");
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new EvidenceException("The key of the witness " + parts[0] + " is not base64.", e);
        }
        if (typed.length == 0 || typed[0] != COSIGNATURE_ED25519) {
            throw new EvidenceException(
                    "The key of the witness " + parts[0] + " is none for Ed25519 cosignatures (type 4).");
        }
        VerifyingKey key = VerifyingKey.of(Arrays.copyOfRange(typed, 1, typed.length));
        int hash = hash(parts[0], typed);
        if (!HexFormat.of().toHexDigits(hash).equals(parts[1])) {
            throw new EvidenceException(
                    "The key of the witness " + parts[0] + " does not fit its hash: it was copied wrongly.");
        }
        return new Witness(parts[0], key, hash);
    }

    private static int hash(String name, byte[] typed) {
        var digest = TreeHash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(typed);
        return ByteBuffer.wrap(digest.digest()).getInt();
    }

    /**
     * Its name.
     *
     * @return such as {@code witness.example.com/w1}
     */
    public String name() {
        return name;
    }

    /**
     * When the witness cosigned a checkpoint.
     *
     * @param checkpoint what it is to have signed
     * @param line a signature line of a note, with or without the dash that it begins with
     * @return the time that the cosignature states, UTC; empty if the line is another signer's
     * @throws StoreException if the line claims to be this witness's and is not
     */
    public Optional<Instant> cosigned(Checkpoint checkpoint, String line) throws StoreException {
        String signature =
                line.startsWith(Checkpoint.SIGNATURE_MARK) ? line.substring(Checkpoint.SIGNATURE_MARK.length()) : line;
        if (!signature.startsWith(name + " ")) {
            return Optional.empty();
        }
        byte[] hashed = Checkpoint.base64(signature.substring(name.length() + 1));
        if (hashed.length < Integer.BYTES || ByteBuffer.wrap(hashed).getInt() != hash) {
            return Optional.empty();
        }
        if (hashed.length == Integer.BYTES + Long.BYTES + SIGNATURE) {
            ByteBuffer content = ByteBuffer.wrap(hashed, Integer.BYTES, hashed.length - Integer.BYTES);
            long seconds = content.getLong();
            byte[] bytes = new byte[SIGNATURE];
            content.get(bytes);
            if (seconds >= 0 && key.verify(message(seconds, checkpoint), bytes)) {
                return Optional.of(time(seconds));
            }
        }
        throw new StoreException("A signature in the name of the witness " + name + " is not that witness's.");
    }

    private Instant time(long seconds) throws StoreException {
        try {
            return Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw new StoreException("The witness " + name + " states a time that there is not.", e);
        }
    }

    /** What an Ed25519 cosignature is made over. */
    private static byte[] message(long seconds, Checkpoint checkpoint) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("cosignature/v1\ntime " + seconds + "\n").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(checkpoint.signedText());
        return message.toByteArray();
    }

    /** Says whose key it is. */
    @Override
    public String toString() {
        return "Witness[" + name + "+" + HexFormat.of().toHexDigits(hash) + "]";
    }
}
