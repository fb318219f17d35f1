package io.jenkins.plugins.controlevidence.engine.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Whoever removes, delays or alters what proves something never makes a report better. Cases: {@code -Ddemo.cases}. */
class NeverToTheBetterTest {
    private static final int CASES = Integer.getInteger("demo.cases", 25);
    private static final int YEAR = 2025;

    /** These are what is measured, not what proves: without one there is one thing less to prove, and the ledger shows the gap. */
    private static final Set<String> POPULATIONS = Set.of(
            "census",
            "deployment",
            "configuration-change",
            "environment-change",
            "inventory",
            "bypass",
            "retraction",
            "run");

    /** What evidence serves that comes at some time: had it come later, it would have served a later one. */
    private static final Set<String> SERVED_LATER = Set.of("day", "window", "deployment", "environment-change");

    @TempDir
    static Path directory;

    private static Path scratch;
    private static AlteredEvidence evidence;
    private static ControlReport before;
    private static Map<String, AlteredEvidence.Entry> proofs;

    @BeforeAll
    static void makeAYear() throws IOException, SourceException {
        GeneratedYear.write(directory, new DemoPlan(YEAR, 7, DemoSize.SMALL), Progress.NONE);
        Path memory = Path.of("/dev/shm");
        scratch = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "altered")
                : Files.createTempDirectory(directory, "altered");
        evidence = new AlteredEvidence(
                directory.resolve(GeneratedYear.STORE), LocalDate.of(YEAR, 4, 1), LocalDate.of(YEAR, 4, 30));
        before = evidence.report(scratch, evidence.statements());
        Set<String> ids = new HashSet<>();
        items(before).values().stream()
                .filter(item -> item.standing() == Item.Standing.PROVEN)
                .forEach(item -> ids.addAll(item.records()));
        proofs = evidence.entries().stream()
                .filter(entry -> ids.contains(entry.record().id()))
                .filter(entry -> !POPULATIONS.contains(entry.record().kind()))
                .collect(Collectors.toMap(entry -> entry.record().id(), entry -> entry));
    }

    @AfterAll
    static void cleanUp() throws IOException {
        AlteredEvidence.delete(scratch);
    }

    @Test
    void removedDelayedAndAlteredProofsNeverMakeTheReportBetter(TestReporter reporter) throws IOException {
        long seed = Long.getLong("demo.cases.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<AlteredEvidence.Entry> entries = proofs.values().stream()
                .sorted((one, other) ->
                        one.record().id().compareTo(other.record().id()))
                .toList();
        int worse = 0;
        for (int number = 0; number < CASES; number++) {
            AlteredEvidence.Entry entry = entries.get(random.nextInt(entries.size()));
            int way = random.nextInt(3);
            List<Statement> statements =
                    switch (way) {
                        case 0 -> evidence.without(entry);
                        case 1 -> evidence.with(entry, AlteredEvidence.delayed(entry, random));
                        default -> evidence.with(entry, AlteredEvidence.altered(entry, random));
                    };
            String what = "seed " + seed + ", case " + number + ": "
                    + List.of("removed", "delayed", "altered").get(way) + " "
                    + entry.record().kind() + " "
                    + entry.record().tool() + " of " + entry.record().finished();
            worse += compare(evidence.report(scratch, statements), way == 1, what) ? 1 : 0;
        }
        reporter.publishEntry(CASES + " cases, " + worse + " made the report worse, none better; seed " + seed);
        assertTrue(worse > CASES / 4, worse + " of " + CASES + " changed anything; seed " + seed);
    }

    /** Whether the report got worse; fails if it got better anywhere. */
    private static boolean compare(ControlReport after, boolean delayed, String what) {
        for (int i = 0; i < before.results().size(); i++) {
            RequirementResult was = before.results().get(i);
            RequirementResult is = after.results().get(i);
            assertTrue(
                    is.conclusion().compareTo(was.conclusion()) >= 0,
                    was.requirement().id() + ", " + what);
            assertTrue(
                    delayed || is.proven() <= was.proven(),
                    "more is proven of " + was.requirement().id() + ", " + what);
        }
        Map<String, Item> items = items(after);
        items(before).forEach((name, was) -> {
            Item is = items.get(name);
            boolean served = delayed && SERVED_LATER.contains(was.subject().kind());
            assertTrue(
                    was.standing() != Item.Standing.EXCEPTION
                            || served
                            || (is != null && is.standing() == Item.Standing.EXCEPTION),
                    () -> "no exception any more: " + name + ", " + what);
        });
        return exceptions(after) > exceptions(before) || !conclusions(after).equals(conclusions(before));
    }

    private static long exceptions(ControlReport report) {
        return report.results().stream()
                .mapToLong(RequirementResult::exceptions)
                .sum();
    }

    private static List<Object> conclusions(ControlReport report) {
        return report.results().stream()
                .map(result -> (Object) result.conclusion())
                .toList();
    }

    private static Map<String, Item> items(ControlReport report) {
        Map<String, Item> items = new HashMap<>();
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                for (Item item : test.items()) {
                    Item.Subject subject = item.subject();
                    String name = String.join(
                            " | ",
                            result.requirement().id(),
                            test.test().id(),
                            subject.kind(),
                            String.valueOf(subject.repository()),
                            subject.name(),
                            subject.detail());
                    // Two deployments of one commit have one name; the worse of them counts.
                    items.merge(name, item, (one, other) -> one.standing() == Item.Standing.EXCEPTION ? one : other);
                }
            }
        }
        return items;
    }
}
