package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;

/**
 * Finds PKCS#12 key stores (RFC 7292) with a private key, under a password that everybody knows: Google gives service accounts theirs
 * under {@code notasecret}, Java's tools propose {@code changeit}. Whether the password is right is told by the file's own
 * message authentication code; nothing is decrypted. The whole file is one credential. A key store under any other password is
 * none, for nobody can use it who has not that password too. Trying passwords is made to be slow, so that what one scan spends on
 * it is bounded; a key store beyond that is said to be unseen. Safe for use by several threads.
 */
final class KeyStoreFiles {
    static final SecretRule RULE = SecretRule.ofWholeFiles(
            "pkcs12-known-password",
            "Private key in a PKCS#12 key store whose password is a published default",
            "https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html");

    private static final List<String> KNOWN_PASSWORDS =
            List.of("notasecret", "changeit", "changeme", "password", "secret", "android", "123456", "");

    private static final int MOST_BYTES = 1 << 16;

    /** Java and OpenSSL use up to 10,000; each costs time, and a hostile file may ask for billions. */
    private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(100_000);

    /** pkcs-12-keyBag and pkcs-12-pkcs8ShroudedKeyBag, 1.2.840.113549.1.12.10.1.1 and .2, but for the last number. */
    private static final byte[] KEY_BAG = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 12, 10, 1};

    /** How many iterations one scan spends: about ten seconds of one core. */
    private static final long MOST_ITERATIONS_IN_ALL = 40_000_000;

    /** What looking at a key store costs besides, in iterations; bounds how many are remembered. */
    private static final long COST_OF_EACH = 1_000;

    private final long most;
    private final AtomicLong spent = new AtomicLong();
    private final Map<ByteBuffer, Boolean> tried =
            new ConcurrentHashMap<>(); // by SHA-256: whether a known password opens it

    /** Makes a finder that has spent nothing. */
    KeyStoreFiles() {
        this(MOST_ITERATIONS_IN_ALL);
    }

    KeyStoreFiles(long most) {
        this.most = most;
    }

    /**
     * Recognises such a key store.
     *
     * @param file the bytes of a whole file
     * @param length how many of them count
     * @return the file as a credential, or as {@link Unseen} if enough was tried; null if it is none such, or broken
     */
    @CheckForNull
    SecretMatch in(byte[] file, int length) {
        if (!isPossible(file, length)) {
            return null;
        }
        byte[] store = Arrays.copyOf(file, length);
        if (!hasKey(store)) {
            return null;
        }
        ByteBuffer digest =
                ByteBuffer.wrap(SecretRules.sha256().digest(store)); // archives hold the same ones again and again
        Boolean known = tried.get(digest);
        if (known == null) {
            MacData mac = mac(store);
            if (mac != null && mac.getIterationCount().compareTo(MOST_ITERATIONS) > 0) {
                return Unseen.match(
                        RULE,
                        "a key store on which no password was tried, because it asks for more than " + MOST_ITERATIONS
                                + " iterations for each");
            }
            if (mac != null && spent.addAndGet(cost(mac)) > most) {
                return Unseen.match(
                        RULE, "a key store on which no password was tried, because the scan had tried enough others");
            }
            known = mac != null && hasKnownPassword(store);
            tried.put(digest, known);
        }
        return known
                ? new SecretMatch(RULE, 0, 0, length, new String(store, StandardCharsets.ISO_8859_1), Doubt.NONE)
                : null;
    }

    /** A sequence of the length of two bytes, or of one that is open, and version 3: cheap, for it is asked of every blob. */
    private static boolean isPossible(byte[] file, int length) {
        if (length < 100 || length > MOST_BYTES || file[0] != 0x30) {
            return false;
        }
        int version = file[1] == (byte) 0x82 ? 4 : file[1] == (byte) 0x80 ? 2 : 0;
        return version > 0 && file[version] == 2 && file[version + 1] == 1 && file[version + 2] == 3;
    }

    private static boolean hasKey(byte[] store) {
        for (int i = 0; i + KEY_BAG.length < store.length; i++) {
            if (store[i] == KEY_BAG[0]
                    && Arrays.equals(store, i, i + KEY_BAG.length, KEY_BAG, 0, KEY_BAG.length)
                    && (store[i + KEY_BAG.length] == 1 || store[i + KEY_BAG.length] == 2)) {
                return true;
            }
        }
        return false;
    }

    /** Null if the file has none, or is broken. */
    @CheckForNull
    private static MacData mac(byte[] store) {
        try {
            return Pfx.getInstance(store).getMacData();
        } catch (RuntimeException e) { // BouncyCastle answers broken files with unchecked exceptions of every kind
            return null; // it began like a key store, and is none: any bytes may be in a repository
        }
    }

    private static long cost(MacData mac) {
        return COST_OF_EACH
                + KNOWN_PASSWORDS.size() * Math.max(1, mac.getIterationCount().longValue());
    }

    private static boolean hasKnownPassword(byte[] store) {
        try {
            PKCS12PfxPdu opened = new PKCS12PfxPdu(store);
            BcPKCS12MacCalculatorBuilderProvider calculators =
                    new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
            for (String password : KNOWN_PASSWORDS) {
                if (opened.isMacValid(calculators, password.toCharArray())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | PKCSException | RuntimeException e) { // as above
            return false;
        }
    }
}
