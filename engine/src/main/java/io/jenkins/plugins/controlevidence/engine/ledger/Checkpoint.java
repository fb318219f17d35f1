package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** How long a ledger is and what its root is, signed: a C2SP tlog-checkpoint in a signed note. */
public final class Checkpoint {
    private static final int MAX_LENGTH = 1 << 20;
    /** How a signature line of a note begins. */
    static final String SIGNATURE_MARK = "\u2014 ";

    private final String origin;
    private final long size;
    private final byte[] root;
    private final String text;
    private final List<String> signatures;

    private Checkpoint(String origin, long size, byte[] root, String text, List<String> signatures) {
        this.origin = origin;
        this.size = size;
        this.root = root.clone();
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    static Checkpoint sign(String origin, long size, byte[] root, SigningKey key) {
        String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer hashed = ByteBuffer.allocate(4 + signature.length);
        hashed.putInt(key.verifyingKey().noteHash(origin)).put(signature);
        return new Checkpoint(
                origin,
                size,
                root,
                text,
                List.of(origin + " " + Base64.getEncoder().encodeToString(hashed.array())));
    }

    /**
     * Reads a checkpoint. Signatures are kept, not verified: see {@link #isSignedBy}.
     *
     * @param bytes a signed note
     * @return the checkpoint
     * @throws StoreException if it is none
     */
    public static Checkpoint parse(byte[] bytes) throws StoreException {
        String note = utf8(bytes);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || blank + 2 >= note.length() || !note.endsWith("\n")) {
            throw new StoreException("The checkpoint has no signature: it was cut off or changed.");
        }
        List<String> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
            if (!line.startsWith(SIGNATURE_MARK)) {
                throw new StoreException("The checkpoint has a line among its signatures that is none.");
            }
            signatures.add(line.substring(SIGNATURE_MARK.length()));
        }
        String text = note.substring(0, blank + 1);
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new StoreException("The checkpoint does not tell origin, size and root.");
        }
        byte[] root = base64(lines[2]);
        if (root.length != TreeHash.LENGTH) {
            throw new StoreException("The checkpoint's root is no SHA-256 hash.");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), root, text, signatures);
    }

    private static String utf8(byte[] bytes) throws StoreException {
        if (bytes.length > MAX_LENGTH) {
            throw new StoreException("The checkpoint is too long to be one.");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
                throw new StoreException("The checkpoint holds control characters.");
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new StoreException("The checkpoint is not valid UTF-8.", e);
        }
    }

    /** Decodes base64 of one spelling only: bits that nothing depends on would let a change go unseen. */
    static byte[] base64(String text) throws StoreException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new StoreException("The checkpoint holds something that is not base64.", e);
        }
        throw new StoreException("The checkpoint holds base64 that is not in its one proper form.");
    }

    /**
     * Whether a key has signed it under its origin's name. Other signatures, as of witnesses, neither help nor harm.
     *
     * @param key whose signature is asked for
     * @return true only if the key's signature is there and every one that claims to be is right
     * @throws StoreException if a line that claims to be the key's signature is malformed
     */
    public boolean isSignedBy(VerifyingKey key) throws StoreException {
        boolean signed = false;
        for (String line : signatures) {
            if (line.startsWith(origin + " ")) {
                byte[] hashed = base64(line.substring(origin.length() + 1));
                if (hashed.length < 4 || ByteBuffer.wrap(hashed).getInt() != key.noteHash(origin)) {
                    continue;
                }
                byte[] signature = Arrays.copyOfRange(hashed, 4, hashed.length);
                if (!key.verify(text.getBytes(StandardCharsets.UTF_8), signature)) {
                    return false;
                }
                signed = true;
            }
        }
        return signed;
    }

    /**
     * The checkpoint as the signed note that it is, with every signature that it came with.
     *
     * @return UTF-8
     */
    public byte[] toBytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(SIGNATURE_MARK).append(line).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Which ledger it is of.
     *
     * @return the name of the ledger
     */
    public String origin() {
        return origin;
    }

    /**
     * How many entries the ledger has.
     *
     * @return 0 or more
     */
    public long size() {
        return size;
    }

    /**
     * The root of the ledger's Merkle tree.
     *
     * @return 32 bytes, a copy
     */
    public byte[] root() {
        return root.clone();
    }

    /**
     * What is signed: origin, size and root, each on a line of its own.
     *
     * @return UTF-8, ending in a newline
     */
    public byte[] signedText() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isSameTreeAs(long otherSize, byte[] otherRoot) {
        return size == otherSize && Arrays.equals(root, otherRoot);
    }
}
