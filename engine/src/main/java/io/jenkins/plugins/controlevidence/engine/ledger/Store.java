package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The directory in which evidence is kept:
 *
 * <pre>
 * store.json                  format and name
 * keys/signing.pem            private key, its owner's alone; signing.pub.pem, the public half; fingerprint.key
 * keys/retired/               public halves of the signing keys before it
 * ledger/                     the log: checkpoint, tile/…
 * checkpoints/                checkpoints that were shown to others, and their answers
 * artefacts/                  large things by digest
 * index/                      derived from the ledger, may be deleted
 * .gitignore                  so that a store inside a repository is not committed
 * </pre>
 *
 * Several stores on one directory, in one process or in several, work together. Safe for use by several threads.
 */
public final class Store implements Closeable {
    /** What the names of ledgers begin with, before a slash and a random part. */
    private static final String LEDGER = "control-evidence";

    private static final String MADE_UP_LEDGER = "control-evidence-demo";

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final StoreFormat format;
    private final VerifyingKey verifyingKey;
    private final Ledger ledger;
    private final ArtefactStore artefacts;

    @CheckForNull
    private final SigningKey signingKey;

    @CheckForNull
    private final StoreLock lock;

    private Store(
            StoreLayout layout,
            StoreFormat format,
            VerifyingKey verifyingKey,
            @CheckForNull SigningKey signingKey,
            @CheckForNull StoreLock lock) {
        this.directory = layout.directory();
        this.format = format;
        this.verifyingKey = verifyingKey;
        this.signingKey = signingKey;
        this.lock = lock;
        this.artefacts = new ArtefactStore(layout.artefacts(), lock);
        this.ledger = signingKey == null || lock == null
                ? Ledger.forReading(layout.ledger())
                : Ledger.forWriting(layout.ledger(), signingKey, lock);
    }

    /**
     * Opens a store for reading and writing.
     *
     * @param directory where it is
     * @return the store, to be closed
     * @throws StoreException if there is none, it is damaged, or a newer version made it
     * @throws IOException if it cannot be read
     */
    public static Store open(Path directory) throws IOException {
        StoreLayout layout = StoreLayout.of(directory);
        StoreFormat format = layout.format();
        StoreLock lock = StoreLock.open(layout.lock(), PATIENCE);
        try {
            lock.whileHeld(() -> {
                KeyRotation.resume(layout);
                return null;
            });
            return open(layout, format, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Store open(StoreLayout layout, StoreFormat format, StoreLock lock) throws IOException {
        SigningKey key = SigningKey.load(layout.signingKey());
        VerifyingKey publicKey = layout.readPublicKey();
        if (!key.verifyingKey().equals(publicKey)) {
            throw new StoreException(layout.publicKey() + " does not belong to " + layout.signingKey()
                    + ". Restore the keys from a backup.");
        }
        layout.readFingerprintKey(format);
        new ArtefactStore(layout.artefacts(), lock).removeLeftovers();
        return new Store(layout, format, publicKey, key, lock);
    }

    /**
     * Opens a store for reading and writing, and makes it if there is none.
     *
     * @param directory where it is or is to be
     * @return the store, to be closed
     * @throws StoreException if it is damaged or a newer version made it
     * @throws IOException if it cannot be read or made
     */
    public static Store openOrCreate(Path directory) throws IOException {
        return openOrCreate(directory, LEDGER);
    }

    /**
     * Opens a store for reading and writing, and makes one of made-up records if there is none. Its ledger is named so that
     * every checkpoint and every report says what it is: {@link #isMadeUp(String)}.
     *
     * @param directory where it is or is to be
     * @return the store, to be closed
     * @throws StoreException if it is damaged or a newer version made it
     * @throws IOException if it cannot be read or made
     */
    public static Store openOrCreateMadeUp(Path directory) throws IOException {
        return openOrCreate(directory, MADE_UP_LEDGER);
    }

    private static Store openOrCreate(Path directory, String ledger) throws IOException {
        StoreLayout layout = StoreLayout.of(directory);
        if (!Files.exists(layout.formatFile())) {
            StoreCreation.create(layout, ledger);
        }
        return open(directory);
    }

    /**
     * Whether the records of a ledger are made up, to show what the software does.
     *
     * @param origin name of the ledger
     * @return true if {@link #openOrCreateMadeUp(Path)} made it
     */
    public static boolean isMadeUp(String origin) {
        return origin.startsWith(MADE_UP_LEDGER + "/");
    }

    /**
     * Opens a store for reading. Works without the private keys, as in a copy for an auditor, and writes nothing.
     *
     * @param directory where it is
     * @return the store, to be closed
     * @throws StoreException if there is none, it is damaged, or a newer version made it
     * @throws IOException if it cannot be read
     */
    public static Store openReadOnly(Path directory) throws IOException {
        StoreLayout layout = StoreLayout.of(directory);
        return new Store(layout, layout.format(), layout.readPublicKey(), null, null);
    }

    /**
     * Signs a statement and appends it; on return it is durable and under a signed checkpoint.
     *
     * @param statement what to record
     * @return where it is
     * @throws StoreException if it is too long, or the store is open for reading only, damaged, or busy for too long
     * @throws IOException if it cannot be written; then it is not acknowledged
     */
    public Appended append(Statement statement) throws IOException {
        return appendAll(List.of(statement)).get(0);
    }

    /**
     * Signs statements and appends them next to each other, all or none.
     *
     * @param statements what to record
     * @return where they are, in the same order
     * @throws StoreException if one is too long, or the store is open for reading only, damaged, or busy for too long
     * @throws IOException if they cannot be written; then none is acknowledged
     */
    public List<Appended> appendAll(List<Statement> statements) throws IOException {
        SigningKey key = signingKey();
        List<byte[]> envelopes = new ArrayList<>();
        for (Statement statement : statements) {
            envelopes.add(Envelope.sign(statement, key).toBytes());
        }
        long index = ledger.append(envelopes);
        List<Appended> appended = new ArrayList<>();
        for (byte[] envelope : envelopes) {
            appended.add(new Appended(
                    index++,
                    HexFormat.of().formatHex(TreeHash.leaf(envelope)),
                    HexFormat.of().formatHex(TreeHash.sha256().digest(envelope))));
        }
        return appended;
    }

    /**
     * The log of records.
     *
     * @return the same for as long as the store is open
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * What is kept beside the ledger.
     *
     * @return the same for as long as the store is open
     */
    public ArtefactStore artefacts() {
        return artefacts;
    }

    /**
     * Where the store is.
     *
     * @return its directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Where the index is, if there is one: derived, not evidence.
     *
     * @return a directory that need not exist
     */
    public Path indexDirectory() {
        return directory.resolve("index");
    }

    /**
     * Name of the ledger, as in its checkpoints and its note key.
     *
     * @return such as {@code control-evidence/1f2e3d4c}
     */
    public String origin() {
        return format.origin();
    }

    /**
     * The key that the store's records and checkpoints are signed with.
     *
     * @return the private key
     * @throws StoreException if the store is open for reading only
     */
    public SigningKey signingKey() throws StoreException {
        if (signingKey == null) {
            throw new StoreException("The store " + directory + " is open for reading only.");
        }
        return signingKey;
    }

    /**
     * The public half of the signing key.
     *
     * @return the key as the store has it; one kept elsewhere proves more
     */
    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /**
     * Whether one of the store's keys, the current one or one before it, has signed an envelope.
     *
     * @param envelope any
     * @return true only if one has; whether it was that key's turn, {@link StoreVerifier} tells
     * @throws IOException if the keys cannot be read
     */
    public boolean hasSigned(Envelope envelope) throws IOException {
        return envelope.isSignedBy(verifyingKey)
                || StoreLayout.of(directory).readRetiredKeys().stream().anyMatch(envelope::isSignedBy);
    }

    /**
     * The checkpoints that were shown to others.
     *
     * @return the same directory's each time
     */
    public KeptCheckpoints keptCheckpoints() {
        return new KeptCheckpoints(StoreLayout.of(directory).checkpoints());
    }

    /**
     * The key for fingerprints of credentials.
     *
     * @return the key
     * @throws StoreException if it is not there, or not the one that the store was made with
     * @throws IOException if it cannot be read
     */
    public FingerprintKey fingerprintKey() throws IOException {
        return StoreLayout.of(directory).readFingerprintKey(format);
    }

    /** Waits until what was begun is written, and lets go of the store. */
    @Override
    public void close() throws IOException {
        ledger.close();
        if (lock != null) {
            lock.close();
        }
    }
}
