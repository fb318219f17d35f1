package io.jenkins.plugins.controlevidence.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody else answered when a checkpoint was shown to them.
 *
 * @param kind what kind of answer
 * @param sender who, so that it is known whom not to ask again: 8 hexadecimal digits, see {@link #sender(String)}
 * @param bytes a {@code TimeStampResp} in DER, or the signature lines of a note
 */
public record Receipt(Kind kind, String sender, byte[] bytes) {
    /** A longer answer is none. */
    public static final int MAX_BYTES = 1 << 16;

    private static final Pattern NAME = Pattern.compile("([0-9]{20})-([0-9a-f]{8})-([0-9a-f]{32})\\.(tsr|witness)");

    /** Kinds of answers; in lower case, the ends of their files' names. */
    public enum Kind {
        /** A time stamp (RFC 3161). */
        TSR,
        /** Cosignatures (C2SP tlog-cosignature). */
        WITNESS
    }

    /** Copies the bytes; refuses too many. */
    public Receipt {
        bytes = bytes.clone();
        if (bytes.length > MAX_BYTES || !sender.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("no receipt: " + bytes.length + " bytes of " + sender);
        }
    }

    /**
     * Names who was asked.
     *
     * @param address where they are asked
     * @return the first 8 hexadecimal digits of its SHA-256
     */
    public static String sender(String address) {
        return digest(address.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    /** The answer's bytes, a copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its file's name: with a digest, because an answer may have bytes that no signature covers. */
    String fileName(long size) {
        return KeptCheckpoints.stem(size) + "-" + sender + "-" + digest(bytes).substring(0, 32) + "."
                + kind.name().toLowerCase(Locale.ROOT);
    }

    /** What the name of a receipt's file tells; empty if it is no such name. */
    static Optional<Name> name(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new Name(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3),
                        Kind.valueOf(matcher.group(4).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** Parts of a file's name. */
    record Name(String stem, String sender, String digest, Kind kind) {
        boolean fits(byte[] bytes) {
            return Receipt.digest(bytes).startsWith(digest);
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(TreeHash.sha256().digest(bytes));
    }

    /** Equal if kind, sender and bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Receipt that
                && kind == that.kind
                && sender.equals(that.sender)
                && Arrays.equals(bytes, that.bytes);
    }

    /** Fits {@link #equals}. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says what it is, without the bytes. */
    @Override
    public String toString() {
        return "Receipt[" + kind + " of " + sender + ", " + bytes.length + " bytes]";
    }
}
