package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows that a ledger has only been appended to (RFC 6962, section 2.1.2).
 *
 * @param oldSize size it had, at least 1
 * @param newSize size it has, at least {@code oldSize}
 * @param hashes the nodes that both roots are made of
 */
public record ConsistencyProof(long oldSize, long newSize, List<byte[]> hashes) {
    /** Copies the list; refuses sizes that make no sense. */
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException("nothing to prove from " + oldSize + " to " + newSize + " entries");
        }
    }

    static ConsistencyProof of(long oldSize, long newSize, TileHashes tree) throws IOException {
        List<byte[]> hashes = new ArrayList<>();
        if (oldSize < newSize) {
            collect(oldSize, 0, newSize, true, tree, hashes);
        }
        return new ConsistencyProof(oldSize, newSize, hashes);
    }

    /** SUBPROOF(m, D[start:end], whole) of RFC 6962, where m is counted from 0 and not from start. */
    private static void collect(long m, long start, long end, boolean whole, TileHashes tree, List<byte[]> hashes)
            throws IOException {
        if (m == end) {
            if (!whole) {
                hashes.add(tree.range(start, end));
            }
            return;
        }
        long middle = start + TileHashes.split(end - start);
        if (m <= middle) {
            collect(m, start, middle, whole, tree, hashes);
            hashes.add(tree.range(middle, end));
        } else {
            collect(m, middle, end, false, tree, hashes);
            hashes.add(tree.range(start, middle));
        }
    }

    /**
     * Whether the proof holds (RFC 9162, section 2.1.4.2).
     *
     * @param oldRoot root at the old size, from a checkpoint that is trusted
     * @param newRoot root at the new size
     * @return true only if the new ledger begins with the old one
     */
    public boolean verify(byte[] oldRoot, byte[] newRoot) {
        if (oldSize == newSize) {
            return hashes.isEmpty() && Arrays.equals(oldRoot, newRoot);
        }
        List<byte[]> path = new ArrayList<>(hashes);
        if (Long.bitCount(oldSize) == 1) {
            path.add(0, oldRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>>= 1;
            last >>>= 1;
        }
        byte[] old = path.get(0);
        byte[] now = path.get(0);
        for (byte[] hash : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = TreeHash.node(hash, old);
                now = TreeHash.node(hash, now);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                now = TreeHash.node(now, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(old, oldRoot) && Arrays.equals(now, newRoot);
    }
}
