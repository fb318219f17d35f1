package io.jenkins.plugins.controlevidence.engine.bench;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long the secrets scanner takes for a push, in a JVM that has scanned before, as in a build server: everything before the
 * push is known from the scan before, with its findings carried over.
 *
 * <pre>SecretsPushBench REPOSITORY BASE [RUNS]</pre>
 *
 * The push is what HEAD has and BASE, a revision, has not; measured as what is new since a scan of everything before it, every ref
 * looked at, and as a range that is asked for. Prints the medians of the second half of the runs, of the scan and with opening
 * the repository, and what they took of the processor each, which other work on the machine changes less. Before them the whole
 * history is scanned once.
 */
public final class SecretsPushBench {
    private SecretsPushBench() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        Path path = Path.of(arguments[0]);
        String base = arguments[1];
        try (GitRepository repository = GitRepository.open(path)) {
            Change change = repository.change(null, repository.head(), Progress.NONE);
            List<String> pushed = repository.range(base + "..");
            Scan all = scan(repository, change, null, null);
            List<String> tips = new ArrayList<>(change.tips());
            tips.removeAll(pushed);
            tips.add(base);
            List<Finding> before = all.findings().stream()
                    .filter(finding -> !pushed.contains(finding.introduced().commit()))
                    .toList();
            PriorScan prior = new PriorScan(base, all.tool().rulesDigest(), tips, before);
            System.out.printf(
                    "%d commits, %d tips, %d findings carried: %s; as a range: %s%n",
                    pushed.size(),
                    tips.size(),
                    before.size(),
                    measured(
                            runs,
                            path,
                            opened -> scan(opened, change, null, prior),
                            all.findings().size()),
                    measured(
                            runs,
                            path,
                            opened -> scan(opened, change, pushed, null),
                            all.findings().size() - before.size()));
        }
    }

    private interface Scanning {
        Scan scan(GitRepository repository) throws InterruptedException;
    }

    private static String measured(int runs, Path path, Scanning scanning, int findings) throws Exception {
        long[] whole = new long[runs];
        long[] scans = new long[runs];
        long processor = 0;
        for (int i = 0; i < runs; i++) {
            processor = i == runs / 2 ? processorNanos() : processor;
            long start = System.nanoTime();
            try (GitRepository repository = GitRepository.open(path)) {
                repository.commit("HEAD"); // reads the packs' indexes, as whoever finds out what was pushed does
                long opened = System.nanoTime();
                Scan scan = scanning.scan(repository);
                scans[i] = System.nanoTime() - opened;
                if (scan.findings().size() != findings) {
                    throw new IllegalStateException(scan.findings().size() + " findings instead of " + findings);
                }
            }
            whole[i] = System.nanoTime() - start;
        }
        double each = (processorNanos() - processor) / 1e6 / (runs - runs / 2);
        return String.format(
                Locale.ROOT,
                "%.0f ms warm, %.0f ms with opening the repository, %.0f ms of the processor (first %.0f ms)",
                warm(scans) / 1e6,
                warm(whole) / 1e6,
                each,
                whole[0] / 1e6);
    }

    private static double warm(long[] nanos) {
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static Scan scan(GitRepository repository, Change change, List<String> range, PriorScan prior)
            throws InterruptedException {
        Path directory = repository.gitDirectory();
        ScanRequest request = new ScanRequest(
                change,
                directory,
                directory,
                true,
                range,
                prior,
                directory,
                FingerprintKey.of(new byte[FingerprintKey.LENGTH]));
        return new SecretScanner(repository.jgit(), SecretRules.load(), List.of()).scan(request, Progress.NONE);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
