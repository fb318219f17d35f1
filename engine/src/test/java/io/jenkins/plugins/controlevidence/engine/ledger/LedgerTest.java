package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path directory;

    @Test
    void batchesOfAnySizeReadBackAcrossReopening() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> all = new ArrayList<>();
        while (all.size() < 900) {
            try (Store store = Store.openOrCreate(directory)) {
                for (int round = 0; round < 5; round++) {
                    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(600) : 1 + random.nextInt(3);
                    List<byte[]> batch = entries(all.size(), count);
                    assertEquals(all.size(), store.ledger().append(batch), "seed " + seed);
                    all.addAll(batch);
                }
            }
        }
        try (Store store = Store.openReadOnly(directory)) {
            Ledger ledger = store.ledger();
            assertEquals(all.size(), ledger.size(), "seed " + seed);
            assertTrue(ledger.checkpoint().isSignedBy(store.verifyingKey()));
            assertArrayEquals(NaiveTree.root(all), ledger.checkpoint().root(), "seed " + seed);
            int from = random.nextInt(all.size());
            List<byte[]> read = new ArrayList<>();
            ledger.entries(from, (index, id, entry) -> {
                assertEquals(from + read.size(), index);
                assertEquals(ledger.id(index), id);
                read.add(entry);
            });
            assertEquals(all.size() - from, read.size());
            assertArrayEquals(all.get(from), read.get(0), "seed " + seed);
            assertArrayEquals(all.get(from), ledger.entry(from), "seed " + seed);
            assertEquals(List.of((long) from), ledger.find(ledger.id(from).substring(0, 20)));
        }
    }

    @Test
    void onlyTheFilesOfTheSpecificationAreThere() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            for (int size = 0; size < 600; size += 50) {
                store.ledger().append(entries(size, 50));
            }
        }
        Set<String> expected = new TreeSet<>(List.of(
                "checkpoint",
                "tile/0/000",
                "tile/0/001",
                "tile/0/002.p/88",
                "tile/1/000.p/2",
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88"));
        assertEquals(expected, files(directory.resolve("ledger")));
    }

    @Test
    void entryOfTheGreatestLengthFitsAndALongerOneIsRefused() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            store.ledger().append(List.of(new byte[65_535], new byte[0]));
            StoreException e =
                    assertThrows(StoreException.class, () -> store.ledger().append(List.of(new byte[65_536])));

            assertTrue(e.getMessage().contains("65535"), e.getMessage());
            assertEquals(65_535, store.ledger().entry(0).length);
            assertEquals(0, store.ledger().entry(1).length);
            assertEquals(2, store.ledger().size());
        }
    }

    @Test
    void storeOpenForReadingOnlyCannotBeWrittenTo() throws Exception {
        Store.openOrCreate(directory).close();
        try (Store store = Store.openReadOnly(directory)) {
            assertThrows(StoreException.class, () -> store.ledger().append(entries(0, 1)));
            assertThrows(StoreException.class, store::signingKey);
        }
    }

    @Test
    void nothingIsAppendedToALedgerThatWasChanged() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            store.ledger().append(entries(0, 300));
        }
        for (String name : List.of("tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44", "checkpoint")) {
            Path file = directory.resolve("ledger").resolve(name);
            byte[] before = Files.readAllBytes(file);
            for (byte[] changed : List.of(flipped(before, 30), new byte[0])) {
                Files.write(file, changed);
                try (Store store = Store.open(directory)) {
                    StoreException e = assertThrows(
                            StoreException.class, () -> store.ledger().append(entries(0, 1)), name);
                    assertTrue(
                            e.getMessage().contains("Restore") || e.getMessage().contains("restore"), e.getMessage());
                }
            }
            Files.delete(file);
            try (Store store = Store.open(directory)) {
                assertThrows(StoreException.class, () -> store.ledger().append(entries(0, 1)), name);
            }
            Files.write(file, before);
        }
        try (Store store = Store.open(directory)) {
            assertEquals(300, store.ledger().append(entries(300, 1)));
        }
    }

    @Test
    void ledgerThatWasRolledBackUnderAWriterIsNotWrittenTo() throws Exception {
        Path store = directory.resolve("store");
        Path before = directory.resolve("before");
        try (Store opened = Store.openOrCreate(store)) {
            opened.ledger().append(entries(0, 5));
            StoreFixture.copy(store, before);
            opened.ledger().append(entries(5, 5));
            StoreFixture.copy(before.resolve("ledger/tile"), store.resolve("ledger/tile"));
            Files.copy(
                    before.resolve("ledger/checkpoint"),
                    store.resolve("ledger/checkpoint"),
                    StandardCopyOption.REPLACE_EXISTING);

            StoreException e =
                    assertThrows(StoreException.class, () -> opened.ledger().append(entries(5, 1)));
            assertTrue(e.getMessage().contains("10 entries"), e.getMessage());
        }
    }

    @Test
    void entryThatWasChangedIsNeverRead() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            store.ledger().append(entries(0, 10));
            Path bundle = directory.resolve("ledger/tile/entries/000.p/10");
            Files.write(bundle, flipped(Files.readAllBytes(bundle), 5));

            assertThrows(StoreException.class, () -> store.ledger().entry(0));
            assertThrows(StoreException.class, () -> store.ledger().entries(0, (index, id, entry) -> {}));
        }
    }

    @Test
    void writeThatFailsIsNotAcknowledgedAndLosesNothing() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            store.ledger().append(entries(0, 5));
            Path obstacle = directory.resolve("ledger/tile/0/000.p/6/obstacle");
            Files.createDirectories(obstacle);

            assertThrows(StoreException.class, () -> store.ledger().append(entries(5, 1)));
            assertEquals(5, store.ledger().size());

            Files.delete(obstacle);
            Files.delete(obstacle.getParent());
            assertEquals(5, store.ledger().append(entries(5, 1)));
            assertEquals(6, store.ledger().size());
        }
    }

    @Test
    void whatAWriteThatWasCutOffLeftDoesNotCountAndIsRemoved() throws Exception {
        Path before = directory.resolve("before");
        Path store = directory.resolve("store");
        try (Store opened = Store.openOrCreate(store)) {
            opened.ledger().append(entries(0, 250));
            StoreFixture.copy(store, before);
            opened.ledger().append(entries(250, 400));
        }
        Files.copy(
                before.resolve("ledger/checkpoint"),
                store.resolve("ledger/checkpoint"),
                StandardCopyOption.REPLACE_EXISTING);
        StoreFixture.copy(before.resolve("ledger/tile"), store.resolve("ledger/tile"));
        Files.writeString(store.resolve("ledger/.0b8e5e9e-2f5a-4a83-9a4b-0c5c0f3a6c11.tmp"), "half a check");

        try (Store opened = Store.open(store)) {
            assertEquals(250, opened.ledger().size());
            assertEquals(250, opened.ledger().append(entries(900, 2)));
        }
        try (Store opened = Store.openReadOnly(store)) {
            List<byte[]> all = new ArrayList<>(entries(0, 250));
            all.addAll(entries(900, 2));
            assertArrayEquals(NaiveTree.root(all), opened.ledger().checkpoint().root());
        }
        assertEquals(
                Set.of("checkpoint", "tile/0/000.p/252", "tile/entries/000.p/252"), files(store.resolve("ledger")));
    }

    @Test
    void signaturesOfWitnessesAreKept() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            store.ledger().append(entries(0, 3));
            Path file = directory.resolve("ledger/checkpoint");
            String witnessed = Files.readString(file) + "\u2014 witness.example/w AAAAAAAAAAAAAAAA\n";
            Files.writeString(file, witnessed);

            assertEquals(witnessed, new String(store.ledger().checkpoint().toBytes(), StandardCharsets.UTF_8));
            assertTrue(store.ledger().checkpoint().isSignedBy(store.verifyingKey()));
            assertEquals(3, store.ledger().append(entries(3, 1)), "a witness does not keep us from writing");
        }
    }

    @Test
    void checkpointIsReadInOneSpellingOnly() throws Exception {
        byte[] good;
        try (Store store = Store.openOrCreate(directory)) {
            good = store.ledger().checkpoint().toBytes();
            for (int at = 0; at < good.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = good.clone();
                    changed[at] ^= (byte) (1 << bit);
                    int where = at;
                    assertFalse(accepted(changed, store), () -> "byte " + where);
                }
            }
            for (int length = 0; length < good.length - 1; length++) {
                byte[] cut = Arrays.copyOf(good, length + 1);
                cut[length] = '\n';
                int where = length;
                assertFalse(accepted(cut, store), () -> "cut at " + where);
            }
            assertTrue(accepted(good, store));
        }
    }

    private static boolean accepted(byte[] checkpoint, Store store) {
        try {
            return Checkpoint.parse(checkpoint).isSignedBy(store.verifyingKey());
        } catch (StoreException e) {
            return false;
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static List<byte[]> entries(int from, int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.US_ASCII));
        }
        return entries;
    }

    private static Set<String> files(Path ledger) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ledger)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(ledger.relativize(file).toString()));
        }
        return names;
    }
}
