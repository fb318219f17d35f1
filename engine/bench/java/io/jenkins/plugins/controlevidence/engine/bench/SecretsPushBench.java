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
 * looked at, and as a range that is asked for. Prints the median of the second half of the runs, and what they took of
 * the processor each, which other work on the machine changes less. Before them the whole history is scanned once.
 */
public final class SecretsPushBench {
    private SecretsPushBench() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        SecretScanner scanner = new SecretScanner(SecretRules.load(), List.of());
        try (GitRepository repository = GitRepository.open(Path.of(arguments[0]))) {
            String head = repository.head();
            Change change = repository.change(null, head, Progress.NONE);
            List<String> pushed = repository.range(arguments[1] + "..");
            Scan all = scanner.scan(request(repository, change, null, null), Progress.NONE);
            String base = arguments[1];
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
                            scanner,
                            request(repository, change, null, prior),
                            all.findings().size()),
                    measured(
                            runs,
                            scanner,
                            request(repository, change, pushed, null),
                            all.findings().size() - before.size()));
        }
    }

    private static String measured(int runs, SecretScanner scanner, ScanRequest request, int findings)
            throws InterruptedException {
        long[] nanos = new long[runs];
        long processor = 0;
        for (int i = 0; i < runs; i++) {
            processor = i == runs / 2 ? processorNanos() : processor;
            long start = System.nanoTime();
            Scan scan = scanner.scan(request, Progress.NONE);
            nanos[i] = System.nanoTime() - start;
            if (scan.findings().size() != findings) {
                throw new IllegalStateException(scan.findings().size() + " findings instead of " + findings);
            }
        }
        double each = (processorNanos() - processor) / 1e6 / (runs - runs / 2);
        long[] warm = Arrays.copyOfRange(nanos, runs / 2, runs);
        Arrays.sort(warm);
        return String.format(
                Locale.ROOT,
                "%.0f ms warm, %.0f ms of the processor (first %.0f ms)",
                warm[warm.length / 2] / 1e6,
                each,
                nanos[0] / 1e6);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static ScanRequest request(
            GitRepository repository, Change change, List<String> range, PriorScan prior) {
        Path directory = repository.gitDirectory();
        return new ScanRequest(
                change,
                directory,
                directory,
                true,
                range,
                prior,
                directory,
                FingerprintKey.of(new byte[FingerprintKey.LENGTH]));
    }
}
