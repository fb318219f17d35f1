package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows that an entry is in a ledger (RFC 6962, section 2.1.1).
 *
 * @param index the entry's position, from 0
 * @param size size of the ledger that it is shown for
 * @param hashes the audit path, from the leaf's sibling up
 */
public record InclusionProof(long index, long size, List<byte[]> hashes) {
    /** Copies the list; refuses a position outside of the ledger. */
    public InclusionProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a ledger of " + size + " entries has none at " + index);
        }
    }

    static InclusionProof of(long index, long size, TileHashes tree) throws IOException {
        List<byte[]> path = new ArrayList<>();
        collect(index, 0, size, tree, path);
        return new InclusionProof(index, size, path);
    }

    /** PATH(m, D[start:end]) of RFC 6962. */
    private static void collect(long index, long start, long end, TileHashes tree, List<byte[]> path)
            throws IOException {
        if (end - start == 1) {
            return;
        }
        long middle = start + TileHashes.split(end - start);
        if (index < middle) {
            collect(index, start, middle, tree, path);
            path.add(tree.range(middle, end));
        } else {
            collect(index, middle, end, tree, path);
            path.add(tree.range(start, middle));
        }
    }

    /**
     * Whether the proof holds (RFC 9162, section 2.1.3.2).
     *
     * @param leafHash the entry's leaf hash: the record's id
     * @param root root of the ledger of that size, from a checkpoint that is trusted
     * @return true only if the entry is in that ledger at that position
     */
    public boolean verify(byte[] leafHash, byte[] root) {
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }
}
