package io.jenkins.plugins.controlevidence.engine.bench;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.CsvReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * How long a control report takes over a year of evidence: index built from the ledger, index opened, report judged and
 * written. Needs the engine's test classes on the class path.
 *
 * <p>Arguments: a directory for the store, and the number of records, 100000 if not given. A store that is there is used again;
 * each time a day more is written to it, to measure what that costs.
 *
 * <p>Each line names wall-clock time, processor time of the whole process (its garbage collection and compilation too), and the
 * heap in use.
 */
public final class ReportBench {
    private static final int RECORDS_A_RUN = 5;
    private static final int COMMITS_A_PUSH = 5;
    private static final int REPOSITORIES = 10;
    private static final int DAYS = 365;
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2025-12-31T00:00:00Z");

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static long processor;

    private ReportBench() {}

    /** Runs the benchmark and prints a line a measurement. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        if (!Files.exists(directory)) {
            long start = System.nanoTime();
            try (Store store = Store.openOrCreate(directory)) {
                write(store, records / RECORDS_A_RUN, FIRST, Duration.ofDays(DAYS - 1));
            }
            print("write " + records + " records", start);
        }
        try (Store store = Store.openReadOnly(directory)) {
            long start = System.nanoTime();
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                print("index built in memory", start);
                start = System.nanoTime();
                report(index);
                print("report, first in this JVM", start);
            }
            start = System.nanoTime();
            EvidenceIndex.open(store, Progress.NONE).close();
            print("index built or opened on disk, and closed", start);
            start = System.nanoTime();
            try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
                print("index opened", start);
                for (int i = 0; i < 5; i++) {
                    start = System.nanoTime();
                    report(index);
                    print("report, warm", start);
                }
            }
        }
        oneMoreDay(directory, records);
    }

    /** What a day costs a store with a year in it: as many records as came on any other day. */
    private static void oneMoreDay(Path directory, int records) throws IOException {
        try (Store store = Store.open(directory)) {
            long start = System.nanoTime();
            write(store, Math.max(REPOSITORIES, records / RECORDS_A_RUN / DAYS), LAST, Duration.ofDays(1));
            print("one more day written", start);
            start = System.nanoTime();
            try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
                print("index brought up to date by a day", start);
                start = System.nanoTime();
                report(index);
                print("report after one more day", start);
            }
        }
    }

    private static void report(EvidenceIndex index) throws IOException {
        ReportRequest request = new ReportRequest(
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2025, 12, 31),
                LocalDate.of(2025, 12, 31),
                Set.of(),
                Set.of(),
                ReportRequest.DEFAULT_BRANCHES);
        ControlReport report = ControlReport.of(Catalogue.soc2(), index, request);
        HtmlReport.write(report, OutputStream.nullOutputStream());
        long[] bytes = new long[1];
        CsvReport.write(report, new OutputStream() {
            @Override
            public void write(int b) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] data, int offset, int length) {
                bytes[0] += length;
            }
        });
        int items = report.results().stream().mapToInt(result -> result.population()).sum();
        System.out.printf("%,d items, %,d bytes of CSV%n", items, bytes[0]);
    }

    private static void write(Store store, int runs, Instant start, Duration length) throws IOException {
        Duration between = length.dividedBy(runs / REPOSITORIES + 1);
        for (int repository = 0; repository < REPOSITORIES; repository++) {
            RecordedBranch branch =
                    new RecordedBranch(store, "https://git.example.org/repository-" + repository, "main", repository);
            for (int run = 1; run <= runs / REPOSITORIES; run++) {
                Instant at = start.plus(between.multipliedBy(run));
                branch.push(at, COMMITS_A_PUSH);
                branch.scan(at, Family.SECRETS, "secrets", List.of());
                branch.scan(at, Family.SAST, "semgrep", List.of());
                branch.scan(at, Family.SCA, "trivy", List.of());
                branch.gate(at, run % 50 == 0 ? Outcome.FAILED : Outcome.PASSED, List.of());
            }
            branch.flush();
        }
    }

    private static void print(String what, long start) {
        Runtime runtime = Runtime.getRuntime();
        long now = PROCESS.getProcessCpuTime();
        System.out.printf(
                "%-45s %8.2f s, processor %8.2f s, heap in use %,d MB%n",
                what,
                (System.nanoTime() - start) / 1e9,
                (now - processor) / 1e9,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        processor = now;
    }
}
