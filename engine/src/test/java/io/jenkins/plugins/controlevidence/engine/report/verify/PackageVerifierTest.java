package io.jenkins.plugins.controlevidence.engine.report.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ReportFreezer;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageFixture;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void aFrozenReportIsExportedAsItWasThen() throws IOException {
        Path before = temporary.resolve("before.zip");
        Path after = temporary.resolve("after.zip");
        try (Store store = Store.openOrCreate(temporary.resolve("frozen"))) {
            RecordedQuarter.write(store);
            Invocation invocation = new Invocation("https://example.org/builder", null, null, "here", "a test");
            ReportFreezer.Frozen frozen = new ReportFreezer(store, Progress.NONE)
                    .freeze(Catalogue.soc2(), PackageFixture.FEBRUARY, invocation);
            PackageFixture.exportFrozen(store, frozen.record().id(), before);
            RecordedQuarter.write(store);
            PackageFixture.exportFrozen(store, frozen.record().id(), after);

            List<Check> checks = PackageFixture.verify(after, store.verifyingKey());

            assertTrue(PackageFixture.verified(checks), checks::toString);
            assertTrue(
                    checks.stream()
                            .anyMatch(check -> check.name().equals("frozen report")
                                    && check.detail().contains(frozen.record().id())),
                    checks::toString);
        }
        assertArrayEquals(report(before), report(after));
    }

    private static byte[] report(Path file) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of())) {
            return Files.readAllBytes(zip.getPath("report/report.json"));
        }
    }
}
