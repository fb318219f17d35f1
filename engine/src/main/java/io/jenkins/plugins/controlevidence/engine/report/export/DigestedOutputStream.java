package io.jenkins.plugins.controlevidence.engine.report.export;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Tells the SHA-256 of what was written through it, once it is closed. */
public final class DigestedOutputStream extends FilterOutputStream {
    private final MessageDigest digest;
    private final Consumer<String> listener;

    /**
     * Begins.
     *
     * @param to where the bytes go; is closed with this
     * @param listener is told the digest, lower-case hexadecimal
     */
    public DigestedOutputStream(OutputStream to, Consumer<String> listener) {
        this(to, sha256(), listener);
    }

    private DigestedOutputStream(OutputStream to, MessageDigest digest, Consumer<String> listener) {
        super(new BufferedOutputStream(new DigestOutputStream(to, digest), 1 << 16));
        this.digest = digest;
        this.listener = listener;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        super.close();
        listener.accept(HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * SHA-256 of some bytes.
     *
     * @param bytes the bytes
     * @return lower-case hexadecimal
     */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
