package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A copy of a store to give away: the whole ledger as it was at a checkpoint, the public keys, the artefacts that are asked
 * for and that no record of removal took away, and the checkpoints that were shown to others; no private key, nothing derived. It opens as a store for reading, and {@link StoreVerifier#ofCopy} verifies it. Tiles and
 * bundles are computed anew from the entries, so that others may append meanwhile.
 */
public final class StoreCopy {
    private final Store store;
    private final Checkpoint checkpoint;
    private final ArtefactScope scope;
    private final ArtefactUses uses = new ArtefactUses();
    private final Map<String, ArtefactReference> artefacts = new TreeMap<>();

    /**
     * Prepares to copy.
     *
     * @param store the store
     * @param checkpoint a checkpoint of its ledger, the present one or an older one
     * @param scope which artefacts to copy
     */
    public StoreCopy(Store store, Checkpoint checkpoint, ArtefactScope scope) {
        this.store = store;
        this.checkpoint = checkpoint;
        this.scope = scope;
    }

    /** Takes the files of the copy. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Begins a file.
         *
         * @param path where it lies below the directory of the copy, with slashes
         * @return where its bytes go; closed before the next file begins
         * @throws IOException if it cannot be written; ends the copying
         */
        OutputStream file(String path) throws IOException;
    }

    /**
     * Hands over the files, always in the same order.
     *
     * @param sink takes them
     * @param progress is told how far it has come
     * @throws StoreException if the ledger is damaged, the checkpoint is not one of its, or an artefact is missing
     * @throws IOException if the store cannot be read or the sink fails
     */
    public void write(Sink sink, Progress progress) throws IOException {
        StoreLayout layout = StoreLayout.of(store.directory());
        put(sink, layout, layout.formatFile(), layout.format().toBytes());
        put(sink, layout, layout.publicKey(), store.verifyingKey().toPem().getBytes(StandardCharsets.US_ASCII));
        for (VerifyingKey retired : layout.readRetiredKeys()) {
            put(sink, layout, layout.retiredKey(retired), retired.toPem().getBytes(StandardCharsets.US_ASCII));
        }
        ledger(sink, layout, progress);
        checkpoints(sink, layout);
        artefacts.keySet().removeIf(sha256 -> uses.removal(sha256).isPresent());
        long done = 0;
        for (ArtefactReference artefact : artefacts.values()) {
            Path file = store.artefacts().file(artefact);
            try (OutputStream out = sink.file(path(layout, file))) {
                Files.copy(file, out);
            }
            progress.update("copying artefacts", ++done, artefacts.size(), "artefacts");
        }
    }

    private void ledger(Sink sink, StoreLayout layout, Progress progress) throws IOException {
        RightEdge edge = new RightEdge();
        RightEdge.Sink tiles = (path, content) -> put(sink, layout, path.under(layout.ledger()), content);
        store.ledger().entries(0, checkpoint.size(), (index, id, entry) -> {
            EvidenceRecord record = RecordReader.read(id, entry);
            uses.accept(record, true);
            for (ArtefactReference artefact : record.artefacts()) {
                if (scope.covers(record, artefact)) {
                    artefacts.put(artefact.sha256(), artefact);
                }
            }
            edge.append(entry, HexFormat.of().parseHex(id), tiles);
            progress.update("copying the ledger", index + 1, checkpoint.size(), "records");
        });
        edge.partials(tiles);
        if (!Arrays.equals(edge.root(), checkpoint.root())) {
            throw new StoreException(
                    "The first " + checkpoint.size() + " entries of the ledger do not give the root of its checkpoint:"
                            + " it is damaged. Run `control-evidence verify`.");
        }
        put(sink, layout, layout.ledger().resolve(CheckpointFile.NAME), checkpoint.toBytes());
    }

    /** Those that were shown to others, with the answers; what is of a later ledger cannot be checked with the copy. */
    private void checkpoints(Sink sink, StoreLayout layout) throws IOException {
        for (KeptCheckpoint kept : store.keptCheckpoints().all()) {
            long size = kept.checkpoint().size();
            if (size <= checkpoint.size()) {
                put(sink, layout, store.keptCheckpoints().note(size), kept.note());
                for (Receipt receipt : kept.receipts()) {
                    Path file = layout.checkpoints().resolve(receipt.fileName(size));
                    put(sink, layout, file, receipt.bytes());
                }
            }
        }
    }

    private static void put(Sink sink, StoreLayout layout, Path file, byte[] content) throws IOException {
        try (OutputStream out = sink.file(path(layout, file))) {
            out.write(content);
        }
    }

    private static String path(StoreLayout layout, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return layout.directory().relativize(absolute).toString().replace('\\', '/');
    }
}
