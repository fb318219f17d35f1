package io.jenkins.plugins.controlevidence.engine.report.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562, section 5.5): the same name has the same one, for anyone and later. */
final class StableUuid {
    private final UUID namespace;

    /** UUIDs within a namespace. */
    StableUuid(UUID namespace) {
        this.namespace = namespace;
    }

    /** The UUID of a name. */
    UUID of(String name) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-1"); // what version 5 is made of; nothing is protected by it
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
