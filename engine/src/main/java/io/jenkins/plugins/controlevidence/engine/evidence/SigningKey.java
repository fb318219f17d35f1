package io.jenkins.plugins.controlevidence.engine.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key (RFC 8032) in a PKCS#8 PEM file that its owner alone may read. It signs; it cannot be read back
 * through this class. Safe for use by several threads.
 */
public final class SigningKey {
    /** What DER puts before the 32 bytes of the key in a PrivateKeyInfo (RFC 8410, section 7). */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final String PEM_BEGIN = "-----BEGIN " + "PRIVATE KEY-----";
    private static final String PEM_END = "-----END " + "PRIVATE KEY-----";

    private final byte[] secret;
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    private SigningKey(byte[] secret) {
        this.secret = secret;
        Ed25519.generatePublicKey(secret, 0, publicKey, 0);
    }

    /**
     * The key in a file, made by the system's secure random generator if there is none yet.
     *
     * @param file where it is kept; its directory is made, for the owner alone, if it is not there
     * @return the key
     * @throws EvidenceException if the file holds no such key, or others may read it
     * @throws IOException if it can neither be read nor written
     */
    public static SigningKey loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                OwnerOnlyFile.createDirectory(directory);
            }
            byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
            Ed25519.generatePrivateKey(new SecureRandom(), secret);
            try {
                OwnerOnlyFile.create(file, pem(secret));
            } catch (FileAlreadyExistsException e) {
                return load(file); // another process was faster: its key counts
            }
        }
        return load(file);
    }

    /**
     * The key in a file.
     *
     * @param file a PKCS#8 PEM file, as written here or by {@code openssl genpkey -algorithm ed25519}
     * @return the key
     * @throws EvidenceException if the file holds no such key, or others may read it
     * @throws IOException if it cannot be read
     */
    public static SigningKey load(Path file) throws IOException {
        byte[] content = OwnerOnlyFile.read(file);
        String text = new String(content, StandardCharsets.US_ASCII).strip();
        if (text.startsWith(PEM_BEGIN) && text.endsWith(PEM_END)) {
            try {
                String body = text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length());
                byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
                if (der.length == PKCS8_PREFIX.length + Ed25519.SECRET_KEY_SIZE
                        && Arrays.equals(der, 0, PKCS8_PREFIX.length, PKCS8_PREFIX, 0, PKCS8_PREFIX.length)) {
                    return new SigningKey(Arrays.copyOfRange(der, PKCS8_PREFIX.length, der.length));
                }
            } catch (IllegalArgumentException e) {
                throw new EvidenceException(noKey(file)); // without the cause, whose message quotes from the file
            }
        }
        throw new EvidenceException(noKey(file));
    }

    private static String noKey(Path file) {
        return file + " holds no Ed25519 private key in PKCS#8 PEM. Restore it from a backup.";
    }

    private static byte[] pem(byte[] secret) {
        byte[] der = ByteBuffer.allocate(PKCS8_PREFIX.length + secret.length)
                .put(PKCS8_PREFIX)
                .put(secret)
                .array();
        String text = PEM_BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + PEM_END + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Signs a message.
     *
     * @param message the message
     * @return 64 bytes, the same for the same message
     */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /**
     * Whether a file holds exactly this key as written here, to the byte.
     *
     * @param content the content of a key file
     * @return true only if not one byte differs
     */
    public boolean isWrittenAs(byte[] content) {
        return Arrays.equals(pem(secret), content);
    }

    /**
     * The public half.
     *
     * @return the key that verifies what this one signs
     */
    public VerifyingKey verifyingKey() {
        return new VerifyingKey(publicKey);
    }

    /** Says which key it is and nothing secret. */
    @Override
    public String toString() {
        return "SigningKey[" + verifyingKey().keyId() + ", secret hidden]";
    }
}
