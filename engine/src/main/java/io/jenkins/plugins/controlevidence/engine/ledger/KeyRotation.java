package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.KeyRotationStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Replaces a store's signing key. The old key signs a record that names the new one; the checkpoint over that record is the first
 * that the new key signs, and the moment that counts: before it nothing has happened, after it the old private key is of no use
 * and is deleted. A rotation that was cut off is gone on with, or forgotten, when the store is next opened for writing.
 */
public final class KeyRotation {
    private KeyRotation() {}

    /**
     * Replaces the key. Stores that are open on the directory refuse to append from then on: open them again.
     *
     * @param directory the store
     * @param person who does it, as the build server or the operating system knows them
     * @param why the reason that they give, free of secrets
     * @param when now, UTC
     * @param invocation which machine run does it
     * @return the new public key: give it to those who verify
     * @throws IllegalArgumentException if nobody does it, or without a reason
     * @throws StoreException if there is no store, it is damaged, or busy for too long
     * @throws IOException if it cannot be written; the old key then counts, or the new one: open the store to see
     */
    public static VerifyingKey rotate(Path directory, String person, String why, Instant when, Invocation invocation)
            throws IOException {
        StoreLayout layout = StoreLayout.of(directory);
        try (StoreLock lock = StoreLock.open(layout.lock(), Store.PATIENCE)) {
            return lock.whileHeld(() -> {
                resume(layout);
                SigningKey old = SigningKey.load(layout.signingKey());
                SigningKey next = SigningKey.loadOrCreate(layout.nextKey());
                byte[] record = Envelope.sign(
                                KeyRotationStatement.of(
                                        old.verifyingKey(), next.verifyingKey(), person, why, when, invocation),
                                old)
                        .toBytes();
                new LedgerWriter(layout.ledger(), old).handOver(Leaf.of(record), next);
                finish(layout, next.verifyingKey());
                return next.verifyingKey();
            });
        }
    }

    /** Ends a rotation that was cut off. To be called while the store's lock is held. */
    static void resume(StoreLayout layout) throws IOException {
        if (!Files.exists(layout.nextKey())) {
            return;
        }
        VerifyingKey next = SigningKey.load(layout.nextKey()).verifyingKey();
        if (CheckpointFile.read(layout.ledger()).isSignedBy(next)) {
            finish(layout, next);
        } else {
            Files.delete(layout.nextKey());
            DurableFile.forceDirectory(layout.keys());
        }
    }

    /** Each step may have been done before. */
    private static void finish(StoreLayout layout, VerifyingKey next) throws IOException {
        VerifyingKey old = layout.readPublicKey();
        if (!old.equals(next)) {
            Files.createDirectories(layout.retiredKeys());
            DurableFile.forceDirectory(layout.keys());
            write(layout.retiredKey(old), old);
            write(layout.publicKey(), next);
        }
        Files.move(
                layout.nextKey(),
                layout.signingKey(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        DurableFile.forceDirectory(layout.keys());
    }

    private static void write(Path file, VerifyingKey key) throws IOException {
        DurableFile.write(file, key.toPem().getBytes(StandardCharsets.US_ASCII));
    }
}
