package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Computes a ledger anew from its entries and compares every tile, every bundle and the roots with what is there. */
final class LedgerVerification {
    private final Path directory;
    private final TileFiles files;
    private final Checkpoint checkpoint;
    private final Faults faults = new Faults();
    private final RightEdge edge = new RightEdge();
    private long tiles;

    /** The roots at the sizes that are asked for, as they are met. */
    private final Map<Long, byte[]> roots = new HashMap<>();

    private final Set<Long> asked;

    LedgerVerification(Path directory, Checkpoint checkpoint, List<Checkpoint> kept) {
        this.directory = directory;
        this.files = new TileFiles(directory);
        this.checkpoint = checkpoint;
        this.asked = kept.stream().map(Checkpoint::size).collect(Collectors.toSet());
    }

    /** Goes through all entries; ends early at a bundle that cannot be read. */
    void run(RecordVerification records, Progress progress) throws IOException {
        noteRoot();
        try {
            for (long index = 0; index * TilePath.FULL < checkpoint.size(); index++) {
                TilePath path = TilePath.in(checkpoint.size(), TilePath.ENTRIES, index);
                List<byte[]> entries = EntryBundle.first(path.width(), files.read(path));
                records.accept(entries);
                for (byte[] entry : entries) {
                    edge.append(entry, TreeHash.leaf(entry), this::compare);
                    noteRoot();
                }
                progress.update("verifying records", edge.size(), checkpoint.size(), "records");
            }
            edge.partials(this::compare);
        } catch (StoreException e) {
            faults.add("after " + edge.size() + " of " + checkpoint.size() + " entries: " + e.getMessage());
        }
    }

    private void noteRoot() {
        if (asked.contains(edge.size())) {
            roots.put(edge.size(), edge.root());
        }
    }

    private void compare(TilePath path, byte[] expected) throws IOException {
        tiles++;
        byte[] there = files.read(path);
        boolean exact = Files.exists(path.under(directory));
        if (exact ? !Arrays.equals(there, expected) : !startsWith(there, expected)) {
            faults.add(path + " is not what the entries give");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    Check tree() {
        if (faults.none() && !checkpoint.isSameTreeAs(edge.size(), edge.root())) {
            faults.add("the root of its " + edge.size() + " entries is not the one of the checkpoint");
        }
        return faults.check(
                "ledger", edge.size() + " entries and " + tiles + " tiles and bundles give the root of the checkpoint");
    }

    /** Whether the ledger still begins with what it was when the other checkpoint was taken. */
    Check keptCheckpoint(Checkpoint older) {
        String name = StoreVerifier.KEPT_CHECKPOINT;
        if (older.size() > checkpoint.size()) {
            return Check.notVerified(
                    name,
                    "the ledger had " + older.size() + " entries and has " + checkpoint.size()
                            + ": it was rolled back");
        }
        byte[] root = roots.get(older.size());
        if (root == null) {
            return Check.couldNotCheck(name, "the ledger cannot be read up to entry " + older.size());
        }
        return Arrays.equals(root, older.root())
                ? Check.verified(
                        name, "the first " + older.size() + " entries are those of the checkpoint kept elsewhere")
                : Check.notVerified(
                        name,
                        "the first " + older.size() + " entries are not those of the checkpoint kept elsewhere:"
                                + " the ledger was rewritten");
    }
}
