package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.SarifWriter;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.ToolRuns;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scan}: scanners only; nothing is recorded. */
@Command(
        name = "scan",
        description = "Runs scanners on the whole repository, or on a range of commits, and prints what they find."
                + " Records nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 findings, 2 a scanner gave no usable answer, 64 usage error.",
            "",
            "Example: control-evidence scan . --family secrets --range origin/main..HEAD --sarif secrets.sarif"
        })
final class ScanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", defaultValue = ".", paramLabel = "DIR", description = "The repository. Default: here.")
    private Path directory;

    @CheckForNull
    @Option(
            names = "--family",
            paramLabel = "F",
            description = "Only this family: secrets, sast, sca, dast, configuration, inventory.")
    private Family family;

    @CheckForNull
    @Option(names = "--tool", paramLabel = "T", description = "Only this tool; 'control-evidence tools' lists them.")
    private String tool;

    @CheckForNull
    @Option(
            names = "--range",
            paramLabel = "A..B",
            description = "For the secrets scanner: only the commits that B has and A has not.")
    private String range;

    @CheckForNull
    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write the findings as SARIF 2.1.0.")
    private Path sarif;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ConfigOption config;

    @Mixin
    private ToolOptions toolOptions;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (GitRepository repository = GitRepository.open(directory)) {
            Policy policy = config.policy(repository).policy();
            List<Tool> tools = chosen(toolOptions.catalogue(), policy);
            List<String> commits = range == null ? null : repository.range(range);
            if (commits == null && tools.stream().anyMatch(Tool::builtIn)) {
                SecretScanner.openAhead(repository.jgit());
            }
            // Everything is scanned, whatever is new: the list of new commits would cost more than the scan of a push.
            Change change = repository.change(null, repository.head(), progress);
            List<Scan> scans = new ArrayList<>();
            Path scratch = Files.createTempDirectory("control-evidence-");
            try {
                ToolRuns runs = new ToolRuns(
                        repository,
                        change,
                        fingerprintKey(repository),
                        policy.ignoredPaths(),
                        new ToolEnvironment(System.getenv()),
                        scratch,
                        scratch.resolve("files"),
                        progress);
                for (Tool each : tools) {
                    scans.add(runs.run(each, toolOptions.parameters(), null, commits));
                }
            } finally {
                DirectoryTree.delete(scratch);
            }
            progress.clear();
            if (sarif != null) {
                try (OutputStream out = Files.newOutputStream(sarif)) {
                    SarifWriter.write(change, scans, out);
                }
            }
            print(change, scans);
            return exitCode(scans);
        } finally {
            progress.clear();
        }
    }

    private List<Tool> chosen(ToolCatalogue catalogue, Policy policy) {
        if (tool != null) {
            Tool named = named(catalogue, tool);
            if (family != null && named.family() != family) {
                throw new ParameterException(
                        spec.commandLine(),
                        tool + " is of the family " + named.family().id() + ".");
            }
            return List.of(named);
        }
        List<Tool> tools = policy.scans().stream()
                .map(id -> named(catalogue, id))
                .filter(each -> family == null || each.family() == family)
                .toList();
        if (tools.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The policy lists no tool of the family " + family.id() + "; name one with --tool.");
        }
        return tools;
    }

    private Tool named(ToolCatalogue catalogue, String id) {
        return catalogue
                .tool(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no tool '" + Printable.of(id) + "'; 'control-evidence tools' lists them."));
    }

    /** The store's key, so that fingerprints are those of the records; without a store one for this run only. */
    private FingerprintKey fingerprintKey(GitRepository repository) throws Exception {
        Path directory = storeOption.of(repository);
        if (Files.isDirectory(directory)) {
            try (Store store = Store.openReadOnly(directory)) {
                return store.fingerprintKey();
            }
        }
        byte[] key = new byte[FingerprintKey.LENGTH];
        new SecureRandom().nextBytes(key);
        return FingerprintKey.of(key);
    }

    private void print(Change change, List<Scan> scans) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ResultJson.of(change, scans).toPrettyString());
            return;
        }
        VerdictText text = new VerdictText(out);
        for (Scan scan : scans) {
            text.scan(scan, Comparison.of(List.of(), scan.findings()));
        }
        List<Finding> findings =
                scans.stream().flatMap(scan -> scan.findings().stream()).toList();
        text.findings("Findings", findings);
    }

    private static int exitCode(List<Scan> scans) {
        boolean found = scans.stream().anyMatch(scan -> !scan.findings().isEmpty());
        boolean silent = scans.stream().anyMatch(scan -> !scan.conclusive());
        return silent ? ExitCode.UNKNOWN : found ? ExitCode.BAD : ExitCode.GOOD;
    }
}
