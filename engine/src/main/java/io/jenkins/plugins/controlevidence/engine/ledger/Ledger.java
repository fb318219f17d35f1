package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/**
 * The append-only log of a store: C2SP tlog-tiles in a directory. Everything read is checked against the tree's leaf hashes;
 * whether the tree is the signed one, {@link StoreVerifier} tells. Safe for use by several threads and processes.
 */
public final class Ledger implements Closeable {
    private final Path directory;
    private final TileFiles files;

    @CheckForNull
    private final GroupCommit commits;

    private Ledger(Path directory, @CheckForNull GroupCommit commits) {
        this.directory = directory;
        this.files = new TileFiles(directory);
        this.commits = commits;
    }

    static Ledger forReading(Path directory) {
        return new Ledger(directory, null);
    }

    static Ledger forWriting(Path directory, SigningKey key, StoreLock lock) {
        return new Ledger(directory, new GroupCommit(new LedgerWriter(directory, key), lock));
    }

    /** Is told entries in their order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An entry.
         *
         * @param index its position, from 0
         * @param id its leaf hash, lower-case hexadecimal
         * @param entry its bytes
         * @throws IOException ends the reading
         */
        void entry(long index, String id, byte[] entry) throws IOException;
    }

    /**
     * Appends entries, next to each other. When it returns they are on the disk and in a signed checkpoint.
     *
     * @param entries what to append, each at most 65,535 bytes
     * @return position of the first
     * @throws StoreException if an entry is too long, the ledger is open for reading only, damaged, or busy for too long
     * @throws IOException if they cannot be written; then none of them is acknowledged
     */
    public long append(List<byte[]> entries) throws IOException {
        if (commits == null) {
            throw new StoreException("The ledger in " + directory + " is open for reading only.");
        }
        List<Leaf> leaves = new ArrayList<>(entries.size());
        for (byte[] entry : entries) {
            if (entry.length > EntryBundle.MAX_ENTRY) {
                throw new StoreException(
                        "A record of " + entry.length + " bytes does not fit into the ledger, which takes "
                                + EntryBundle.MAX_ENTRY + ". Keep large things as artefacts.");
            }
            leaves.add(Leaf.of(entry));
        }
        return commits.append(leaves);
    }

    /**
     * The current checkpoint.
     *
     * @return as it is on the disk; its signature is not verified
     * @throws IOException if there is none or it cannot be read
     */
    public Checkpoint checkpoint() throws IOException {
        return CheckpointFile.read(directory);
    }

    /**
     * How many entries the ledger has.
     *
     * @return the size that the checkpoint tells
     * @throws IOException if it cannot be read
     */
    public long size() throws IOException {
        return checkpoint().size();
    }

    /**
     * One entry.
     *
     * @param index its position, from 0
     * @return its bytes
     * @throws StoreException if the ledger has none there, or it is damaged
     * @throws IOException if it cannot be read
     */
    public byte[] entry(long index) throws IOException {
        long size = size();
        requireIn(index, size);
        List<byte[]> found = new ArrayList<>(1);
        bundle(index / TilePath.FULL, size, new TileHashes(files, size), (at, id, entry) -> {
            if (at == index) {
                found.add(entry);
            }
        });
        return found.get(0);
    }

    /**
     * All entries from a position on, up to the size that the checkpoint tells now.
     *
     * @param from position of the first, from 0
     * @param visitor is told each
     * @throws StoreException if the ledger is damaged
     * @throws IOException if it cannot be read
     */
    public void entries(long from, Visitor visitor) throws IOException {
        entries(from, size(), visitor);
    }

    /**
     * All entries from a position on, up to another, which may be one that the ledger has outgrown since.
     *
     * @param from position of the first, from 0
     * @param size position after the last, at most the current size
     * @param visitor is told each
     * @throws StoreException if the ledger is damaged
     * @throws IOException if it cannot be read
     */
    public void entries(long from, long size, Visitor visitor) throws IOException {
        TileHashes tree = new TileHashes(files, size);
        for (long index = from / TilePath.FULL; index * TilePath.FULL < size; index++) {
            bundle(index, size, tree, (at, id, entry) -> {
                if (at >= from) {
                    visitor.entry(at, id, entry);
                }
            });
        }
    }

    private void bundle(long index, long size, TileHashes tree, Visitor visitor) throws IOException {
        TilePath path = TilePath.in(size, TilePath.ENTRIES, index);
        List<byte[]> entries;
        try {
            entries = EntryBundle.first(path.width(), files.read(path));
        } catch (StoreException e) {
            throw damaged(path, e.getMessage());
        }
        long at = index * TilePath.FULL;
        for (byte[] entry : entries) {
            byte[] hash = TreeHash.leaf(entry);
            if (!Arrays.equals(hash, tree.leaf(at))) {
                throw damaged(path, "entry " + at + " is not the one that was recorded");
            }
            visitor.entry(at, HexFormat.of().formatHex(hash), entry);
            at++;
        }
    }

    private StoreException damaged(TilePath path, String why) {
        return new StoreException(path.under(directory) + " is damaged: " + why
                + ". Run `control-evidence verify` and restore the store from a backup.");
    }

    /**
     * The entries whose id begins so. Looks through all leaf hashes: 32 bytes a record.
     *
     * @param idPrefix hexadecimal digits, lower case
     * @return their positions, at most 100
     * @throws IOException if the ledger cannot be read
     */
    public List<Long> find(String idPrefix) throws IOException {
        long size = size();
        TileHashes tree = new TileHashes(files, size);
        List<Long> found = new ArrayList<>();
        for (long index = 0; index < size && found.size() < 100; index++) {
            if (HexFormat.of().formatHex(tree.leaf(index)).startsWith(idPrefix)) {
                found.add(index);
            }
        }
        return found;
    }

    /**
     * The id of an entry.
     *
     * @param index its position, from 0
     * @return its leaf hash, lower-case hexadecimal
     * @throws StoreException if the ledger has none there
     * @throws IOException if the ledger cannot be read
     */
    public String id(long index) throws IOException {
        long size = size();
        requireIn(index, size);
        return HexFormat.of().formatHex(new TileHashes(files, size).leaf(index));
    }

    /**
     * Shows that an entry is in the ledger.
     *
     * @param index the entry's position
     * @param size the size of the ledger to show it for, at most the current one
     * @return the proof
     * @throws StoreException if there is nothing to prove
     * @throws IOException if the ledger cannot be read
     */
    public InclusionProof inclusionProof(long index, long size) throws IOException {
        requireIn(size - 1, size());
        requireIn(index, size);
        return InclusionProof.of(index, size, tree());
    }

    /** Is told proofs in the order of the entries. */
    @FunctionalInterface
    public interface ProofVisitor {
        /**
         * A proof.
         *
         * @param id the entry's leaf hash, lower-case hexadecimal
         * @param proof shows that it is in the ledger
         * @throws IOException ends the reading
         */
        void proof(String id, InclusionProof proof) throws IOException;
    }

    /**
     * Shows for many entries that they are in the ledger, each for the price of a few hashes.
     *
     * @param indexes the entries' positions, ascending
     * @param size the size of the ledger to show it for, at most the current one
     * @param visitor is told each proof
     * @throws StoreException if there is nothing to prove
     * @throws IOException if the ledger cannot be read
     */
    public void inclusionProofs(LongStream indexes, long size, ProofVisitor visitor) throws IOException {
        requireIn(size - 1, size());
        TileHashes tree = new TileHashes(files, size);
        for (PrimitiveIterator.OfLong each = indexes.iterator(); each.hasNext(); ) {
            long index = each.nextLong();
            requireIn(index, size);
            visitor.proof(HexFormat.of().formatHex(tree.leaf(index)), InclusionProof.of(index, size, tree));
        }
    }

    /**
     * Shows that the ledger has only been appended to.
     *
     * @param oldSize a size that it had, at least 1
     * @param newSize a size that it has or had later
     * @return the proof
     * @throws StoreException if there is nothing to prove
     * @throws IOException if the ledger cannot be read
     */
    public ConsistencyProof consistencyProof(long oldSize, long newSize) throws IOException {
        requireIn(newSize - 1, size());
        requireIn(oldSize - 1, newSize);
        return ConsistencyProof.of(oldSize, newSize, tree());
    }

    /**
     * The root that the ledger had at a size.
     *
     * @param size at most the current one
     * @return 32 bytes
     * @throws StoreException if it has not come so far
     * @throws IOException if the ledger cannot be read
     */
    public byte[] root(long size) throws IOException {
        if (size != 0) {
            requireIn(size - 1, size());
        }
        return tree().range(0, size);
    }

    private TileHashes tree() throws IOException {
        return new TileHashes(files, size());
    }

    private void requireIn(long index, long size) throws StoreException {
        if (index < 0 || index >= size) {
            throw new StoreException("The ledger in " + directory + " has no entry " + index + " among " + size + ".");
        }
    }

    /** Waits until what was begun is written. */
    @Override
    public void close() {
        if (commits != null) {
            commits.close();
        }
    }
}
