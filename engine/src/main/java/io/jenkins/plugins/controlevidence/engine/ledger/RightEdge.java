package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The growing end of a ledger: the tiles and the bundle that are not full yet, and the root. Fed with entries it gives every
 * tile and bundle of the ledger, which the writer puts on the disk and the verifier compares with what is there.
 */
final class RightEdge {
    /** Takes a tile or bundle that is full, or one that is as wide as it is when asked for. */
    @FunctionalInterface
    interface Sink {
        void take(TilePath path, byte[] content) throws IOException;
    }

    private final CompactTree tree = new CompactTree();
    private final List<ByteArrayOutputStream> tiles = new ArrayList<>();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

    RightEdge() {
        for (int level = 0; level < TilePath.LEVELS; level++) {
            tiles.add(new ByteArrayOutputStream());
        }
    }

    /** The edge of a ledger of that size as its files tell it; whether they tell the truth, the root shows. */
    static RightEdge load(TileFiles files, long size) throws IOException {
        RightEdge edge = new RightEdge();
        for (int level = TilePath.LEVELS - 1; level >= 0; level--) {
            long hashes = size >>> (TilePath.HEIGHT * level);
            int width = (int) (hashes % TilePath.FULL);
            if (width > 0) {
                byte[] tile = files.hashes(new TilePath(level, hashes / TilePath.FULL, width));
                for (int i = 0; i < width; i++) {
                    byte[] hash = Arrays.copyOfRange(tile, i * TreeHash.LENGTH, (i + 1) * TreeHash.LENGTH);
                    edge.tiles.get(level).writeBytes(hash);
                    edge.tree.append(TilePath.HEIGHT * level, hash);
                }
            }
        }
        int entries = (int) (size % TilePath.FULL);
        if (entries > 0) {
            edge.loadBundle(new TilePath(TilePath.ENTRIES, size / TilePath.FULL, entries), files);
        }
        return edge;
    }

    private void loadBundle(TilePath path, TileFiles files) throws IOException {
        byte[] leaves = tiles.get(0).toByteArray();
        List<byte[]> entries = EntryBundle.first(path.width(), files.read(path));
        for (int i = 0; i < entries.size(); i++) {
            int at = i * TreeHash.LENGTH;
            byte[] leaf = TreeHash.leaf(entries.get(i));
            if (!Arrays.equals(leaf, 0, leaf.length, leaves, at, at + leaf.length)) {
                throw new StoreException("entry " + i + " of " + path + " is not the one that its tile names");
            }
            EntryBundle.append(bundle, entries.get(i));
        }
    }

    long size() {
        return tree.size();
    }

    byte[] root() {
        return tree.root();
    }

    /** Appends an entry, whose hash is given, and hands over the bundle and the tiles that it completes. */
    void append(byte[] entry, byte[] leaf, Sink sink) throws IOException {
        long index = tree.size();
        tree.append(0, leaf);
        EntryBundle.append(bundle, entry);
        if (index % TilePath.FULL == TilePath.FULL - 1) {
            sink.take(new TilePath(TilePath.ENTRIES, index / TilePath.FULL, TilePath.FULL), bundle.toByteArray());
            bundle.reset();
        }
        byte[] hash = leaf;
        for (int level = 0; hash != null; level++) {
            hash = appendHash(level, index >>> (TilePath.HEIGHT * level), hash, sink);
        }
    }

    /** Appends a hash to a level; gives the hash for the level above if that completes a tile. */
    @CheckForNull
    private byte[] appendHash(int level, long position, byte[] hash, Sink sink) throws IOException {
        ByteArrayOutputStream tile = tiles.get(level);
        tile.writeBytes(hash);
        if (position % TilePath.FULL != TilePath.FULL - 1) {
            return null;
        }
        byte[] content = tile.toByteArray();
        tile.reset();
        sink.take(new TilePath(level, position / TilePath.FULL, TilePath.FULL), content);
        CompactTree perfect = new CompactTree();
        for (int at = 0; at < content.length; at += TreeHash.LENGTH) {
            perfect.append(0, Arrays.copyOfRange(content, at, at + TreeHash.LENGTH));
        }
        return perfect.root();
    }

    /** Hands over the bundle and the tiles that are not full. */
    void partials(Sink sink) throws IOException {
        if (bundle.size() > 0) {
            sink.take(TilePath.in(size(), TilePath.ENTRIES, size() / TilePath.FULL), bundle.toByteArray());
        }
        for (int level = 0; level < TilePath.LEVELS; level++) {
            if (tiles.get(level).size() > 0) {
                long index = (size() >>> (TilePath.HEIGHT * level)) / TilePath.FULL;
                sink.take(TilePath.in(size(), level, index), tiles.get(level).toByteArray());
            }
        }
    }
}
