package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.scan.ExternalScanner;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.Scanner;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs tools on one change, each on files that are the head commit's and nobody else's: the work tree while it has no changes and nothing untracked,
 * else an export of the commit.
 */
final class ToolRuns implements AutoCloseable {
    private final GitRepository repository;
    private final Change change;
    private final FingerprintKey fingerprints;
    private final Policy policy;
    private final Progress progress;
    private final SecretRules rules = SecretRules.load();
    private final Redactor redactor = new Redactor(new SecretDetector(rules));
    private final Map<String, String> parameters;
    private final Path scratch;

    @CheckForNull
    private Path files;

    ToolRuns(
            GitRepository repository,
            Change change,
            FingerprintKey fingerprints,
            Policy policy,
            Map<String, String> parameters,
            Progress progress)
            throws IOException {
        this.repository = repository;
        this.change = change;
        this.fingerprints = fingerprints;
        this.policy = policy;
        this.parameters = Map.copyOf(parameters);
        this.progress = progress;
        this.scratch = Files.createTempDirectory("control-evidence-");
    }

    /**
     * Runs one tool.
     *
     * @param tool an entry of the tool catalogue
     * @param prior what it said last time, or null
     * @param range the only commits to look at, or null for all that is new
     * @return what came of it; its report, if there is one, lies here until {@link #close()}
     * @throws IOException if there is no room for its files
     * @throws SourceException if the commit's files cannot be had
     * @throws InterruptedException if this thread is interrupted
     */
    Scan run(Tool tool, @CheckForNull PriorScan prior, @CheckForNull List<String> range)
            throws IOException, SourceException, InterruptedException {
        Scanner scanner = tool.builtIn()
                ? new SecretScanner(rules, policy.ignoredPaths())
                : new ExternalScanner(tool, redactor, parameters, new ToolEnvironment(System.getenv()));
        return scanner.scan(
                new ScanRequest(
                        change,
                        repository.gitDirectory(),
                        tool.builtIn() ? repository.gitDirectory() : files(),
                        true,
                        range,
                        prior,
                        Files.createDirectories(scratch.resolve(tool.id())),
                        fingerprints),
                progress);
    }

    /** Takes credentials out of texts as this change's scans do. */
    Redactor redactor() {
        return redactor;
    }

    private Path files() throws IOException, SourceException {
        if (files == null) {
            boolean usable = repository.workTree().isPresent()
                    && repository.head().equals(change.head())
                    && !repository.modified()
                    && !repository.hasUntrackedFiles();
            if (usable) {
                files = repository.workTree().get();
            } else {
                files = Files.createDirectories(scratch.resolve("files"));
                repository.export(change.head(), files);
            }
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        DirectoryTree.delete(scratch);
    }
}
