package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.IgnoredPath;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Has tools look at one change, each at files that are the head commit's and nobody else's: the work tree while it has no changes
 * and nothing untracked, else an export of the commit.
 */
public final class ToolRuns {
    private final GitRepository repository;
    private final Change change;
    private final FingerprintKey fingerprints;
    private final List<IgnoredPath> ignored;
    private final ToolEnvironment environment;
    private final Path scratch;
    private final Path export;
    private final Progress progress;
    private final SecretRules rules = SecretRules.load();
    private final Redactor redactor = new Redactor(rules.detector());

    /**
     * Prepares.
     *
     * @param repository where the change is
     * @param change the change
     * @param fingerprints makes fingerprints of credentials
     * @param ignored paths whose credentials are none
     * @param environment where the tools' programs are, and what they get to see
     * @param scratch a directory for the tools' own files; the caller deletes it
     * @param export where the commit's files are written to if the work tree does not hold exactly these; what an earlier
     *     {@code ToolRuns} for the same commit has left there is used again
     * @param progress is told how far a tool has come
     */
    public ToolRuns(
            GitRepository repository,
            Change change,
            FingerprintKey fingerprints,
            List<IgnoredPath> ignored,
            ToolEnvironment environment,
            Path scratch,
            Path export,
            Progress progress) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.change = Objects.requireNonNull(change, "change");
        this.fingerprints = Objects.requireNonNull(fingerprints, "fingerprints");
        this.ignored = List.copyOf(ignored);
        this.environment = Objects.requireNonNull(environment, "environment");
        this.scratch = Objects.requireNonNull(scratch, "scratch");
        this.export = Objects.requireNonNull(export, "export");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Runs a tool.
     *
     * @param tool an entry of the tool catalogue
     * @param parameters what it must be told, by name
     * @param prior what it said last time, or null
     * @param range the only commits to look at, or null for all that is new
     * @return what came of it; its report, if there is one, lies in the scratch directory
     * @throws IOException if there is no room for its files
     * @throws SourceException if the commit's files cannot be had
     * @throws InterruptedException if this thread is interrupted
     */
    public Scan run(
            Tool tool, Map<String, String> parameters, @CheckForNull PriorScan prior, @CheckForNull List<String> range)
            throws IOException, SourceException, InterruptedException {
        Scanner scanner = tool.builtIn()
                ? new SecretScanner(repository.jgit(), rules, ignored, parameters)
                : new ExternalScanner(tool, redactor, parameters, environment);
        return scan(scanner, tool, tool.builtIn() ? repository.gitDirectory() : files(), prior, range);
    }

    /**
     * Reads the report that a tool has already been let make.
     *
     * @param tool the tool that made it
     * @param report the report
     * @param format its format
     * @param notBefore when the build began: a report that is older is stale
     * @param prior what the tool said last time, or null
     * @return what came of it; the redacted report, if there is one, lies in the scratch directory
     * @throws IOException if there is no room for its files
     * @throws InterruptedException if this thread is interrupted
     */
    public Scan read(Tool tool, Path report, ReportFormat format, Instant notBefore, @CheckForNull PriorScan prior)
            throws IOException, InterruptedException {
        Scanner scanner = new ReportScanner(tool, report, format, redactor, notBefore);
        return scan(scanner, tool, repository.workTree().orElse(repository.gitDirectory()), prior, null);
    }

    /**
     * Takes credentials out of texts as the scans of this change do.
     *
     * @return the redactor
     */
    public Redactor redactor() {
        return redactor;
    }

    private Scan scan(
            Scanner scanner, Tool tool, Path directory, @CheckForNull PriorScan prior, @CheckForNull List<String> range)
            throws IOException, InterruptedException {
        return scanner.scan(
                new ScanRequest(
                        change,
                        repository.gitDirectory(),
                        directory,
                        true,
                        range,
                        prior,
                        Files.createDirectories(scratch.resolve(tool.id())),
                        fingerprints),
                progress);
    }

    /** An export takes its name when it is whole: one that broke off would let the next tool pass what is missing. */
    private Path files() throws IOException, SourceException {
        boolean usable = repository.workTree().isPresent()
                && repository.head().equals(change.head())
                && !repository.modified()
                && !repository.hasUntrackedFiles();
        if (usable) {
            return repository.workTree().get();
        }
        if (!Files.isDirectory(export)) {
            Path unfinished = Files.createTempDirectory(scratch, "files-");
            repository.export(change.head(), unfinished);
            Files.move(unfinished, export);
        }
        return export;
    }
}
