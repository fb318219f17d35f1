package io.jenkins.plugins.controlevidence.engine.bench;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How many records a second a store takes, durable each, and how fast it is verified.
 *
 * <pre>LedgerBench [DIRECTORY [RECORDS]]</pre>
 *
 * The directory decides which disk is measured; it is left behind.
 */
public final class LedgerBench {
    private static final double NANOS = 1e9;

    private LedgerBench() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws Exception {
        Path directory = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("ledger-bench");
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        try (Store store = Store.openOrCreate(directory)) {
            ArtefactReference artefact = store.artefacts().put("commits", "text/plain", out -> out.write('x'));
            append(store, artefact, 1, 300);
            report("appends by 1 writer", append(store, artefact, 1, 1_000));
            report("appends by 32 writers", append(store, artefact, 32, 200));
            long started = System.nanoTime();
            int first = (int) store.ledger().size();
            for (int i = first; i < records; i += 1_000) {
                int from = i;
                store.appendAll(IntStream.range(from, Math.min(records, from + 1_000))
                        .mapToObj(number -> statement(artefact, number))
                        .toList());
            }
            report("appends in batches of 1,000", (records - first) / ((System.nanoTime() - started) / NANOS));
        }
        long started = System.nanoTime();
        List<Check> checks = new StoreVerifier(directory, Trust.NONE, check -> {}).verify(Progress.NONE);
        double seconds = (System.nanoTime() - started) / NANOS;
        if (!checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED)) {
            throw new IllegalStateException(checks.toString());
        }
        report("verified", records / seconds);
        System.out.printf("%-30s %,12.2f s%n", "verifying " + records + " records", seconds);
    }

    private static void report(String what, double rate) {
        System.out.printf("%-30s %,12.0f a second%n", what, rate);
    }

    /** Gives the rate. */
    private static double append(Store store, ArtefactReference artefact, int writers, int each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            long started = System.nanoTime();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                tasks.add(() -> appendOneByOne(store, artefact, number * each, number * each + each));
            }
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
            return writers * each / ((System.nanoTime() - started) / NANOS);
        } finally {
            threads.shutdown();
        }
    }

    private static Void appendOneByOne(Store store, ArtefactReference artefact, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            store.append(statement(artefact, i));
        }
        return null;
    }

    private static Statement statement(ArtefactReference artefact, int number) {
        Instant time = Instant.ofEpochSecond(1_780_000_000L + number);
        Change change = new Change(
                new RepositoryIdentity("https://example.org/team/product"),
                "main",
                String.format("%040x", number + 1),
                String.format("%040x", number),
                Continuity.CONTINUED,
                List.of(),
                List.of(),
                false);
        return RunStatement.of(
                change, time, time, artefact, new Invocation("https://example.org/bench", null, null, "here", "bench"));
    }
}
