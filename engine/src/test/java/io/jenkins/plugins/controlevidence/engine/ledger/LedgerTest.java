package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path directory;

    @Test
    void proofsAndRootsAgreeWithNaiveTreeAtEverySizeAcrossReopening() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> all = new ArrayList<>();
        while (all.size() < 1200) {
            try (Store store = Store.openOrCreate(directory)) {
                for (int round = 0; round < 5; round++) {
                    List<byte[]> batch = new ArrayList<>();
                    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1 + random.nextInt(3);
                    for (int i = 0; i < count; i++) {
                        batch.add(("entry " + (all.size() + i)).getBytes(StandardCharsets.UTF_8));
                    }
                    assertEquals(all.size(), store.ledger().append(batch), "seed " + seed);
                    all.addAll(batch);
                    assertEquals(all.size(), store.ledger().size(), "seed " + seed);
                }
            }
        }
        try (Store store = Store.openReadOnly(directory)) {
            List<byte[]> read = new ArrayList<>();
            store.ledger().entries(0, (index, id, entry) -> read.add(entry));
            assertEquals(all.size(), read.size());
            for (int i = 0; i < all.size(); i++) {
                assertArrayEquals(all.get(i), read.get(i));
            }
            Checkpoint checkpoint = store.ledger().checkpoint();
            assertTrue(checkpoint.isSignedBy(store.verifyingKey()));
            for (int i = 0; i < 50; i++) {
                int size = 1 + random.nextInt(all.size());
                int index = random.nextInt(size);
                byte[] root = store.ledger().root(size);
                assertTrue(store.ledger().inclusionProof(index, size).verify(TreeHash.leaf(all.get(index)), root));
                assertTrue(store.ledger().consistencyProof(size, all.size()).verify(root, checkpoint.root()));
            }
        }
    }
}
