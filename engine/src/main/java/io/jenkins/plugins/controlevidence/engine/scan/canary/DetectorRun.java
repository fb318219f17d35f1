package io.jenkins.plugins.controlevidence.engine.scan.canary;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.ExternalScanner;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs scanners on planted faults, in the very way in which they are run on a change. */
public final class DetectorRun {
    private static final String TARGET = "target";
    private static final String CLASSES = "classes";

    private final CanaryFiles files;
    private final Path scratch;
    private final Map<String, String> parameters;
    private final ToolEnvironment environment;
    private final FingerprintKey fingerprints;
    private final SecretRules rules = SecretRules.load();
    private final Redactor redactor = new Redactor(new SecretDetector(rules));

    /**
     * Plants the faults.
     *
     * @param directory an empty directory, which the caller deletes when the reports are no longer needed
     * @param parameters what tools must be told, by the names in their entries; the target of DAST scanners and the classes of
     *     scanners of bytecode are the planted ones whatever stands here
     * @param environment where programs are, and what they get to see
     * @param fingerprints the key for fingerprints of credentials
     * @throws IOException if the files cannot be written
     * @throws SourceException if they cannot be committed
     */
    public DetectorRun(
            Path directory, Map<String, String> parameters, ToolEnvironment environment, FingerprintKey fingerprints)
            throws IOException, SourceException {
        this.files = CanaryFiles.plant(Files.createDirectories(directory.resolve("canary")));
        this.scratch = directory.resolve("scratch");
        this.parameters = Map.copyOf(parameters);
        this.environment = environment;
        this.fingerprints = fingerprints;
    }

    /**
     * Runs a scanner.
     *
     * @param tool the scanner
     * @param progress is told how it goes
     * @return what it says of the planted files
     * @throws IOException if there is no room for its files
     * @throws SourceException if the planted files cannot be read
     * @throws InterruptedException if this thread is interrupted
     */
    public Scan run(Tool tool, Progress progress) throws IOException, SourceException, InterruptedException {
        Map<String, String> told = new HashMap<>(parameters);
        told.put(CLASSES, files.classes().toString());
        try (GitRepository repository = GitRepository.open(files.directory());
                CanaryPage page = CanaryPage.open()) {
            told.put(TARGET, page.address());
            Change change = repository.change(null, null, progress);
            Scanner scanner = tool.builtIn()
                    ? new SecretScanner(repository.jgit(), rules, List.of())
                    : new ExternalScanner(tool, redactor, told, environment);
            return scanner.scan(
                    new ScanRequest(
                            change,
                            repository.gitDirectory(),
                            tool.builtIn() ? repository.gitDirectory() : files.directory(),
                            true,
                            null,
                            null,
                            Files.createDirectories(scratch.resolve(tool.id())),
                            fingerprints),
                    progress);
        }
    }
}
