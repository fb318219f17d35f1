package io.jenkins.plugins.controlevidence.engine.ledger;

import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.ANN;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.NOW;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.daysAgo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which artefacts go and which stay: what somebody still needs, and what the ledger says the time is. */
class PruningTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @AutoClose
    private RetainedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new RetainedStore(directory.resolve("store"));
    }

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
        kept.assertVerified();
    }

    @ParameterizedTest
    @CsvSource({"400.0, true", "400.00002, false", "399.99998, true"})
    void theDayItselfStillStays(double daysAgo, boolean stays) throws IOException {
        ArtefactReference artefact = kept.scan(daysAgo, "on the boundary");
        kept.today();

        kept.prune(400);

        assertEquals(stays, kept.isThere(artefact));
        kept.assertVerified();
    }

    @Test
    void whatAYoungRecordNamesTooStays() throws IOException {
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
        kept.assertVerified();
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

    @Test
    void aClockThatRunsAheadRemovesNothing() throws IOException {
        ArtefactReference artefact = kept.scan(30, "a month old");
        kept.today();
        Pruning pruning = new Pruning(kept.store, new Retention(400), NOW.plus(Duration.ofDays(5_000)), Progress.NONE);

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
