package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.evidence.OwnerOnlyFile;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a store. {@code store.json} comes last: what has none was not finished, and is gone on with. */
final class StoreCreation {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Set<String> OURS =
            Set.of(".gitignore", "keys", "ledger", "artefacts", "checkpoints", "lock", StoreFormat.NAME);

    private StoreCreation() {}

    static void create(StoreLayout layout, String ledger) throws IOException {
        Path directory = layout.directory();
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StoreException(directory + " is a file. Give a directory for the store.");
        }
        Files.createDirectories(directory);
        requireOurs(directory);
        try (StoreLock lock = StoreLock.open(layout.lock(), Store.PATIENCE)) {
            lock.whileHeld(() -> fillUnlessThere(layout, ledger));
        }
    }

    /** Refuses a directory that is used for something else; one in which making a store was cut off is gone on with. */
    private static void requireOurs(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> other = files.filter(
                            file -> !OURS.contains(file.getFileName().toString()) && !DurableFile.isTemporary(file))
                    .findFirst();
            if (other.isPresent()) {
                throw new StoreException(directory + " is no store and is not empty: it holds "
                        + other.get().getFileName() + ". Give an empty or a new directory.");
            }
        }
    }

    private static boolean fillUnlessThere(StoreLayout layout, String ledger) throws IOException {
        if (Files.exists(layout.formatFile())) {
            return false; // another process was faster
        }
        DurableFile.write(layout.gitignore(), StoreLayout.GITIGNORE.getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(layout.ledger());
        Files.createDirectories(layout.artefacts());
        SigningKey key = SigningKey.loadOrCreate(layout.signingKey());
        DurableFile.write(layout.publicKey(), key.verifyingKey().toPem().getBytes(StandardCharsets.US_ASCII));
        FingerprintKey fingerprintKey = fingerprintKey(layout);
        String origin = origin(layout, ledger);
        CheckpointFile.write(layout.ledger(), Checkpoint.sign(origin, 0, TreeHash.empty(), key));
        DurableFile.forceDirectory(layout.directory());
        DurableFile.write(
                layout.formatFile(), StoreFormat.of(origin, fingerprintKey).toBytes());
        return true;
    }

    private static FingerprintKey fingerprintKey(StoreLayout layout) throws IOException {
        if (!Files.exists(layout.fingerprintKey())) {
            byte[] bytes = new byte[FingerprintKey.LENGTH];
            RANDOM.nextBytes(bytes);
            OwnerOnlyFile.create(layout.fingerprintKey(), bytes);
        }
        return FingerprintKey.of(OwnerOnlyFile.read(layout.fingerprintKey()));
    }

    /** A new ledger's name; refuses to begin anew over records that are there. */
    private static String origin(StoreLayout layout, String ledger) throws IOException {
        if (Files.exists(layout.ledger().resolve(CheckpointFile.NAME))
                && CheckpointFile.read(layout.ledger()).size() > 0) {
            throw new StoreException(layout.formatFile() + " is missing, but " + layout.ledger()
                    + " holds records. Restore it from a backup.");
        }
        byte[] name = new byte[4];
        RANDOM.nextBytes(name);
        return ledger + "/" + HexFormat.of().formatHex(name);
    }
}
