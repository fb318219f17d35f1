package io.jenkins.plugins.controlevidence.engine.ledger;

/** A growing Merkle tree of which only the roots of its perfect subtrees are kept: enough to append and to tell the root. */
final class CompactTree {
    /** Roots of perfect subtrees by height; bit h of the size says whether there is one of height h. */
    private final byte[][] subtrees = new byte[Long.SIZE][];

    private long size;

    /** Appends the root of a perfect subtree of 2^height leaves; the size so far must be a multiple of that. */
    void append(int height, byte[] root) {
        if ((size & ((1L << height) - 1)) != 0) {
            throw new IllegalArgumentException("a subtree of height " + height + " cannot stand at " + size);
        }
        size += 1L << height;
        byte[] hash = root;
        int at = height;
        while (subtrees[at] != null) {
            hash = TreeHash.node(subtrees[at], hash);
            subtrees[at] = null;
            at++;
        }
        subtrees[at] = hash;
    }

    long size() {
        return size;
    }

    byte[] root() {
        byte[] root = null;
        for (byte[] subtree : subtrees) {
            if (subtree != null) {
                root = root == null ? subtree : TreeHash.node(subtree, root);
            }
        }
        return root == null ? TreeHash.empty() : root.clone();
    }
}
