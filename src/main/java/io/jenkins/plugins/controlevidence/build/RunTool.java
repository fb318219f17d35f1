package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.ToolRuns;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Runs a tool on the agent, in a directory of its own, on files that are the head commit's and nobody else's; redacts what it
 * found, compares it with what it had found before, and leaves the result as documents.
 *
 * @param task what to do
 * @param listener is told how far it has come
 */
record RunTool(ToolTask task, TaskListener listener) implements ControllerToAgentFileCallable<ToolResult> {
    /** File systems round times down. */
    private static final Duration CLOCK_COARSENESS = Duration.ofSeconds(2);

    @Override
    public ToolResult invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        Path own = directory.toPath();
        LogProgress progress = new LogProgress(listener);
        try (GitRepository repository = task.place().open()) {
            Change change = change(repository, progress);
            Tool tool = KnownTools.get(task.order().tool(), task.catalogue());
            PriorScan prior = prior(own);
            ToolRuns runs = new ToolRuns(
                    repository,
                    change,
                    task.key().unwrap(),
                    PolicyText.parse(task.policy()).ignoredPaths(),
                    new ToolEnvironment(variables()),
                    Files.createDirectories(own.resolve("scratch")),
                    own.resolveSibling("files-" + task.head()),
                    progress);
            String report = task.order().report();
            Scan scan = report == null
                    ? runs.run(tool, task.order().parameters(), prior, null)
                    : runs.read(tool, inWorkspace(report), format(tool, report), begun(), prior);
            return leave(scan, scan.against(prior), own.resolve(ToolTask.RESULT));
        } catch (SourceException e) {
            throw GitWorkspace.aborted(e);
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

    private Path inWorkspace(String report) throws IOException {
        Path top = Path.of(task.place().workspace()).toRealPath();
        Path file = top.resolve(report).normalize();
        if (!file.startsWith(top) || (Files.exists(file) && !file.toRealPath().startsWith(top))) {
            throw new AbortException("The report '" + Printable.of(report)
                    + "' is not inside the workspace. Name it by its path from the workspace.");
        }
        return file;
    }

    /** When the build began. The clock of this machine decides what is older, as it did when the report was written. */
    private Instant begun() {
        return Instant.now().minusMillis(task.buildMillis()).minus(CLOCK_COARSENESS);
    }

    private ReportFormat format(Tool tool, String report) throws AbortException {
        String named = task.order().format();
        if (named != null) {
            try {
                return ReportFormat.byId(named);
            } catch (IllegalArgumentException e) {
                throw new AbortException("There is no report format '" + Printable.of(named) + "'. Take one of "
                        + Arrays.stream(ReportFormat.values())
                                .map(ReportFormat::id)
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
        if (report.endsWith(".sarif")) {
            return ReportFormat.SARIF;
        }
        Tool.Report own = tool.report();
        if (own == null) {
            throw new AbortException(
                    tool.id() + " writes no report that could be read. Take the report out, or name the tool"
                            + " that wrote it.");
        }
        return own.format();
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
