package io.jenkins.plugins.controlevidence.engine.report.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVerifierTest {
    @TempDir
    Path temporary;

    @Test
    void aPackageVerifiesAndIsTheSameBytesEachTime() throws IOException {
        Path first = temporary.resolve("first.zip");
        Path second = temporary.resolve("second.zip");
        try (Store store = Store.openOrCreate(temporary.resolve("store"))) {
            RecordedQuarter.write(store);
            PackageFixture.export(store, PackageFixture.FEBRUARY, first);
            PackageFixture.export(store, PackageFixture.FEBRUARY, second);
            List<Check> checks = PackageFixture.verify(first, store.verifyingKey());
            assertTrue(PackageFixture.verified(checks), checks::toString);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }
}
