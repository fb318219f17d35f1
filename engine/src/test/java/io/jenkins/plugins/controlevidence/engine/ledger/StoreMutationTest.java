package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever is done to a store is noticed by someone who has the public key and an older checkpoint. Left alone here is what is
 * no evidence ({@code index/}, {@code report.html}, {@code lock}). A rollback to a state that is not older than the checkpoint
 * kept elsewhere cannot be noticed by anyone: that is why it has to be kept often.
 */
class StoreMutationTest {
    private static final int FEW = 24;
    private static final int MANY = 310;

    @TempDir
    Path temporary;

    private Path store;
    private Path older;
    private VerifyingKey key;
    private Checkpoint kept;
    private List<Path> files;

    /** A store of so many records, its state when it had two thirds of them, and a checkpoint from between. */
    private void makeStore(int records) throws IOException {
        store = temporary.resolve("store");
        older = temporary.resolve("older");
        try (Store opened = Store.openOrCreate(store)) {
            key = opened.verifyingKey();
            StoreFixture.fill(opened, 0, records * 2 / 3);
            StoreFixture.copy(store, older);
            StoreFixture.fill(opened, records * 2 / 3, records - 3);
            kept = opened.ledger().checkpoint();
            StoreFixture.fill(opened, records - 3, records);
        }
        try (Stream<Path> all = Files.walk(store)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(store.resolve("lock")))
                    .sorted()
                    .toList();
        }
        List<Check> checks = StoreFixture.verify(store, key, kept);
        assertTrue(StoreFixture.verified(checks), checks::toString);
    }

    @ParameterizedTest
    @CsvSource({FEW + ", 2000", MANY + ", 100"})
    void everyChangeIsNoticed(int records, int changes) throws IOException {
        makeStore(records);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            Path victim = files.get(random.nextInt(files.size()));
            Path other = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(victim);
            byte[] otherBefore = Files.readAllBytes(other);
            String what = change(random, victim, other);
            if (!same(victim, before) || !same(other, otherBefore)) {
                assertFalse(
                        StoreFixture.verified(StoreFixture.verify(store, key, kept)),
                        () -> "not noticed: " + what + ", seed " + seed);
            }
            restore(victim, before);
            restore(other, otherBefore);
        }
        assertTrue(StoreFixture.verified(StoreFixture.verify(store, key, kept)), "restored wrongly, seed " + seed);
    }

    private String change(Random random, Path victim, Path other) throws IOException {
        byte[] bytes = Files.readAllBytes(victim);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> {
                Files.delete(victim);
                return "deletion of " + victim;
            }
            case 1 -> {
                overwrite(victim, Arrays.copyOf(bytes, at));
                return "truncation of " + victim + " to " + at;
            }
            case 2 -> {
                overwrite(victim, Files.readAllBytes(other));
                overwrite(other, bytes);
                return "swap of " + victim + " and " + other;
            }
            case 3 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
                overwrite(victim, longer);
                return "growth of " + victim;
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                overwrite(victim, bytes);
                return "change of byte " + at + " of " + victim;
            }
        }
    }

    /** Keeps the file's permissions: it is what is in it that is changed. */
    private static void overwrite(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    private static boolean same(Path file, byte[] content) throws IOException {
        return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content);
    }

    private void restore(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, content);
            if (file.startsWith(store.resolve("keys"))) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        Files.write(file, content);
    }

    @Test
    void everyByteOfTheSmallFilesCounts() throws IOException {
        makeStore(FEW);
        for (Path file : files) {
            byte[] before = Files.readAllBytes(file);
            if (before.length > 300) {
                continue;
            }
            for (int at = 0; at < before.length; at++) {
                byte[] changed = before.clone();
                changed[at] ^= 1;
                Files.write(file, changed);
                int where = at;
                assertFalse(
                        StoreFixture.verified(StoreFixture.verify(store, key, kept)), () -> file + " byte " + where);
            }
            Files.write(file, before);
        }
    }

    @Test
    void rollbackOfTheWholeStoreIsNoticedThoughEverySignatureIsRight() throws IOException {
        makeStore(FEW);
        List<Check> checks = StoreFixture.verify(older, key, kept);

        assertEquals(
                List.of("kept checkpoint"),
                checks.stream()
                        .filter(check -> check.status() != Check.Status.VERIFIED)
                        .map(Check::name)
                        .toList());
        assertTrue(StoreFixture.verified(StoreFixture.verify(older, key, null)), "nothing else can show it");
    }

    @Test
    void rollbackOfTheCheckpointAloneIsNoticed() throws IOException {
        makeStore(FEW);
        Files.copy(
                older.resolve("ledger/checkpoint"),
                store.resolve("ledger/checkpoint"),
                StandardCopyOption.REPLACE_EXISTING);

        assertFalse(StoreFixture.verified(StoreFixture.verify(store, key, kept)));
    }

    @Test
    void anotherHistorySignedWithTheSameKeyIsNoticed() throws IOException {
        makeStore(FEW);
        try (Store opened = Store.open(older)) {
            StoreFixture.fill(opened, 500, 600);
        }

        assertTrue(StoreFixture.verified(StoreFixture.verify(older, key, null)));
        assertFalse(StoreFixture.verified(StoreFixture.verify(older, key, kept)));
    }

    @Test
    void storeSignedAnewWithAnotherKeyIsNoticed() throws IOException {
        makeStore(FEW);
        Path forged = temporary.resolve("forged");
        try (Store opened = Store.openOrCreate(forged)) {
            StoreFixture.fill(opened, 0, FEW);
        }

        assertTrue(StoreFixture.verified(StoreFixture.verify(forged, null, null)));
        assertFalse(StoreFixture.verified(StoreFixture.verify(forged, key, null)));
    }

    @Test
    void strayFilesAreNoticed() throws IOException {
        makeStore(FEW);
        for (String stray : List.of(
                "note.txt", "keys/other.pem", "ledger/tile/0/x001/000.txt", "ledger/tile/9/000", "artefacts/ab/cd")) {
            Path file = store.resolve(stray);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "stray");

            assertFalse(StoreFixture.verified(StoreFixture.verify(store, key, kept)), stray);
            Files.delete(file);
        }
    }
}
