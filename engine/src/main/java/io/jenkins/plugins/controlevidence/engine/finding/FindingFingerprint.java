package io.jenkins.plugins.controlevidence.engine.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The stable id of a fault that is no credential: SHA-256 over what does not change when lines move. Credentials have a keyed
 * one instead, see {@link FingerprintKey}.
 */
public final class FindingFingerprint {
    private FindingFingerprint() {}

    /**
     * The fingerprint of some texts; where one ends and the next begins counts.
     *
     * @param parts what tells this fault from others: tool, rule, path, the faulty line, its ordinal among equals; redacted
     * @return 32 lower-case hexadecimal digits
     */
    public static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A line of source as it counts for a fingerprint: indentation and spacing do not.
     *
     * @param line the line
     * @return without spaces at either end, each run of white space one space
     */
    public static String normalised(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
