package io.jenkins.plugins.controlevidence.engine.ledger;

/**
 * An entry with its leaf hash.
 *
 * @param entry the bytes that are logged
 * @param hash RFC 6962 leaf hash of them
 */
record Leaf(byte[] entry, byte[] hash) {
    static Leaf of(byte[] entry) {
        return new Leaf(entry, TreeHash.leaf(entry));
    }
}
