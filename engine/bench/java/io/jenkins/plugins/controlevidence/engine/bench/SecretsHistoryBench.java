package io.jenkins.plugins.controlevidence.engine.bench;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long the secrets scanner takes for a whole history, again and again in one JVM, as in a build agent that stays up.
 *
 * <pre>SecretsHistoryBench REPOSITORY [RUNS]</pre>
 *
 * Prints for each scan its wall time and the processor time of the whole process, its compilers and collectors included. The
 * repository is opened and its refs are read anew each time.
 */
public final class SecretsHistoryBench {
    private SecretsHistoryBench() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        for (int run = 1; run <= runs; run++) {
            long start = System.nanoTime();
            long processor = processorNanos();
            int findings = scan(Path.of(arguments[0])).findings().size();
            System.out.printf(
                    Locale.ROOT,
                    "scan %d: %.2f s wall, %.2f s of the processor, %d findings%n",
                    run,
                    (System.nanoTime() - start) / 1e9,
                    (processorNanos() - processor) / 1e9,
                    findings);
        }
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Scan scan(Path path) throws Exception {
        try (GitRepository repository = GitRepository.open(path)) {
            Change change = repository.change(null, repository.head(), Progress.NONE);
            Path directory = repository.gitDirectory();
            return new SecretScanner(repository.jgit(), SecretRules.load(), List.of())
                    .scan(
                    new ScanRequest(
                            change,
                            directory,
                            directory,
                            true,
                            null,
                            null,
                            directory,
                            FingerprintKey.of(new byte[FingerprintKey.LENGTH])),
                    Progress.NONE);
        }
    }
}
