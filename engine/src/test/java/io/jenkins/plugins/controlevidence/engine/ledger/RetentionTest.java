package io.jenkins.plugins.controlevidence.engine.ledger;

import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.ANN;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.NOW;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.daysAgo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which artefacts go and which stay, in what order, and that verification misses every one that went otherwise. */
class RetentionTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private RetainedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new RetainedStore(directory.resolve("store"));
    }

    @AfterEach
    void close() throws IOException {
        kept.close();
    }

    private void assertVerified() {
        List<Check> checks = kept.verify();
        assertTrue(StoreFixture.verified(checks), checks::toString);
    }

    private void assertMissed(ArtefactReference artefact) {
        String said = kept.said("artefacts");
        assertTrue(said.startsWith("NOT_VERIFIED: ") && said.contains(artefact.sha256()), said);
    }

    private ArtefactRemoval removal(int keepDays, Instant before, Instant at, ArtefactReference artefact) {
        return new ArtefactRemoval(
                keepDays, before, ANN, "to make room", List.of(ArtefactRemoval.Removed.of(artefact)), at);
    }

    private void record(ArtefactRemoval removal) throws IOException {
        kept.store.append(ActivityStatement.of(removal, Examples.invocation(), List.of()));
    }

    private EvidenceRecord last() throws IOException {
        Ledger ledger = kept.store.ledger();
        return RecordReader.read(ledger.id(ledger.size() - 1), ledger.entry(ledger.size() - 1));
    }

    @Nested
    class WhatGoes {
        @Test
        void whatNoRecordHasNamedForLongEnoughGoesAndTheRestStays() throws IOException {
            ArtefactReference old = kept.scan(401, "old");
            ArtefactReference young = kept.scan(399, "young");
            kept.today();

            Pruning.Result result = kept.prune(400);

            assertEquals(1, result.artefacts());
            assertTrue(result.bytes() > 0);
            assertFalse(result.more());
            assertFalse(kept.isThere(old));
            assertTrue(kept.isThere(young));
            assertVerified();
        }

        @ParameterizedTest
        @CsvSource({"400.0, true", "400.00002, false", "399.99998, true"})
        void theDayItselfStillStays(double daysAgo, boolean stays) throws IOException {
            ArtefactReference artefact = kept.scan(daysAgo, "on the boundary");
            kept.today();

            kept.prune(400);

            assertEquals(stays, kept.isThere(artefact));
            assertVerified();
        }

        @Test
        void whatAYoungRecordNamesToo() throws IOException {
            ArtefactReference same = kept.scan(800, "the same each time");
            kept.scan(10, "the same each time");
            kept.today();

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(same));
        }

        /** What a report, the index or the next review is computed from stays, as does whatever this version does not know. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "run/commits",
                    "census/commits",
                    "scan/findings",
                    "gate/policy",
                    "report/report",
                    "report/catalogue-0",
                    "access-review/snapshot",
                    "scan/of-a-later-version",
                    "later-kind/report"
                })
        void whatSomethingIsComputedFromStaysForEver(String what) throws IOException {
            String[] kindAndName = what.split("/");
            ArtefactReference artefact = kept.keep(kindAndName[1], what);
            kept.record(kindAndName[0], daysAgo(9_000), artefact);
            kept.today();

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(artefact));
        }

        @Test
        void whatOneRecordNeedsForEverStaysThoughAnotherDoesNot() throws IOException {
            ArtefactReference report = kept.scan(900, "both");
            kept.record("scan", daysAgo(900), kept.keep("findings", "both"));
            kept.today();

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(report));
        }

        @ParameterizedTest
        @ValueSource(strings = {"report", "sample"})
        void thePeriodOfAFrozenReportOrASampleAgesAsAWhole(String kind) throws IOException {
            ArtefactReference before = kept.scan(800, "before the period");
            ArtefactReference inside = kept.scan(700, "at its beginning");
            kept.record(
                    kind,
                    daysAgo(300),
                    Map.of(
                            "from", daysAgo(720).toString().substring(0, 10),
                            "to", daysAgo(390).toString().substring(0, 10)));
            kept.today();

            kept.prune(400);

            assertFalse(kept.isThere(before));
            assertTrue(kept.isThere(inside), "the period ended 390 days ago");
            kept.prune(400);
            assertTrue(kept.isThere(inside));
            assertVerified();
        }

        @Test
        void aPeriodThatHasEndedLongAgoHoldsNothingBack() throws IOException {
            ArtefactReference inside = kept.scan(1_000, "in the period");
            kept.record("report", daysAgo(700), Map.of("from", "2023-06-01", "to", "2024-05-31"));
            kept.today();

            kept.prune(400);

            assertFalse(kept.isThere(inside));
        }

        @Test
        void aPeriodThatCannotBeReadHoldsEverythingBack() throws IOException {
            ArtefactReference artefact = kept.scan(1_000, "in the period");
            kept.record("report", daysAgo(700), Map.of("from", "once"));
            kept.today();

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(artefact));
        }
    }

    @Nested
    class WhatTimeItIs {
        @Test
        void aClockThatRunsAheadRemovesNothing() throws IOException {
            ArtefactReference artefact = kept.scan(30, "a month old");
            kept.today();
            Pruning pruning =
                    new Pruning(kept.store, new Retention(400), NOW.plus(Duration.ofDays(5_000)), Progress.NONE);

            pruning.run(ANN, "why", Examples.invocation(), 10, kept.store::appendAll);

            assertTrue(kept.isThere(artefact));
        }

        @Test
        void aDocumentThatSaysAnEarlierTimeIsAsOldAsTheRecordsAroundIt() throws IOException {
            kept.record("gate", daysAgo(100));
            ArtefactReference artefact = kept.keep("attachment", "minutes of a meeting of long ago");
            kept.record("attachment", daysAgo(2_000), artefact);
            kept.today();

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(artefact));
        }

        @Test
        void aLedgerThatTellsNoTimeKeepsAll() throws IOException {
            ArtefactReference artefact = kept.keep("attachment", "a file");
            kept.record("attachment", daysAgo(2_000), artefact);

            assertEquals(0, kept.prune(400).artefacts());
            assertTrue(kept.isThere(artefact));
        }
    }

    @Nested
    class TheRule {
        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 399, 36_501})
        void lessThanAReviewPeriodAndItsAuditIsRefused(int days) {
            String message = assertThrows(IllegalArgumentException.class, () -> new Retention(days))
                    .getMessage();

            assertTrue(message.contains("400"), message);
            assertTrue(message.contains(Integer.toString(days)), message);
        }

        @Test
        void theRecordSaysWhichByWhatRuleWhoAndWhyAndProvesNothing() throws Exception {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();

            kept.prune(450);

            EvidenceRecord record = last();
            assertEquals(
                    new ArtefactRemoval(
                            450, daysAgo(450), ANN, "the disk is full", List.of(ArtefactRemoval.Removed.of(old)), NOW),
                    ActivityReader.of(record));
            assertEquals(Outcome.SKIPPED, record.outcome());
        }

        @Test
        void manyArtefactsTakeSeveralRecordsAndAtMostSoManyGoInOneRun() throws IOException {
            List<Statement> scans = new ArrayList<>();
            for (int i = 0; i < 311; i++) {
                scans.add(RetainedStore.statement("scan", daysAgo(600), Map.of(), kept.keep("report", "number " + i)));
            }
            kept.store.appendAll(scans);
            kept.today();
            long size = kept.store.ledger().size();

            Pruning.Plan plan = kept.pruning(400).plan();
            Pruning.Result first = kept.pruning(400).run(ANN, "why", Examples.invocation(), 305, kept.store::appendAll);
            Pruning.Result second =
                    kept.pruning(400).run(ANN, "why", Examples.invocation(), 305, kept.store::appendAll);

            assertEquals(311, plan.artefacts());
            assertEquals(305, first.artefacts());
            assertTrue(first.more());
            assertEquals(6, second.artefacts());
            assertFalse(second.more());
            assertEquals(size + 2 + 1, kept.store.ledger().size());
            assertVerified();
        }

        @Test
        void aPlanChangesNothing() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            long size = kept.store.ledger().size();

            Pruning.Plan plan = kept.pruning(400).plan();

            assertEquals(1, plan.artefacts());
            assertEquals(0, plan.recorded());
            assertEquals(Files.size(kept.store.artefacts().file(old)), plan.bytes());
            assertEquals(daysAgo(400), plan.before());
            assertTrue(kept.isThere(old));
            assertEquals(size, kept.store.ledger().size());
        }

        @Test
        void whereNothingMayGoNothingIsRecorded() throws IOException {
            kept.scan(10, "young");
            kept.today();
            long size = kept.store.ledger().size();

            assertEquals(0, kept.prune(400).artefacts());
            assertEquals(size, kept.store.ledger().size());
        }
    }

    @Nested
    class InWhatOrder {
        @Test
        void whatWasRecordedAndNotDeletedTheNextRunDeletes() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();

            assertThrows(
                    IOException.class,
                    () -> kept.prune(400, statements -> {
                        kept.store.appendAll(statements);
                        throw new IOException("the power went");
                    }));

            assertTrue(kept.isThere(old));
            assertVerified();
            assertTrue(kept.said("removed").contains("1 of them are still there"), kept.said("removed"));
            long size = kept.store.ledger().size();
            assertEquals(1, kept.pruning(400).plan().recorded());
            assertEquals(1, kept.prune(400).artefacts());
            assertFalse(kept.isThere(old));
            assertEquals(size, kept.store.ledger().size(), "it is recorded already");
            assertVerified();
        }

        @Test
        void whatCouldNotBeRecordedIsNotDeleted() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();

            assertThrows(
                    IOException.class,
                    () -> kept.prune(400, statements -> {
                        throw new IOException("the disk is full");
                    }));

            assertTrue(kept.isThere(old));
            assertVerified();
            assertEquals("nothing", kept.said("removed"));
        }

        @Test
        void aStoreThatIsOpenForReadingOnlyIsNotTouched() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            try (Store reading = Store.openReadOnly(kept.store.directory())) {
                Pruning pruning = new Pruning(reading, new Retention(400), NOW, Progress.NONE);

                assertThrows(
                        StoreException.class,
                        () -> pruning.run(ANN, "why", Examples.invocation(), 10, kept.store::appendAll));
            }
            assertTrue(kept.isThere(old));
            assertVerified();
        }

        @Test
        void whatIsNamedAgainMeanwhileStays() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();

            kept.prune(400, statements -> {
                kept.record("scan", NOW, old);
                kept.store.appendAll(statements);
            });

            assertTrue(kept.isThere(old));
            assertVerified();
        }

        @Test
        void whatIsNamedAgainAfterTheRecordStays() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();

            kept.prune(400, statements -> {
                kept.store.appendAll(statements);
                kept.record("scan", NOW, old);
            });

            assertTrue(kept.isThere(old));
            assertVerified();
        }

        @Test
        void whatIsPutAgainAndNotYetNamedStays() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            kept.store.artefacts().put("report", "text/plain", out -> out.write("old".getBytes()));

            Pruning pruning = new Pruning(kept.store, new Retention(400), Instant.now(), Progress.NONE);
            assertEquals(
                    0,
                    pruning.run(ANN, "why", Examples.invocation(), 10, kept.store::appendAll)
                            .artefacts());
            assertTrue(kept.isThere(old));
        }

        @Test
        void whatIsPutAgainAfterItWasRemovedIsKeptAgain() throws IOException {
            kept.scan(500, "old");
            kept.today();
            kept.prune(400);

            ArtefactReference again = kept.scan(0, "old");

            assertTrue(kept.isThere(again));
            assertVerified();
            assertEquals("nothing", kept.said("removed"));
            kept.delete(again);
            assertMissed(again);
        }

        @Test
        void othersMayAppendAllTheWhile() throws Exception {
            List<ArtefactReference> old = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                old.add(kept.scan(500, "old " + i));
            }
            kept.today();
            List<ArtefactReference> again = new ArrayList<>();
            Thread builds = new Thread(() -> {
                for (int i = 0; i < 20; i += 2) {
                    byte[] text = ("old " + i).getBytes();
                    try (Store other = Store.open(kept.store.directory())) {
                        ArtefactReference report =
                                other.artefacts().put("report", "text/plain", out -> out.write(text));
                        other.append(RetainedStore.statement("scan", NOW, Map.of(), report));
                        again.add(report);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            builds.start();
            new Pruning(kept.store, new Retention(400), Instant.now(), Progress.NONE)
                    .run(ANN, "why", Examples.invocation(), 1_000, kept.store::appendAll);
            builds.join();

            assertEquals(10, again.size());
            for (ArtefactReference report : again) {
                assertTrue(kept.isThere(report));
            }
            assertVerified();
        }
    }

    @Nested
    class WhatVerificationMisses {
        @Test
        void anArtefactThatIsGoneWithoutARecord() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            kept.delete(old);

            assertMissed(old);
        }

        @Test
        void noLaterRunMakesUpARecordForWhatWasTakenAway() throws IOException {
            ArtefactReference taken = kept.scan(500, "taken");
            kept.scan(500, "old");
            kept.today();
            kept.delete(taken);

            assertEquals(1, kept.prune(400).artefacts());
            assertMissed(taken);
        }

        @Test
        void whatIsDamagedIsNotRemovedButSaid() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            Files.write(kept.store.artefacts().file(old), new byte[] {1, 2, 3});
            kept.age(old);

            assertThrows(StoreException.class, () -> kept.prune(400));
            assertTrue(kept.isThere(old));
        }

        @Test
        void aRemovalOfSomethingYoungerThanItsRule() throws IOException {
            ArtefactReference young = kept.scan(399, "young");
            kept.today();
            record(removal(400, daysAgo(400), NOW, young));
            assertVerified(); // as long as it is there nothing is lost

            kept.delete(young);

            assertMissed(young);
            assertTrue(kept.said("artefacts").contains("could not by its own rule"), kept.said("artefacts"));
        }

        @Test
        void aRemovalThatClaimsALaterTimeOrABroaderLimit() throws IOException {
            ArtefactReference young = kept.scan(399, "young");
            kept.today();
            record(removal(400, NOW, NOW.plus(Duration.ofDays(900)), young));
            kept.delete(young);

            assertMissed(young);
        }

        @Test
        void aRemovalByARuleThatMayNotBe() throws IOException {
            ArtefactReference young = kept.scan(100, "young");
            kept.today();
            record(removal(30, daysAgo(30), NOW, young));
            kept.delete(young);

            assertMissed(young);
        }

        @Test
        void aRemovalOfWhatAReportIsComputedFrom() throws IOException {
            ArtefactReference findings = kept.keep("findings", "a list");
            kept.record("scan", daysAgo(900), findings);
            kept.today();
            record(removal(400, daysAgo(400), NOW, findings));
            kept.delete(findings);

            assertMissed(findings);
        }

        @Test
        void aRemovalThatComesBeforeTheRecordThatNamesTheArtefact() throws IOException {
            ArtefactReference report = kept.scan(900, "named twice");
            kept.today();
            record(removal(400, daysAgo(400), NOW, report));
            kept.record("scan", daysAgo(890), report);
            kept.delete(report);

            assertMissed(report);
        }

        @Test
        void aRemovalOfAnotherSize() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            record(removal(
                    400,
                    daysAgo(400),
                    NOW,
                    new ArtefactReference(old.name(), old.mediaType(), old.sha256(), old.size() + 1)));
            kept.delete(old);

            assertMissed(old);
        }

        @Test
        void aRemovalThatIsSignedWithAnotherKey() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            SigningKey other = SigningKey.loadOrCreate(directory.resolve("other/key.pem"));
            byte[] forged = Envelope.sign(
                            ActivityStatement.of(
                                    removal(400, daysAgo(400), NOW, old), Examples.invocation(), List.of()),
                            other)
                    .toBytes();
            kept.store.ledger().append(List.of(forged));
            kept.delete(old);

            assertMissed(old);
            assertTrue(kept.said("signatures").startsWith("NOT_VERIFIED"), kept.said("signatures"));
        }

        @Test
        void aRemovalThatIsBroken() throws IOException {
            ArtefactReference old = kept.scan(500, "old");
            kept.today();
            kept.record(ArtefactRemoval.KIND, NOW, Map.of("why", "no rule, no list"));
            kept.delete(old);

            assertMissed(old);
            assertTrue(kept.said("records").startsWith("NOT_VERIFIED"), kept.said("records"));
        }
    }

    @Test
    void whatWasRemovedIsSaidInALineOfItsOwn() throws IOException {
        kept.scan(700, "oldest");
        kept.scan(500, "old");
        kept.scan(499, "old too");
        kept.today();
        kept.prune(600);
        kept.prune(400);

        assertEquals(
                "VERIFIED: artefacts that had been kept long enough were removed, and signed records say which: "
                        + "2 by the rule \"keep for 400 days\", 1 by the rule \"keep for 600 days\", last on 2026-06-01",
                kept.said("removed"));
    }

    /** Of random stores: what is removed is old enough, all that is left is whole, and whatever else goes is missed. */
    @Test
    void nothingYoungerIsGoneAndTheStoreVerifiesAfterEachRun() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            String what = "seed " + seed + ", round " + round;
            try (RetainedStore some = new RetainedStore(directory.resolve("random-" + round))) {
                Map<ArtefactReference, Double> youngest = fill(some, random);
                some.today();
                int days = 400 + random.nextInt(400);
                Pruning.Plan plan = some.pruning(days).plan();
                Pruning.Result result = some.prune(days);
                assertEquals(plan.artefacts(), result.artefacts(), what);
                for (Map.Entry<ArtefactReference, Double> use : youngest.entrySet()) {
                    boolean may = use.getValue() > days && use.getKey().name().equals("report");
                    assertEquals(!may, some.isThere(use.getKey()), what + ": " + use);
                }
                List<Check> checks = some.verify();
                assertTrue(StoreFixture.verified(checks), what + ": " + checks);
                List<Path> left = some.files();
                if (!left.isEmpty()) {
                    Files.delete(left.get(random.nextInt(left.size())));
                    assertFalse(StoreFixture.verified(some.verify()), what + ": a loss was not missed");
                }
            }
        }
    }

    /** Scans in the order of time, some of which name what another has named; gives the age of the youngest that names each. */
    private static Map<ArtefactReference, Double> fill(RetainedStore some, Random random) throws IOException {
        Map<ArtefactReference, Double> youngest = new HashMap<>();
        int count = 5 + random.nextInt(25);
        double age = 1_500;
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            age -= random.nextDouble() * age / 10;
            String name = random.nextInt(3) == 0 ? "findings" : "report";
            ArtefactReference artefact = some.keep(name, name + random.nextInt(count));
            youngest.put(artefact, age);
            statements.add(RetainedStore.statement("scan", daysAgo(age), Map.of(), artefact));
        }
        some.store.appendAll(statements);
        return youngest;
    }
}
