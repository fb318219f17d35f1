package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.OwnerOnlyFile;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks everything that can be checked about a store, also about one that is damaged, and changes nothing. Left out is only
 * what is no evidence: {@code index/}, {@code report.html}, {@code lock}.
 *
 * <p>Someone who has the store's private key can rewrite all of it. A public key and a checkpoint that were kept elsewhere show
 * that too: what the checkpoint covers can then be neither changed nor taken away unseen.
 */
public final class StoreVerifier {
    /** Name of the check against a checkpoint that was kept elsewhere. */
    static final String KEPT_CHECKPOINT = "kept checkpoint";

    private static final String KEPT_IN_STORE = "kept checkpoints";

    private final StoreLayout layout;

    private final Trust trust;
    private final boolean copy;
    private final ArtefactScope scope;
    private final List<Check> checks = new ArrayList<>();
    private final Consumer<Check> listener;

    /**
     * Prepares to check a store.
     *
     * @param directory where it is
     * @param trust what is known of the store from elsewhere
     * @param listener is told each check as soon as it is done
     */
    public StoreVerifier(Path directory, Trust trust, Consumer<Check> listener) {
        this(directory, trust, false, ArtefactScope.ALL, listener);
    }

    private StoreVerifier(Path directory, Trust trust, boolean copy, ArtefactScope scope, Consumer<Check> listener) {
        this.layout = StoreLayout.of(directory);
        this.trust = trust;
        this.copy = copy;
        this.scope = scope;
        this.listener = listener;
    }

    /**
     * Prepares to check a copy of a store that was given away: without private keys, and with some of the artefacts.
     *
     * @param directory where it is
     * @param trust what is known of the store from elsewhere
     * @param scope which artefacts have to be there; there must be no others
     * @param listener is told each check as soon as it is done
     * @return the verifier
     */
    public static StoreVerifier ofCopy(Path directory, Trust trust, ArtefactScope scope, Consumer<Check> listener) {
        return new StoreVerifier(directory, trust, true, scope, listener);
    }

    /** One check; what it throws becomes its result. */
    @FunctionalInterface
    private interface Step {
        Check run() throws IOException;
    }

    /**
     * Checks the store; to be called once.
     *
     * @param progress is told how far it has come
     * @return all checks, in order; the store is verified only if each of them is
     */
    public List<Check> verify(Progress progress) {
        if (!Files.isDirectory(layout.directory())) {
            check("format", () -> Check.couldNotCheck("format", layout.directory() + " is no directory"));
            return checks;
        }
        check("format", this::format);
        check("public key", this::publicKey);
        if (!copy) {
            check("signing key", this::signingKey);
            check("fingerprint key", this::fingerprintKey);
            check(".gitignore", this::gitignore);
        }
        Keys keys = keys();
        Checkpoint checkpoint = checkpoint(keys);
        if (keys == null || checkpoint == null) {
            check(
                    "ledger",
                    () -> Check.couldNotCheck("ledger", "without a key and a checkpoint there is nothing to rely on"));
            return checks;
        }
        RecordVerification records = new RecordVerification(keys.all(), scope);
        LedgerVerification ledger = new LedgerVerification(layout.ledger(), checkpoint, trust.checkpoints());
        check("ledger", () -> {
            ledger.run(records, progress);
            return ledger.tree();
        });
        for (Checkpoint kept : trust.checkpoints()) {
            check(KEPT_CHECKPOINT, () -> keptCheckpoint(kept, ledger, checkpoint, records.keys()));
        }
        check("signatures", records::signatures);
        if (!keys.retired().isEmpty()) {
            check("key rotation", () -> keyRotation(keys, records.keys()));
        }
        check("records", records::records);
        shownToOthers(checkpoint, records.keys());
        ArtefactVerification artefacts =
                new ArtefactVerification(layout.artefacts(), records.artefactSizes(), records.uses(), copy);
        check("artefacts", () -> {
            Check check = artefacts.run(progress);
            return records.leftOut() == 0
                    ? check
                    : new Check(
                            check.name(),
                            check.status(),
                            check.detail() + "; " + records.leftOut() + " of other times were left out of this copy");
        });
        artefacts.removed().ifPresent(removed -> check(removed.name(), () -> removed));
        check("files", () -> FileVerification.of(layout, checkpoint.size()).run());
        return checks;
    }

    private void check(String name, Step step) {
        Check check;
        try {
            check = step.run();
        } catch (StoreException | EvidenceException | NoSuchFileException e) {
            check = Check.notVerified(
                    name, e instanceof NoSuchFileException ? e.getMessage() + " is missing" : e.getMessage());
        } catch (IOException e) {
            check = Check.couldNotCheck(name, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        checks.add(check);
        listener.accept(check);
    }

    private Check format() throws IOException {
        StoreFormat format = layout.format();
        return Arrays.equals(Files.readAllBytes(layout.formatFile()), format.toBytes())
                ? Check.verified("format", "a store named " + format.origin())
                : Check.notVerified("format", layout.formatFile() + " was changed");
    }

    private Check publicKey() throws IOException {
        String text = Files.readString(layout.publicKey(), StandardCharsets.ISO_8859_1);
        VerifyingKey inStore = VerifyingKey.parse(text);
        if (!text.equals(inStore.toPem())) {
            return Check.notVerified("public key", layout.publicKey() + " was changed");
        }
        if (trust.key() == null) {
            return Check.verified(
                    "public key",
                    inStore.keyId() + ", the store's own; to give one that was kept elsewhere proves more");
        }
        if (layout.readRetiredKeys().contains(trust.key())) {
            return Check.verified("public key", inStore.keyId() + ", a later one than the one that was given");
        }
        return trust.key().equals(inStore)
                ? Check.verified("public key", inStore.keyId() + ", the one that was given")
                : Check.notVerified("public key", layout.publicKey() + " is not the key that was given");
    }

    private Check signingKey() throws IOException {
        if (!Files.exists(layout.signingKey())) {
            return Check.couldNotCheck("signing key", layout.signingKey() + " is missing: nothing can be recorded");
        }
        SigningKey key = SigningKey.load(layout.signingKey());
        if (!key.isWrittenAs(OwnerOnlyFile.read(layout.signingKey()))) {
            return Check.notVerified("signing key", layout.signingKey() + " was changed");
        }
        return key.verifyingKey().equals(layout.readPublicKey())
                ? Check.verified("signing key", "belongs to the public key, and its owner alone may read it")
                : Check.notVerified("signing key", layout.signingKey() + " does not belong to the public key");
    }

    private Check fingerprintKey() throws IOException {
        if (!Files.exists(layout.fingerprintKey())) {
            return Check.couldNotCheck(
                    "fingerprint key", layout.fingerprintKey() + " is missing: known credentials would count as new");
        }
        layout.readFingerprintKey(layout.format());
        return Check.verified("fingerprint key", "is the store's, and its owner alone may read it");
    }

    private Check gitignore() throws IOException {
        byte[] expected = StoreLayout.GITIGNORE.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(Files.readAllBytes(layout.gitignore()), expected)
                ? Check.verified(".gitignore", "keeps the store out of a repository")
                : Check.notVerified(
                        ".gitignore", layout.gitignore() + " was changed: the store's keys could be committed");
    }

    /**
     * The keys to rely on.
     *
     * @param current the one that signs now
     * @param retired those that signed before it
     */
    private record Keys(VerifyingKey current, List<VerifyingKey> retired) {
        List<VerifyingKey> all() {
            List<VerifyingKey> all = new ArrayList<>(List.of(current));
            all.addAll(retired);
            return all;
        }
    }

    /** The keys to rely on; null if there are none. */
    @CheckForNull
    private Keys keys() {
        try {
            List<VerifyingKey> retired = layout.readRetiredKeys();
            boolean given = trust.key() != null && !retired.contains(trust.key());
            return new Keys(given ? trust.key() : layout.readPublicKey(), retired);
        } catch (IOException e) {
            return trust.key() == null ? null : new Keys(trust.key(), List.of()); // said by the check of the public key
        }
    }

    /** Whether the keys that the store keeps are those that the ledger tells, and the one that was given among them. */
    private Check keyRotation(Keys keys, KeyChain chain) {
        if (!chain.current().equals(keys.current())) {
            return Check.notVerified(
                    "key rotation", "the records do not lead to the key that signed the checkpoint: " + keys.current());
        }
        for (VerifyingKey key : keys.retired()) {
            if (!chain.contains(key)) {
                return Check.notVerified("key rotation", "no record was signed with " + layout.retiredKey(key));
            }
        }
        return Check.verified("key rotation", chain.length() + " keys in a row, each named by the one before it");
    }

    @CheckForNull
    private Checkpoint checkpoint(@CheckForNull Keys keys) {
        List<Checkpoint> read = new ArrayList<>();
        check("checkpoint", () -> {
            Checkpoint checkpoint = CheckpointFile.read(layout.ledger());
            read.add(checkpoint);
            if (keys == null) {
                return Check.couldNotCheck("checkpoint", "there is no public key to check it with");
            }
            if (!checkpoint.isSignedBy(keys.current())) {
                return Check.notVerified("checkpoint", "it is not signed with the key");
            }
            if (!checkpoint.origin().equals(layout.format().origin())) {
                return Check.notVerified("checkpoint", "it is of another ledger, " + checkpoint.origin());
            }
            return Check.verified(
                    "checkpoint",
                    "signed with the key, " + checkpoint.size() + " entries"
                            + (trust.checkpoints().isEmpty()
                                    ? "; only a checkpoint kept elsewhere shows a rollback"
                                    : ""));
        });
        return read.isEmpty() ? null : read.get(0);
    }

    private static Check keptCheckpoint(
            Checkpoint kept, LedgerVerification ledger, Checkpoint checkpoint, KeyChain keys) throws IOException {
        if (!keys.hasSigned(kept)) {
            return Check.notVerified(KEPT_CHECKPOINT, "the checkpoint kept elsewhere is not signed with the key");
        }
        return kept.origin().equals(checkpoint.origin())
                ? ledger.keptCheckpoint(kept)
                : Check.notVerified(
                        KEPT_CHECKPOINT, "the checkpoint kept elsewhere is of another ledger, " + kept.origin());
    }

    /** The checkpoints that were shown to others, and what those answered. */
    private void shownToOthers(Checkpoint checkpoint, KeyChain keys) {
        List<KeptCheckpoint> kept = new ArrayList<>();
        check(KEPT_IN_STORE, () -> {
            kept.addAll(new KeptCheckpoints(layout.checkpoints()).all());
            TileHashes tree = new TileHashes(new TileFiles(layout.ledger()), checkpoint.size());
            return new KeptVerification(kept, trust)
                    .checkpoints(checkpoint.origin(), checkpoint.size(), keys::hasSigned, size -> tree.range(0, size));
        });
        if (!kept.isEmpty()) {
            check("time stamps", new KeptVerification(kept, trust)::timeStamps);
            check("witnesses", new KeptVerification(kept, trust)::witnesses);
        }
    }
}
