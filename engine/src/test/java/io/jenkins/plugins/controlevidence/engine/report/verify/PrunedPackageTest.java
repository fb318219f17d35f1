package io.jenkins.plugins.controlevidence.engine.report.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Pruning;
import io.jenkins.plugins.controlevidence.engine.ledger.Retention;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.JsonReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportFreezer;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageFixture;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and packages of a store from which artefacts were removed: nothing changes but that they are not there, and that it is said. */
class PrunedPackageTest {
    private static final Invocation INVOCATION =
            new Invocation("https://example.org/builder", null, null, "host", "test");
    private static final Actor ANN = new Actor("Ann", null, "ann", Actor.Type.PERSON);
    private static final Instant NOW = Instant.parse("2027-07-01T00:00:00Z");
    private static final ReportRequest LAST_TWELVE_MONTHS = new ReportRequest(
            LocalDate.of(2026, 7, 1),
            LocalDate.of(2027, 6, 30),
            LocalDate.of(2027, 6, 30),
            Set.of(),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    @TempDir(factory = MemoryDirectory.class)
    Path temporary;

    private int stores;

    /** What was kept when, as far as it may go. */
    private record Kept(ArtefactReference artefact, Instant at) {}

    /** A quarter, the year after it with findings that come and go, and attachments of any day; artefacts were put long ago. */
    private Store store(Random random, List<Kept> kept) throws IOException {
        Store store = Store.openOrCreate(temporary.resolve("store-" + stores++));
        RecordedQuarter.write(store);
        attach(store, "minutes of February", Instant.parse("2026-02-10T09:00:00Z"));
        RecordedBranch year = new RecordedBranch(store, "https://git.example.org/shop", "main", random.nextLong());
        List<Finding> findings = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2026, 4, 1);
                day.isBefore(LocalDate.of(2027, 7, 1));
                day = day.plusDays(1 + random.nextInt(12))) {
            Instant at = day.atTime(9, 0).toInstant(ZoneOffset.UTC);
            year.push(at, 1 + random.nextInt(2));
            if (random.nextInt(3) == 0) {
                findings.add(year.finding(Family.SAST, "semgrep", Severity.HIGH, "Finding of " + day));
            } else if (random.nextInt(4) == 0) {
                findings.clear();
            }
            year.scan(at.plusSeconds(10), Family.SAST, "semgrep", List.copyOf(findings));
            year.gate(at.plusSeconds(20), findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, List.of());
            year.flush();
            if (random.nextInt(2) == 0) {
                kept.add(new Kept(attach(store, "file of " + day, at.plusSeconds(30)), at.plusSeconds(30)));
            }
        }
        try (Stream<Path> files = Files.walk(store.directory().resolve("artefacts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        return store;
    }

    private static ArtefactReference attach(Store store, String text, Instant at) throws IOException {
        ArtefactReference artefact = store.artefacts()
                .put(
                        Attachment.ARTEFACT,
                        "text/plain",
                        out -> out.write(text.repeat(20).getBytes(StandardCharsets.UTF_8)));
        store.append(ActivityStatement.of(
                new Attachment(
                        "review",
                        null,
                        text,
                        new Attachment.File("a.txt", artefact.sha256(), artefact.size(), "text/plain"),
                        ANN,
                        "that is it",
                        at,
                        null,
                        null),
                INVOCATION,
                List.of(artefact)));
        return artefact;
    }

    private static long prune(Store store, int keepDays) throws IOException {
        return new Pruning(store, new Retention(keepDays), NOW, Progress.NONE)
                .run(ANN, "to make room", INVOCATION, 10_000, store::appendAll)
                .artefacts();
    }

    private static byte[] report(Store store, long size, ReportRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(new ReportFreezer(store, Progress.NONE).at(size, Catalogue.soc2(), request), out);
        return out.toByteArray();
    }

    private static List<Object> figures(ControlReport report) {
        List<Object> figures = new ArrayList<>();
        report.results().forEach(result -> {
            figures.add(result.conclusion());
            figures.add(result.population());
            figures.add(result.proven());
            figures.add(result.exceptions());
        });
        return figures;
    }

    private static List<Object> figures(Store store, ReportRequest request) throws IOException {
        return figures(new ReportFreezer(store, Progress.NONE).at(store.ledger().size(), Catalogue.soc2(), request));
    }

    @Test
    void noReportOfAnyPeriodChangesAndNothingYoungerIsGone() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2; round++) {
            String what = "seed " + seed + ", round " + round;
            List<Kept> kept = new ArrayList<>();
            try (Store store = store(random, kept)) {
                long size = store.ledger().size();
                byte[] year = report(store, size, LAST_TWELVE_MONTHS);
                byte[] quarter = report(store, size, PackageFixture.FEBRUARY);
                List<Object> figures = figures(store, LAST_TWELVE_MONTHS);
                int days = 400 + random.nextInt(30);

                assertTrue(prune(store, days) > 0, what);

                assertArrayEquals(year, report(store, size, LAST_TWELVE_MONTHS), what);
                assertArrayEquals(quarter, report(store, size, PackageFixture.FEBRUARY), what);
                assertEquals(figures, figures(store, LAST_TWELVE_MONTHS), what);
                Instant newest = NOW.minusSeconds(days * 86_400L);
                for (Kept one : kept) {
                    boolean there = store.artefacts().contains(one.artefact().sha256());
                    assertTrue(there || one.at().isBefore(newest), what + ": gone is one of " + one.at());
                }
                List<Check> checks = new StoreVerifier(
                                store.directory(),
                                new Trust(store.verifyingKey(), List.of(), Set.of(), List.of()),
                                check -> {})
                        .verify(Progress.NONE);
                assertTrue(PackageFixture.verified(checks), what + ": " + checks);
            }
        }
    }

    /** Somebody with the key may write that anything was removed: it makes no report better, and one that needs it is not made. */
    @Test
    void aRecordOfRemovalByItselfImprovesNothing() throws IOException {
        try (Store store = store(new Random(4), new ArrayList<>())) {
            List<Object> figures = figures(store, LAST_TWELVE_MONTHS);
            List<ArtefactReference> findings = new ArrayList<>();
            store.ledger().entries(0, (index, id, entry) -> RecordReader.read(id, entry)
                    .artefact(FindingsDocument.NAME)
                    .ifPresent(findings::add));
            store.append(ActivityStatement.of(
                    new ArtefactRemoval(
                            400,
                            NOW,
                            ANN,
                            "to hide them",
                            findings.stream()
                                    .map(ArtefactRemoval.Removed::of)
                                    .distinct()
                                    .toList(),
                            NOW),
                    INVOCATION,
                    List.of()));

            assertEquals(figures, figures(store, LAST_TWELVE_MONTHS));
            Files.delete(store.artefacts().file(findings.get(findings.size() - 1)));
            StoreException missed = assertThrows(StoreException.class, () -> figures(store, LAST_TWELVE_MONTHS));
            assertTrue(missed.getMessage().contains("is missing"), missed::getMessage);
        }
    }

    @Test
    void aPackageSaysWhatWasRemovedAndIsTheSameBytesEachTime() throws IOException {
        Path before = temporary.resolve("before.zip");
        Path first = temporary.resolve("first.zip");
        Path second = temporary.resolve("second.zip");
        try (Store store = store(new Random(1), new ArrayList<>())) {
            PackageFixture.export(store, PackageFixture.FEBRUARY, before);
            prune(store, 400);
            PackageFixture.export(store, PackageFixture.FEBRUARY, first);
            PackageFixture.export(store, PackageFixture.FEBRUARY, second);

            List<Check> checks = PackageFixture.verify(first, store.verifyingKey());

            assertTrue(PackageFixture.verified(checks), checks::toString);
            assertTrue(
                    checks.stream()
                            .anyMatch(check -> check.name().equals("removed")
                                    && check.detail().contains("1 by the rule \"keep for 400 days\"")),
                    checks::toString);
            List<Check> earlier = PackageFixture.verify(before, store.verifyingKey());
            assertTrue(PackageFixture.verified(earlier), "what was given away before stays whole: " + earlier);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void aPackageWithoutAnArtefactThatNoRecordTookAwayIsNotMade() throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (Store store = store(new Random(2), kept)) {
            Kept young = kept.get(kept.size() - 1);
            Files.delete(store.artefacts().file(young.artefact()));
            prune(store, 400);

            StoreException missed = assertThrows(
                    StoreException.class,
                    () -> PackageFixture.export(store, LAST_TWELVE_MONTHS, temporary.resolve("none.zip")));
            assertTrue(missed.getMessage().contains(young.artefact().sha256()), missed::getMessage);
        }
    }

    @Test
    void whateverIsDoneToAPackageOfAPrunedStoreIsNoticed() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = temporary.resolve("pruned.zip");
        try (Store store = store(new Random(3), new ArrayList<>())) {
            prune(store, 400);
            PackageFixture.export(store, PackageFixture.FEBRUARY, file);
            byte[] original = Files.readAllBytes(file);
            for (int i = 0; i < 24; i++) {
                PackageMutation mutation = i % 3 == 0
                        ? PackageMutation.resigned(original, random, store.signingKey())
                        : PackageMutation.random(original, random);
                Files.write(file, mutation.bytes());
                assertFalse(
                        PackageFixture.verified(PackageFixture.verify(file, store.verifyingKey())),
                        "not noticed: " + mutation.what() + ", seed " + seed);
            }
        }
    }
}
