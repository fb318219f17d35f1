package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file to be attached, read and looked through: it is kept byte for byte, so one that holds a credential is refused. What is
 * compressed or encrypted cannot be looked into.
 */
public final class AttachmentFile {
    /** The largest file that can be attached, in bytes. */
    public static final int MAX_BYTES = 20 << 20;

    private static final int BINARY_PREFIX = 8_000;
    private static final String BINARY = "application/octet-stream";

    private final byte[] bytes;
    private final Attachment.File description;

    private AttachmentFile(byte[] bytes, Attachment.File description) {
        this.bytes = bytes;
        this.description = description;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param mediaType its media type; null to tell it by the file's name
     * @return its content and what a record says of it
     * @throws EvidenceException if it is too large, or holds what looks like a credential; the message says in which line
     * @throws IOException if it cannot be read
     */
    public static AttachmentFile read(Path file, @CheckForNull String mediaType) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new EvidenceException(file + " is larger than " + MAX_BYTES
                    + " bytes; attach an extract, or keep it elsewhere and attach" + " its digest.");
        }
        String text = text(bytes);
        int line = text == null ? 0 : ActivityRedaction.lineOfSecret(text);
        if (line > 0) {
            throw new EvidenceException(
                    file + " holds what looks like a credential in line " + line
                            + ". What is attached is kept as it is: take the credential out, and change it, for it has been copied.");
        }
        Path name = file.getFileName();
        String plainName = name == null ? file.toString() : name.toString();
        return new AttachmentFile(
                bytes,
                new Attachment.File(
                        plainName, sha256(bytes), bytes.length, mediaType != null ? mediaType : mediaType(plainName)));
    }

    /** The text that a file is, as far as credentials go; null if it is none. */
    @CheckForNull
    private static String text(byte[] bytes) {
        if (bytes.length >= 2
                && (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff
                        || bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)) {
            return new String(bytes, StandardCharsets.UTF_16); // it begins with the mark of its byte order
        }
        for (int i = 0; i < Math.min(bytes.length, BINARY_PREFIX); i++) {
            if (bytes[i] == 0) {
                return null;
            }
        }
        // Byte for character: credentials are ASCII, and a file need not be valid in any one encoding.
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String mediaType(String name) {
        String guessed = URLConnection.guessContentTypeFromName(name);
        return guessed == null ? BINARY : guessed;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What is in it.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * What a record says of it.
     *
     * @return name, digest, size and media type
     */
    public Attachment.File description() {
        return description;
    }
}
