package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: the main job. */
@Command(
        name = "run",
        description = "Scans what changed since the last record, gates it, and records both.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 gate passed, 1 gate failed, 2 not proven or error, 64 usage error.",
            "",
            "Example: control-evidence run . --branch main"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", defaultValue = ".", paramLabel = "DIR", description = "The repository. Default: here.")
    private Path directory;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ConfigOption config;

    @Mixin
    private ToolOptions tools;

    @CheckForNull
    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch to look at; with a detached head, the branch that the head is on.")
    private String branch;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (GitRepository repository = GitRepository.open(directory)) {
            ConfigOption.Configured policy = config.policy(repository);
            ToolCatalogue catalogue = tools.catalogue();
            try (Store store = Store.openOrCreate(storeOption.of(repository));
                    EvidenceIndex index = EvidenceIndex.open(store, progress)) {
                MainJob.Result result = new MainJob(
                                repository, policy, catalogue, store, index, tools.parameters(), progress)
                        .run(branch);
                Path report = StoreReport.write(store, index, policy.policy());
                progress.clear();
                if (json) {
                    out.println(ResultJson.of(result, report).toPrettyString());
                } else {
                    print(out, result, store, report);
                }
                return switch (result.verdict().outcome()) {
                    case PASSED -> ExitCode.GOOD;
                    case FAILED -> ExitCode.BAD;
                    case NOT_PROVEN, ERROR, SKIPPED -> ExitCode.UNKNOWN;
                };
            }
        } finally {
            progress.clear();
        }
    }

    private static void print(PrintWriter out, MainJob.Result result, Store store, Path report) {
        VerdictText text = new VerdictText(out);
        text.change(result.change());
        for (AssessedScan assessed : result.scans()) {
            text.scan(assessed.scan(), assessed.comparison());
        }
        List<Finding> added = result.scans().stream()
                .flatMap(assessed -> assessed.comparison().added().stream())
                .toList();
        text.findings("New findings", added);
        text.verdict(result.verdict());
        out.println();
        out.printf("Records  %d, the gate's is %s%n", result.records().size(), last(result.records()));
        out.printf("Store    %s%n", store.directory());
        out.printf("Report   %s%n", report);
    }

    private static String last(List<String> records) {
        return records.get(records.size() - 1);
    }
}
