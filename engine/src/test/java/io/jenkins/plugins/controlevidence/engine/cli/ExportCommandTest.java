package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code verify PACKAGE} as their users meet them. */
class ExportCommandTest {
    @TempDir
    static Path temporary;

    private static Path store;
    private static Path key;
    private static Path early;
    private static Path file;
    private static Ran exported;

    @BeforeAll
    static void export() throws IOException {
        store = temporary.resolve("store");
        key = temporary.resolve("key.pem");
        early = temporary.resolve("checkpoint-early");
        file = temporary.resolve("out/audit.zip");
        Files.createDirectories(file.getParent());
        try (Store opened = Store.openOrCreate(store)) {
            RecordedQuarter.write(opened);
            Files.writeString(key, opened.verifyingKey().toPem());
        }
        Files.copy(store.resolve("ledger/checkpoint"), early);
        exported = control("export", "--store", store, "--from", "2026-02-01", "--to", "2026-02-28", "--out", file);
    }

    @Test
    void writesAPackageAndSaysWhatIsInIt() throws IOException {
        assertEquals(0, exported.exit(), exported::toString);
        assertTrue(exported.out().contains("565 records"), exported::toString);
        assertTrue(exported.out().contains("and verified"), exported::toString);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList(), "nothing is left beside it");
        }
    }

    @Test
    void thePackageVerifiesWithoutTheStore() {
        Ran ran = control("verify", file, "--key", key, "--checkpoint", early);

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("Everything is verified."), ran::toString);
        assertTrue(ran.out().contains("No record of its ledger is missing"), ran::toString);
        assertFalse(ran.out().contains("The key was the package's own"), ran::toString);
        assertTrue(ran.out().contains("kept checkpoint"), ran::toString);
    }

    @Test
    void withoutAKeyFromElsewhereItSaysWhatThatMeans() {
        Ran ran = control("verify", file);

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("The key was the package's own"), ran::toString);
    }

    @Test
    void aChangedPackageIsNotVerified() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(temporary.resolve("changed.zip"), bytes);

        Ran ran = control("verify", changed, "--key", key);

        assertEquals(1, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("NOT VERIFIED"), ran::toString);
        assertTrue(ran.out().contains("This package is NOT what it has to be"), ran::toString);
    }

    @Test
    void anotherKeyIsNotThePackages() throws IOException {
        Path other = temporary.resolve("other.pem");
        try (Store another = Store.openOrCreate(temporary.resolve("another"))) {
            Files.writeString(other, another.verifyingKey().toPem());
        }
        Ran ran = control("verify", file, "--key", other);

        assertEquals(1, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("is not the key that was given"), ran::toString);
    }

    @Test
    void aMissingPackageCouldNotBeChecked() {
        Ran ran = control("verify", temporary.resolve("none.zip"));

        assertEquals(2, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("COULD NOT CHECK"), ran::toString);
        assertTrue(ran.out().contains("none.zip; check the name"), ran::toString);
    }

    @Test
    void checksComeAsJsonToo() throws IOException {
        Ran ran = control("verify", file, "--json");

        JsonNode checks = StrictJson.MAPPER.readTree(ran.out());
        assertEquals(0, ran.exit());
        assertTrue(checks.size() > 10);
        checks.forEach(check -> assertEquals("VERIFIED", check.path("status").asText()));
    }

    @Test
    void aPeriodThatIsNoneIsAUsageErrorAndWritesNothing() {
        Path none = temporary.resolve("none-written.zip");
        Ran ran = control("export", "--store", store, "--from", "2026-02-28", "--to", "2026-02-01", "--out", none);

        assertEquals(64, ran.exit(), ran::toString);
        assertFalse(Files.exists(none));
    }

    @Test
    void aDamagedStoreGivesNoPackage() throws IOException {
        Path damaged = temporary.resolve("damaged");
        try (Store opened = Store.openOrCreate(damaged)) {
            RecordedQuarter.write(opened);
        }
        Path bundle;
        try (Stream<Path> files = Files.walk(damaged.resolve("ledger/tile/entries"))) {
            bundle = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[100] ^= 1;
        Files.write(bundle, bytes);
        Path none = temporary.resolve("none-of-damaged.zip");

        Ran ran = control("export", "--store", damaged, "--from", "2026-02-01", "--to", "2026-02-28", "--out", none);

        assertEquals(2, ran.exit(), ran::toString);
        assertTrue(ran.err().contains("damaged"), ran::toString);
        assertFalse(Files.exists(none));
    }

    @Test
    void helpShowsAnExample() {
        assertTrue(control("export", "--help").out().contains("Example: control-evidence export"));
        assertTrue(control("verify", "--help").out().contains("verify audit.zip"));
    }
}
