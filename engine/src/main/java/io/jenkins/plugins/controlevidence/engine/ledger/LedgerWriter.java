package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Appends to the files of a ledger: bundle, then tiles, then the checkpoint, each whole and forced to the disk before the
 * next. What lies beyond the checkpoint does not count and is written anew. To be called while the store's lock is held.
 */
final class LedgerWriter {
    private final Path directory;
    private final TileFiles files;
    private final SigningKey key;

    /** The ledger's end as of the last checkpoint written here; null if it has to be read. */
    @CheckForNull
    private RightEdge edge;

    /** The last checkpoint written or found here: what comes later has to begin with what it covers. */
    @CheckForNull
    private Checkpoint last;

    LedgerWriter(Path directory, SigningKey key) {
        this.directory = directory;
        this.files = new TileFiles(directory);
        this.key = key;
    }

    /**
     * Appends entries; when it returns they are durable and in the signed checkpoint.
     *
     * @return position of the first
     */
    long append(List<Leaf> leaves) throws IOException {
        return append(leaves, key);
    }

    /** Appends an entry and signs the checkpoint with another key: from then on this writer refuses. */
    void handOver(Leaf leaf, SigningKey next) throws IOException {
        append(List.of(leaf), next);
    }

    private long append(List<Leaf> leaves, SigningKey signer) throws IOException {
        Checkpoint before = CheckpointFile.read(directory);
        if (!before.isSignedBy(key.verifyingKey())) {
            throw refused(
                    "the checkpoint is not signed with this store's key (if the key was just replaced, try again)");
        }
        RightEdge end = edge;
        edge = null; // until all has gone well: after an error the files are read again
        if (end == null || !before.isSameTreeAs(end.size(), end.root())) {
            end = load(before);
        }
        Checkpoint after;
        try {
            after = write(before, end, leaves, signer);
        } catch (IOException e) {
            throw new StoreException(
                    "Writing to the ledger in " + directory + " failed, and what was to be recorded does not count: "
                            + e.getMessage() + ". Look whether the disk is full, then run again.",
                    e);
        }
        last = after;
        edge = removeSuperseded(before, after) ? end : null;
        return before.size();
    }

    private RightEdge load(Checkpoint checkpoint) throws IOException {
        RightEdge loaded;
        try {
            loaded = RightEdge.load(files, checkpoint.size());
        } catch (StoreException e) {
            throw refused(e.getMessage());
        }
        if (!checkpoint.isSameTreeAs(loaded.size(), loaded.root())) {
            throw refused("its tiles give another root than its checkpoint");
        }
        Checkpoint before = last;
        if (before != null && !continues(before, checkpoint)) {
            throw refused("it does not begin with the " + before.size() + " entries that it had before");
        }
        Leftovers.remove(directory, checkpoint.size());
        last = checkpoint;
        return loaded;
    }

    private boolean continues(Checkpoint earlier, Checkpoint later) throws IOException {
        return later.size() >= earlier.size()
                && earlier.isSameTreeAs(earlier.size(), new TileHashes(files, later.size()).range(0, earlier.size()));
    }

    private StoreException refused(String why) {
        return new StoreException("The ledger in " + directory + " was damaged or changed: " + why
                + ". Nothing is appended to it. Run `control-evidence verify` and restore the store from a backup.");
    }

    private Checkpoint write(Checkpoint before, RightEdge end, List<Leaf> leaves, SigningKey signer)
            throws IOException {
        Set<Path> touched = new LinkedHashSet<>();
        RightEdge.Sink disk = (path, content) -> put(path, content, touched);
        Map<Integer, TilePath> replaced = partials(before.size());
        for (Leaf leaf : leaves) {
            end.append(leaf.entry(), leaf.hash(), disk);
        }
        end.partials((path, content) -> {
            if (!path.equals(replaced.get(path.level()))) {
                disk.take(path, content);
            }
        });
        for (Path touchedDirectory : touched) {
            DurableFile.forceDirectory(touchedDirectory);
        }
        Checkpoint after = Checkpoint.sign(before.origin(), end.size(), end.root(), signer);
        CheckpointFile.write(directory, after);
        return after;
    }

    /** The tiles and the bundle that are not full in a ledger of that size, by level. */
    private static Map<Integer, TilePath> partials(long size) {
        Map<Integer, TilePath> partials = new HashMap<>();
        for (int level = TilePath.ENTRIES; level < TilePath.LEVELS; level++) {
            long hashes = size >>> (TilePath.HEIGHT * Math.max(level, 0));
            if (hashes % TilePath.FULL > 0) {
                partials.put(level, TilePath.in(size, level, hashes / TilePath.FULL));
            }
        }
        return partials;
    }

    private void put(TilePath path, byte[] content, Set<Path> touched) throws IOException {
        Path file = path.under(directory);
        List<Path> missing = new ArrayList<>();
        for (Path parent = file.getParent(); !Files.isDirectory(parent); parent = parent.getParent()) {
            missing.add(parent);
        }
        Files.createDirectories(file.getParent());
        DurableFile.replace(file, content);
        touched.add(file.getParent());
        missing.forEach(made -> touched.add(made.getParent()));
    }

    /**
     * Removes the tiles that are not full and of which wider ones are in the checkpoint now. What was appended is durable
     * already, so that a failure here is none of the append: the next one reads the files again, removes them or says why not.
     */
    private boolean removeSuperseded(Checkpoint before, Checkpoint after) {
        try {
            for (TilePath old : partials(before.size()).values()) {
                if (!old.isIn(after.size())) {
                    Path file = old.under(directory);
                    Files.deleteIfExists(file);
                    Leftovers.removeIfEmpty(file.getParent());
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
