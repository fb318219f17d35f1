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
        Checkpoint before = CheckpointFile.read(directory);
        RightEdge end = edge;
        edge = null; // until all has gone well: after an error the files are read again
        if (end == null || !before.isSameTreeAs(end.size(), end.root())) {
            end = load(before);
        }
        try {
            write(before, end, leaves);
        } catch (IOException e) {
            throw new StoreException(
                    "Writing to the ledger in " + directory + " failed, and what was to be recorded is not: "
                            + e.getMessage() + ". Look whether the disk is full, then run again.",
                    e);
        }
        edge = end;
        return before.size();
    }

    private RightEdge load(Checkpoint checkpoint) throws IOException {
        if (!checkpoint.isSignedBy(key.verifyingKey())) {
            throw refused("the checkpoint is not signed with this store's key");
        }
        RightEdge loaded;
        try {
            loaded = RightEdge.load(files, checkpoint.size());
        } catch (StoreException e) {
            throw refused(e.getMessage());
        }
        if (!checkpoint.isSameTreeAs(loaded.size(), loaded.root())) {
            throw refused("its tiles give another root than its checkpoint");
        }
        Leftovers.remove(directory, checkpoint.size());
        return loaded;
    }

    private StoreException refused(String why) {
        return new StoreException("The ledger in " + directory + " was damaged or changed: " + why
                + ". Nothing is appended to it. Run `control-evidence verify` and restore the store from a backup.");
    }

    private void write(Checkpoint before, RightEdge end, List<Leaf> leaves) throws IOException {
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
        CheckpointFile.write(directory, Checkpoint.sign(before.origin(), end.size(), end.root(), key));
        for (TilePath old : replaced.values()) {
            if (!old.isIn(end.size())) {
                removePartial(old);
            }
        }
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

    /** A wider one is in the checkpoint: it holds all that this one does. */
    private void removePartial(TilePath old) throws IOException {
        Path file = old.under(directory);
        Files.deleteIfExists(file);
        Leftovers.removeIfEmpty(file.getParent());
    }
}
