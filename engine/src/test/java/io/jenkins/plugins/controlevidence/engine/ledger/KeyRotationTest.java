package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.KeyRotationStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store's signing key can be replaced, and who has any of its keys can still verify all of it. */
class KeyRotationTest {
    @TempDir
    Path temporary;

    private Path store;
    private VerifyingKey first;
    private Checkpoint early;

    @BeforeEach
    void makeStore() throws IOException {
        store = temporary.resolve("store");
        try (Store opened = Store.openOrCreate(store)) {
            StoreFixture.fill(opened, 0, 5);
            first = opened.verifyingKey();
            early = opened.ledger().checkpoint();
        }
    }

    private VerifyingKey rotate() throws IOException {
        return KeyRotation.rotate(store, "ann", "yearly", Examples.FINISHED, Examples.invocation());
    }

    private void append(int from, int to) throws IOException {
        try (Store opened = Store.open(store)) {
            StoreFixture.fill(opened, from, to);
        }
    }

    private void assertVerified(VerifyingKey key, Checkpoint kept) {
        List<Check> checks = StoreFixture.verify(store, key, kept);
        assertTrue(StoreFixture.verified(checks), checks::toString);
    }

    private void assertNotVerified(VerifyingKey key) {
        List<Check> checks = StoreFixture.verify(store, key, null);
        assertFalse(StoreFixture.verified(checks), checks::toString);
    }

    @Test
    void allKeysVerifyAllRecords() throws IOException {
        VerifyingKey second = rotate();
        append(5, 300);
        VerifyingKey third = rotate();
        append(300, 310);

        assertNotEquals(first, second);
        for (VerifyingKey key : List.of(first, second, third)) {
            assertVerified(key, early);
        }
        assertVerified(null, null);
    }

    @Test
    void theRecordNamesTheNewKeyAndIsSignedWithTheOld() throws IOException {
        VerifyingKey second = rotate();
        try (Store opened = Store.openReadOnly(store)) {
            Envelope record = Envelope.parse(opened.ledger().entry(5));
            assertTrue(record.isSignedBy(first));
            assertEquals(
                    second,
                    KeyRotationStatement.next(RecordReader.read(opened.ledger().id(5), record))
                            .orElseThrow());
            assertTrue(opened.ledger().checkpoint().isSignedBy(second));
            assertTrue(opened.hasSigned(record));
        }
    }

    @Test
    void theOldPrivateKeyIsGone() throws IOException {
        byte[] old = Files.readAllBytes(store.resolve("keys/signing.pem"));
        VerifyingKey second = rotate();
        assertFalse(SigningKey.load(store.resolve("keys/signing.pem")).isWrittenAs(old));
        assertEquals(second, SigningKey.load(store.resolve("keys/signing.pem")).verifyingKey());
        assertFalse(Files.exists(store.resolve("keys/next.pem")));
    }

    @Test
    void aStoreThatWasOpenAppendsNothingWithTheOldKey() throws IOException {
        try (Store opened = Store.open(store)) {
            rotate();
            assertThrows(StoreException.class, () -> StoreFixture.fill(opened, 5, 6));
        }
        assertVerified(first, early);
    }

    @Test
    void aStrangersKeyIsNotTaken() throws IOException {
        rotate();
        assertNotVerified(
                SigningKey.loadOrCreate(temporary.resolve("stranger/key.pem")).verifyingKey());
    }

    @Test
    void whoeverHasNotTheOldKeyCannotClaimToFollowIt() throws IOException {
        Path forged = temporary.resolve("forged");
        try (Store opened = Store.openOrCreate(forged)) {
            StoreFixture.fill(opened, 0, 5);
        }
        Files.createDirectories(forged.resolve("keys/retired"));
        Files.writeString(forged.resolve("keys/retired/" + first.keyId() + ".pub.pem"), first.toPem());
        List<Check> checks = StoreFixture.verify(forged, first, null);
        assertFalse(StoreFixture.verified(checks), checks::toString);
    }

    @Test
    void aRotationThatWasCutOffBeforeItsCheckpointIsForgotten() throws IOException {
        SigningKey.loadOrCreate(store.resolve("keys/next.pem"));
        append(5, 6);
        assertFalse(Files.exists(store.resolve("keys/next.pem")));
        assertVerified(first, early);
    }

    @Test
    void aRotationThatWasCutOffAfterItsCheckpointIsFinished() throws IOException {
        Path old = Files.copy(store.resolve("keys/signing.pem"), temporary.resolve("old.pem"));
        VerifyingKey second = rotate();
        Files.move(store.resolve("keys/signing.pem"), store.resolve("keys/next.pem"));
        Files.copy(old, store.resolve("keys/signing.pem"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(store.resolve("keys/signing.pub.pem"), first.toPem());
        Files.delete(store.resolve("keys/retired/" + first.keyId() + ".pub.pem"));

        append(5, 6);

        assertVerified(first, early);
        assertVerified(second, early);
    }

    @Test
    void aKeyFileThatWasTakenAwayOrChangedIsNoticed() throws IOException {
        rotate();
        Path retired = store.resolve("keys/retired/" + first.keyId() + ".pub.pem");
        Files.writeString(retired, first.toPem() + "\n");
        assertNotVerified(null);
        Files.delete(retired);
        assertNotVerified(null);
    }
}
