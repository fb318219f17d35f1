package io.jenkins.plugins.controlevidence.engine.finding;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which a credential becomes a fingerprint (HMAC-SHA-256, RFC 2104), so that nobody can find a weak credential
 * by hashing guesses. The key belongs to a store: fingerprints are comparable within one store only. The key itself cannot be
 * read back.
 */
public final class FingerprintKey {
    /** Length of a key in bytes. */
    public static final int LENGTH = 32;

    private final SecretKeySpec key;

    private FingerprintKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Takes a key.
     *
     * @param bytes {@link #LENGTH} random bytes; copied
     * @return the key
     * @throws IllegalArgumentException if the length is wrong
     */
    public static FingerprintKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a fingerprint key has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new FingerprintKey(new SecretKeySpec(bytes, "HmacSHA256"));
    }

    /**
     * The fingerprint of some texts; where one ends and the next begins counts.
     *
     * @param parts the texts, such as a rule's id and the credential
     * @return 32 lower-case hexadecimal digits
     */
    public String fingerprint(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal(), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "FingerprintKey[hidden]";
    }
}
