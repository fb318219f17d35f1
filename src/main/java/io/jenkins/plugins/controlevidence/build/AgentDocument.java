package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A document that an agent has left for the controller to fetch. Its digest travels apart from it, so that a document cut off
 * on its way is noticed.
 *
 * @param file name of the file in the directory that both know
 * @param mediaType its media type
 * @param sha256 SHA-256 of its bytes, lower-case hexadecimal
 * @param size its size in bytes
 */
record AgentDocument(String file, String mediaType, String sha256, long size) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Writes what a document holds. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream to) throws IOException;
    }

    /**
     * Writes a document on the agent.
     *
     * @param directory where to, made if it is not there
     * @param file name of the file
     * @param mediaType its media type
     * @param content writes it
     * @return what the controller has to know of it
     * @throws IOException if it cannot be written
     */
    static AgentDocument write(Path directory, String file, String mediaType, Content content) throws IOException {
        Path path = Files.createDirectories(directory).resolve(file);
        MessageDigest digest = newDigest();
        try (OutputStream to = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(path)), digest)) {
            content.writeTo(to);
        }
        return new AgentDocument(file, mediaType, HexFormat.of().formatHex(digest.digest()), Files.size(path));
    }

    /** Whether what the store has kept is what the agent had written. */
    boolean isKeptAs(ArtefactReference artefact) {
        return artefact.sha256().equals(sha256) && artefact.size() == size;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
