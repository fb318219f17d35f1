package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("some/where/store");
    }

    @Test
    void newStoreIsWholeAndKeepsItsSecretsToItsOwner() throws Exception {
        Store.openOrCreate(directory).close();

        assertTrue(StoreFixture.verified(StoreFixture.verify(directory, null, null)));
        assertEquals("*\n", Files.readString(directory.resolve(".gitignore")));
        for (String secret : List.of("keys/signing.pem", "keys/fingerprint.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(secret))));
        }
    }

    @Test
    void storeStaysTheSame() throws Exception {
        String origin;
        String fingerprint;
        try (Store store = Store.openOrCreate(directory)) {
            origin = store.origin();
            fingerprint = store.fingerprintKey().fingerprint("something");
        }
        try (Store store = Store.openOrCreate(directory)) {
            assertEquals(origin, store.origin());
            assertEquals(fingerprint, store.fingerprintKey().fingerprint("something"));
            assertTrue(origin.matches("control-evidence/[0-9a-f]{8}"), origin);
        }
    }

    @Test
    void thereIsNoStoreInAnEmptyDirectory() throws Exception {
        Files.createDirectories(directory);

        assertTrue(message(() -> Store.open(directory)).contains("is no store"));
        assertTrue(message(() -> Store.openReadOnly(directory)).contains("is no store"));
        assertFalse(StoreFixture.verified(StoreFixture.verify(directory, null, null)));
    }

    @Test
    void directoryThatIsUsedForSomethingElseIsLeftAlone() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertTrue(message(() -> Store.openOrCreate(directory)).contains("thesis.txt"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertTrue(message(() -> Store.openOrCreate(file)).contains("is a file"));
    }

    @Test
    void storeOfNewerVersionIsRefused() throws Exception {
        Store.openOrCreate(directory).close();
        Path file = directory.resolve("store.json");
        Files.writeString(file, Files.readString(file).replace("\"version\":1", "\"version\":2"));

        for (Opening opening : List.<Opening>of(Store::open, Store::openOrCreate, Store::openReadOnly)) {
            String message = message(() -> opening.open(directory));
            assertTrue(message.contains("newer version"), message);
        }
    }

    @Test
    void storeWhoseFormatFileIsGoneIsNotBegunAnew() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            StoreFixture.fill(store, 0, 1);
        }
        Files.delete(directory.resolve("store.json"));

        assertTrue(message(() -> Store.openOrCreate(directory)).contains("holds records"));
    }

    @Test
    void keysThatDoNotBelongToTheStoreAreRefused() throws Exception {
        Path other = temporary.resolve("other");
        Store.openOrCreate(directory).close();
        Store.openOrCreate(other).close();
        for (String key : List.of("keys/signing.pem", "keys/fingerprint.key")) {
            Path file = directory.resolve(key);
            byte[] right = Files.readAllBytes(file);
            Files.write(file, Files.readAllBytes(other.resolve(key)));

            assertTrue(message(() -> Store.open(directory)).contains("Restore"), key);
            Files.write(file, right);
        }
        Store.open(directory).close();
    }

    @Test
    void makingAStoreThatWasCutOffIsGoneOnWith() throws Exception {
        Store.openOrCreate(directory).close();
        Files.delete(directory.resolve("store.json"));
        Files.delete(directory.resolve("keys/fingerprint.key"));

        Store.openOrCreate(directory).close();
        assertTrue(StoreFixture.verified(StoreFixture.verify(directory, null, null)));
    }

    @Test
    void storeMayBeReachedByALinkButHoldsNone() throws Exception {
        Store.openOrCreate(directory).close();
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        assertTrue(StoreFixture.verified(StoreFixture.verify(link, null, null)));

        Path file = directory.resolve("store.json");
        Path elsewhere = Files.move(file, temporary.resolve("elsewhere.json"));
        Files.createSymbolicLink(file, elsewhere);
        assertFalse(StoreFixture.verified(StoreFixture.verify(directory, null, null)));
    }

    @FunctionalInterface
    private interface Opening {
        Store open(Path directory) throws IOException;
    }

    private static String message(Executable executable) {
        return assertThrows(StoreException.class, executable).getMessage();
    }
}
