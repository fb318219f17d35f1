package io.jenkins.plugins.controlevidence.engine.bench;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageExport;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * How long it takes to export a year as a package and to verify it, per record, and the memory at the most. Uses the store of
 * {@link ReportBench}, which makes it.
 *
 * <p>Arguments: the directory of that store, and where the package goes.
 */
public final class ExportBench {
    private static final String PROGRAM = "control-evidence bench";

    private ExportBench() {}

    /** Runs the benchmark and prints a line a measurement. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        Files.deleteIfExists(file);
        LocalDate last = LocalDate.of(2025, 12, 31);
        ReportRequest request = new ReportRequest(
                LocalDate.of(2025, 1, 1), last, last, Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
        long records;
        VerifyingKey key;
        try (Store store = Store.open(Path.of(arguments[0]));
                EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
            records = store.ledger().size();
            key = store.verifyingKey();
            long start = System.nanoTime();
            PackageExport.write(store, index, Catalogue.soc2(), request, PROGRAM, file, Progress.NONE);
            print("export", start, records);
        }
        System.out.printf("%,d records, %,d bytes%n", records, Files.size(file));
        long[] start = {System.nanoTime()};
        Trust trust = new Trust(key, List.of(), Set.of(), List.of());
        List<Check> checks = new PackageVerifier(file, PROGRAM, trust, check -> {
                    System.out.printf("  %-16s %8.2f s%n", check.name(), (System.nanoTime() - start[0]) / 1e9);
                })
                .verify(Progress.NONE);
        print("verify", start[0], records);
        if (checks.stream().anyMatch(check -> check.status() != Check.Status.VERIFIED)) {
            throw new IllegalStateException("not verified: " + checks);
        }
    }

    private static void print(String what, long start, long records) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                "%-10s %8.2f s, %6.1f microseconds a record, heap %,d MB at the most%n",
                what, seconds, seconds * 1e6 / records, peak >> 20);
    }
}
