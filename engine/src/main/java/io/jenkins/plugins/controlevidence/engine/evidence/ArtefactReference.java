package io.jenkins.plugins.controlevidence.engine.evidence;

import java.util.Objects;

/**
 * A large thing that a record speaks of, kept beside the ledger under its digest.
 *
 * @param name what it is to the record: {@code report}, {@code findings}, {@code commits}
 * @param mediaType its media type
 * @param sha256 SHA-256 of its bytes before compression, lower-case hexadecimal
 * @param size its size in bytes before compression
 */
public record ArtefactReference(String name, String mediaType, String sha256, long size) {
    /** Rejects null and anything that is no digest. */
    public ArtefactReference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
        }
    }
}
