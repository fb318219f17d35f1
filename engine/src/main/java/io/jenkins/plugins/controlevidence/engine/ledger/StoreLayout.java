package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.OwnerOnlyFile;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies where in a store.
 *
 * @param directory the store
 */
record StoreLayout(Path directory) {
    /** What the store's {@code .gitignore} says: everything. */
    static final String GITIGNORE = "*\n";

    /** What lies in a store and is no evidence: derived, or of use while it runs. */
    static final Set<String> NOT_EVIDENCE = Set.of("index", "lock", "report.html");

    static StoreLayout of(Path directory) {
        return new StoreLayout(directory.toAbsolutePath().normalize());
    }

    Path formatFile() {
        return directory.resolve(StoreFormat.NAME);
    }

    Path gitignore() {
        return directory.resolve(".gitignore");
    }

    Path keys() {
        return directory.resolve("keys");
    }

    Path signingKey() {
        return keys().resolve("signing.pem");
    }

    Path publicKey() {
        return keys().resolve("signing.pub.pem");
    }

    /** Where a key lies that is about to replace the signing key. */
    Path nextKey() {
        return keys().resolve("next.pem");
    }

    /** Where the public halves of earlier signing keys are, by key id. */
    Path retiredKeys() {
        return keys().resolve("retired");
    }

    Path fingerprintKey() {
        return keys().resolve("fingerprint.key");
    }

    Path ledger() {
        return directory.resolve("ledger");
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    Path artefacts() {
        return directory.resolve("artefacts");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    /** What {@code store.json} says. */
    StoreFormat format() throws IOException {
        try {
            return StoreFormat.read(directory);
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    directory + " is no store: it has no " + StoreFormat.NAME
                            + ". Give the directory of a store, or run `control-evidence run` to make one.",
                    e);
        }
    }

    VerifyingKey readPublicKey() throws IOException {
        try {
            return VerifyingKey.parse(Files.readString(publicKey()));
        } catch (NoSuchFileException e) {
            throw new StoreException(publicKey() + " is missing. Restore it from a backup.", e);
        } catch (EvidenceException e) {
            throw new StoreException(publicKey() + ": " + e.getMessage() + " Restore it from a backup.", e);
        }
    }

    /** The earlier signing keys, in no particular order: their order is in the ledger. */
    List<VerifyingKey> readRetiredKeys() throws IOException {
        if (!Files.isDirectory(retiredKeys())) {
            return List.of();
        }
        List<VerifyingKey> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(retiredKeys())) {
            for (Path file :
                    files.filter(f -> !DurableFile.isTemporary(f)).sorted().toList()) {
                VerifyingKey key;
                try {
                    key = VerifyingKey.parse(Files.readString(file));
                } catch (EvidenceException e) {
                    throw new StoreException(file + ": " + e.getMessage() + " Restore it from a backup.", e);
                }
                if (!file.equals(retiredKey(key)) || !Files.readString(file).equals(key.toPem())) {
                    throw new StoreException(file + " was changed. Restore it from a backup.");
                }
                keys.add(key);
            }
        }
        return keys;
    }

    Path retiredKey(VerifyingKey key) {
        return retiredKeys().resolve(key.keyId() + ".pub.pem");
    }

    FingerprintKey readFingerprintKey(StoreFormat format) throws IOException {
        byte[] bytes;
        try {
            bytes = OwnerOnlyFile.read(fingerprintKey());
        } catch (NoSuchFileException e) {
            throw new StoreException(fingerprintKey() + " is missing. Restore it from a backup.", e);
        }
        if (bytes.length == FingerprintKey.LENGTH) {
            FingerprintKey key = FingerprintKey.of(bytes);
            if (format.isOf(key)) {
                return key;
            }
        }
        throw new StoreException(fingerprintKey() + " is not the key that the store was made with:"
                + " known credentials would count as new. Restore it from a backup.");
    }
}
