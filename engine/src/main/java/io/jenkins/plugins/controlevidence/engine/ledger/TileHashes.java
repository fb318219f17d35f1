package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Merkle tree of a ledger at one size, computed from its tiles. Keeps the tiles read last; for one thread. */
final class TileHashes {
    private static final int KEPT_TILES = 256;

    private final TileFiles files;
    private final long size;
    private final Map<TilePath, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
            return size() > KEPT_TILES;
        }
    };

    /** Roots of perfect subtrees within a tile: those of one proof are mostly those of the next. */
    private final Map<Subtree, byte[]> keptRoots = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subtree, byte[]> eldest) {
            return size() > KEPT_TILES;
        }
    };

    private record Subtree(int height, long position) {}

    TileHashes(TileFiles files, long size) {
        this.files = files;
        this.size = size;
    }

    /** Hash of a leaf. */
    byte[] leaf(long index) throws IOException {
        return perfect(0, index);
    }

    /** Merkle tree hash of the leaves from {@code start} to before {@code end}, by RFC 6962. */
    byte[] range(long start, long end) throws IOException {
        long width = end - start;
        if (width == 0) {
            return TreeHash.empty();
        }
        if (Long.bitCount(width) == 1 && start % width == 0) {
            int height = Long.numberOfTrailingZeros(width);
            return perfect(height, start >>> height);
        }
        long middle = start + split(width);
        return TreeHash.node(range(start, middle), range(middle, end));
    }

    /** The largest power of two smaller than a number above 1. */
    static long split(long width) {
        return Long.highestOneBit(width - 1);
    }

    /** Root of the perfect subtree of 2^height leaves at that position among its like. */
    private byte[] perfect(int height, long position) throws IOException {
        if (height % TilePath.HEIGHT == 0) {
            return computed(height, position); // stands in a tile as it is
        }
        Subtree subtree = new Subtree(height, position);
        byte[] root = keptRoots.get(subtree);
        if (root == null) {
            root = computed(height, position);
            keptRoots.put(subtree, root);
        }
        return root;
    }

    private byte[] computed(int height, long position) throws IOException {
        int level = height / TilePath.HEIGHT;
        int above = height % TilePath.HEIGHT;
        long first = position << above;
        byte[] tile = tile(TilePath.in(size, level, first / TilePath.FULL));
        CompactTree tree = new CompactTree();
        for (int i = 0; i < 1 << above; i++) {
            int at = ((int) (first % TilePath.FULL) + i) * TreeHash.LENGTH;
            tree.append(0, Arrays.copyOfRange(tile, at, at + TreeHash.LENGTH));
        }
        return tree.root();
    }

    private byte[] tile(TilePath path) throws IOException {
        byte[] tile = kept.get(path);
        if (tile == null) {
            tile = files.hashes(path);
            kept.put(path, tile);
        }
        return tile;
    }
}
