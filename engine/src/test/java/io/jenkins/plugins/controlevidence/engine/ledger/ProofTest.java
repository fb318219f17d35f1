package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots and proofs agree with RFC 6962 taken literally, and nothing but the right proof is accepted. */
class ProofTest {
    private static final int SIZE = 1_100;

    @TempDir
    static Path directory;

    private static List<byte[]> entries;
    private static Ledger ledger;

    @BeforeAll
    static void fill() throws Exception {
        entries = IntStream.range(0, SIZE)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.US_ASCII))
                .toList();
        try (Store store = Store.openOrCreate(directory)) {
            for (int from = 0; from < SIZE; from += 123) {
                store.ledger().append(entries.subList(from, Math.min(SIZE, from + 123)));
            }
        }
        ledger = Store.openReadOnly(directory).ledger();
    }

    @Test
    void rootsAreThoseOfTheNaiveTreeAtEverySize() throws Exception {
        for (int size = 0; size <= SIZE; size += size < 530 ? 1 : 37) {
            assertArrayEquals(NaiveTree.root(entries.subList(0, size)), ledger.root(size), "size " + size);
        }
        assertArrayEquals(ledger.root(SIZE), ledger.checkpoint().root());
    }

    @Test
    void inclusionProofsAreThoseOfTheNaiveTree() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int size = i < 40 ? i + 1 : 1 + random.nextInt(SIZE);
            int index = random.nextInt(size);
            InclusionProof proof = ledger.inclusionProof(index, size);
            byte[] root = ledger.root(size);
            byte[] leaf = TreeHash.leaf(entries.get(index));
            String where = index + " of " + size + ", seed " + seed;

            assertSame(NaiveTree.path(index, entries.subList(0, size)), proof.hashes(), where);
            assertTrue(proof.verify(leaf, root), where);
            assertFalse(proof.verify(TreeHash.leaf(new byte[] {7}), root), where);
            assertFalse(proof.verify(leaf, TreeHash.empty()), where);
            for (List<byte[]> spoilt : spoilt(proof.hashes(), random)) {
                assertFalse(new InclusionProof(index, size, spoilt).verify(leaf, root), where);
            }
            if (size > 1) {
                assertFalse(new InclusionProof((index + 1) % size, size, proof.hashes()).verify(leaf, root), where);
            }
        }
    }

    @Test
    void consistencyProofsAreThoseOfTheNaiveTree() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int newSize = i < 40 ? i + 1 : 1 + random.nextInt(SIZE);
            int oldSize = 1 + random.nextInt(newSize);
            ConsistencyProof proof = ledger.consistencyProof(oldSize, newSize);
            byte[] oldRoot = ledger.root(oldSize);
            byte[] newRoot = ledger.root(newSize);
            String where = oldSize + " to " + newSize + ", seed " + seed;

            assertSame(NaiveTree.proof(oldSize, entries.subList(0, newSize)), proof.hashes(), where);
            assertTrue(proof.verify(oldRoot, newRoot), where);
            assertFalse(proof.verify(TreeHash.empty(), newRoot), where);
            assertFalse(proof.verify(oldRoot, TreeHash.empty()), where);
            for (List<byte[]> spoilt : spoilt(proof.hashes(), random)) {
                assertFalse(new ConsistencyProof(oldSize, newSize, spoilt).verify(oldRoot, newRoot), where);
            }
        }
    }

    @Test
    void thereIsNothingToProveBeyondTheLedger() {
        assertThrows(StoreException.class, () -> ledger.inclusionProof(0, SIZE + 1));
        assertThrows(StoreException.class, () -> ledger.inclusionProof(5, 5));
        assertThrows(StoreException.class, () -> ledger.inclusionProof(-1, 5));
        assertThrows(StoreException.class, () -> ledger.consistencyProof(0, 5));
        assertThrows(StoreException.class, () -> ledger.consistencyProof(6, 5));
        assertThrows(StoreException.class, () -> ledger.root(SIZE + 1));
    }

    /** The hashes with one changed, one left out, one too many. */
    private static List<List<byte[]>> spoilt(List<byte[]> hashes, Random random) {
        List<byte[]> longer = new ArrayList<>(hashes);
        longer.add(TreeHash.empty());
        List<List<byte[]>> spoilt = new ArrayList<>(List.of(longer));
        if (!hashes.isEmpty()) {
            int at = random.nextInt(hashes.size());
            byte[] hash = hashes.get(at).clone();
            hash[random.nextInt(hash.length)] ^= 1;
            List<byte[]> changed = new ArrayList<>(hashes);
            changed.set(at, hash);
            List<byte[]> shorter = new ArrayList<>(hashes);
            shorter.remove(at);
            spoilt.addAll(List.of(changed, shorter));
        }
        return spoilt;
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual, String message) {
        assertEquals(expected.size(), actual.size(), message);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), message);
        }
    }
}
