package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;

/**
 * The text of a private key, as PEM (RFC 7468), OpenSSH, PGP and PuTTY write it, and as source code quotes it: with line
 * breaks, escaped line breaks, quotes and plus signs between the lines.
 */
final class PrivateKeyText {
    /** The first characters tell one key from another: they hold the modulus or the public point. */
    private static final int ENOUGH = 400;

    private PrivateKeyText() {}

    /**
     * The base64 of a key, without what stands between its lines; the same for the same key however it is written.
     *
     * @param body what follows the begin line, up to the end line or the end of the window
     * @return at most 400 characters; headers left out
     */
    static String normalise(String body) {
        StringBuilder base64 = new StringBuilder();
        for (String line : body.split("\\\\r\\\\n|\\\\n|\\\\r|[\\r\\n]+")) {
            if (line.indexOf(':') >= 0) {
                continue; // Proc-Type, DEK-Info, Version, Comment
            }
            if (line.indexOf('(') >= 0) {
                break; // the program that puts a key together, not a key
            }
            for (int i = 0; i < line.length() && base64.length() < ENOUGH; i++) {
                char c = line.charAt(i);
                if (Randomness.isLetter(c) || Randomness.isDigit(c) || c == '/' || (c == '+' && isInside(line, i))) {
                    base64.append(c);
                }
            }
        }
        return base64.toString();
    }

    /** A plus sign between letters is base64; one between blanks or quotes joins string literals. */
    private static boolean isInside(String line, int i) {
        return i > 0
                && i + 1 < line.length()
                && line.charAt(i - 1) > ' '
                && line.charAt(i - 1) != '"'
                && line.charAt(i + 1) > ' '
                && line.charAt(i + 1) != '"';
    }

    /**
     * Whether a normalised body is a private key's.
     *
     * @param base64 as {@link #normalise} gives it
     * @return false for placeholders, public keys and prose
     */
    static boolean isPrivateKey(String base64) {
        if (base64.length() < 40 || Randomness.entropy(base64) < 3.5) {
            return false;
        }
        byte[] bytes = TokenFormats.decode(base64.substring(0, 40));
        return bytes != null && (isKnown(bytes) || Randomness.entropy(base64) > 4.7);
    }

    private static boolean isKnown(byte[] bytes) {
        boolean asn1Sequence = bytes[0] == 0x30;
        boolean pgpPacket = (bytes[0] & 0x80) != 0;
        boolean openSsh = new String(bytes, StandardCharsets.ISO_8859_1).startsWith("openssh-key-v1");
        return asn1Sequence || pgpPacket || openSsh;
    }
}
