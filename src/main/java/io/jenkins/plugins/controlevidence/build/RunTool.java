package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.scan.ExternalScanner;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.Scanner;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.IgnoredPath;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Runs a tool on the agent, in a directory of its own, on files that are the head commit's and nobody else's; redacts what it
 * found, compares it with what it had found before, and leaves the result as documents.
 *
 * @param task what to do
 * @param listener is told how far it has come
 */
record RunTool(ToolTask task, TaskListener listener) implements ControllerToAgentFileCallable<ToolResult> {
    @Override
    public ToolResult invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        Path own = directory.toPath();
        LogProgress progress = new LogProgress(listener);
        try (GitRepository repository = task.place().open()) {
            Change change = change(repository, progress);
            Tool tool = KnownTools.get(task.tool(), task.catalogue());
            PriorScan prior = prior(own);
            ScanRequest request = new ScanRequest(
                    change,
                    repository.gitDirectory(),
                    tool.builtIn() ? repository.gitDirectory() : files(repository, own),
                    true,
                    null,
                    prior,
                    Files.createDirectories(own.resolve("scratch")),
                    task.key().unwrap());
            Scan scan = scanner(tool).scan(request, progress);
            return leave(scan, compare(prior, scan), own.resolve(ToolTask.RESULT));
        } catch (SourceException e) {
            throw GitWorkspace.aborted(e);
        } catch (PolicyException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private Change change(GitRepository repository, LogProgress progress) throws SourceException, AbortException {
        Change found = repository.change(null, task.base(), progress);
        if (!found.head().equals(task.head())) {
            throw new AbortException("The workspace has commit " + found.head() + " checked out, no longer "
                    + task.head() + ". Do not check out anything else while a scan runs.");
        }
        return new Change(
                found.repository(),
                task.branch(),
                found.head(),
                found.base(),
                found.continuity(),
                found.commits(),
                found.tips(),
                found.shallow());
    }

    private Scanner scanner(Tool tool) throws PolicyException {
        SecretRules rules = SecretRules.load();
        Policy policy = Policies.parse(task.policy());
        return tool.builtIn()
                ? new SecretScanner(
                        rules,
                        policy.ignoredPaths().stream()
                                .map(path -> new IgnoredPath(path.glob(), path.reason()))
                                .toList())
                : new ExternalScanner(
                        tool,
                        new Redactor(new SecretDetector(rules)),
                        task.parameters(),
                        new ToolEnvironment(variables()));
    }

    /** The agent's variables, with the build's search path: that is where a build's tools are. */
    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.putAll(System.getenv());
        if (task.path() != null) {
            variables.put("PATH", task.path());
        }
        return variables;
    }

    @CheckForNull
    private PriorScan prior(Path own) throws IOException {
        if (!task.prior()) {
            return null;
        }
        try (InputStream document = new BufferedInputStream(Files.newInputStream(own.resolve(ToolTask.PRIOR)))) {
            return FindingsDocument.readPrior(document);
        }
    }

    /** The work tree while it has no changes, else an export of the commit, which the next tools of the build use too. */
    private Path files(GitRepository repository, Path own) throws SourceException {
        if (repository.workTree().isPresent() && !repository.modified()) {
            return repository.workTree().get();
        }
        Path export = own.resolveSibling("files-" + task.head());
        if (!Files.isDirectory(export)) {
            repository.export(task.head(), export);
        }
        return export;
    }

    /** A scan that says nothing neither adds to the baseline nor takes from it. */
    private static Comparison compare(@CheckForNull PriorScan prior, Scan scan) {
        Comparison comparison = Comparison.of(prior == null ? List.of() : prior.findings(), scan.findings());
        return scan.conclusive() ? comparison : new Comparison(comparison.added(), comparison.known(), List.of());
    }

    private static ToolResult leave(Scan scan, Comparison comparison, Path directory) throws IOException {
        AgentDocument findings = AgentDocument.write(
                directory,
                FindingsDocument.NAME,
                FindingsDocument.MEDIA_TYPE,
                to -> FindingsDocument.write(scan, comparison, to));
        Scan.RedactedReport report = scan.report();
        AgentDocument kept = report == null
                ? null
                : AgentDocument.write(directory, "report", report.mediaType(), to -> Files.copy(report.file(), to));
        return ToolResult.of(scan, findings, kept);
    }
}
