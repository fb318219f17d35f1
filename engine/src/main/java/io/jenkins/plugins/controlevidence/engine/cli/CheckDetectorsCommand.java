package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DetectorCheck;
import io.jenkins.plugins.controlevidence.engine.index.EarlierRecords;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.canary.DetectorRun;
import io.jenkins.plugins.controlevidence.engine.scan.canary.RuleCount;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code check-detectors}: whether the scanners find faults that were planted for them. */
@Command(
        name = "check-detectors",
        description =
                "Plants faults in a repository of its own, runs each scanner on it as 'run' does, and records whether it"
                        + " found them; also whether it knows fewer rules than at the last check, whether its vulnerability database is"
                        + " too old, and whether it has found nothing for long.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all detectors are healthy, 1 one is not, 2 of one it cannot be said (there is nothing to plant for it),"
                    + " or nothing was recorded, 64 usage error.",
            "",
            "Example: control-evidence check-detectors --tool secrets --tool semgrep --parameter rules=rules.yml"
        })
final class CheckDetectorsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tool",
            paramLabel = "ID",
            description = "Check this scanner; may be repeated. Default: all of which the store has scans.")
    private List<String> ids = List.of();

    @Option(
            names = "--max-database-age",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How old a vulnerability database may be. Default: ${DEFAULT-VALUE} days.")
    private int maxDatabaseAge;

    @Option(
            names = "--silence",
            paramLabel = "SCANS",
            defaultValue = "30",
            description = "Tell of scanners that found nothing in so many scans after having found something. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int silence;

    @Mixin
    private ToolOptions options;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        ToolCatalogue catalogue = options.catalogue();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        Path directory = Files.createTempDirectory("control-evidence-");
        try (Store store = Store.open(storeOption.existing());
                EvidenceIndex index = EvidenceIndex.open(store, progress)) {
            EarlierRecords lookup = new EarlierRecords(store, index);
            List<Tool> tools = tools(catalogue, lookup);
            DetectorRun run = new DetectorRun(
                    directory, options.parameters(), new ToolEnvironment(System.getenv()), store.fingerprintKey());
            ActivityRecorder recorder =
                    new ActivityRecorder(store, spec.commandLine().getOut());
            // A scanner in use that cannot be checked is not known to be healthy.
            int worst = tools.size() < wanted(lookup).size() ? ExitCode.UNKNOWN : ExitCode.GOOD;
            for (Tool tool : tools) {
                Outcome outcome = check(tool, run, lookup, store, recorder, progress);
                worst = worse(worst, ActivityRecorder.exitCode(outcome));
            }
            return worst;
        } finally {
            progress.clear();
            DirectoryTree.delete(directory);
        }
    }

    /** Something bad is worse than something that cannot be said. */
    private static int worse(int one, int other) {
        return one == ExitCode.BAD || other == ExitCode.BAD ? ExitCode.BAD : Math.max(one, other);
    }

    private List<String> wanted(EarlierRecords lookup) throws IOException {
        return ids.isEmpty() ? lookup.toolsUsed() : ids;
    }

    private List<Tool> tools(ToolCatalogue catalogue, EarlierRecords lookup) throws IOException {
        List<String> wanted = wanted(lookup);
        if (wanted.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The store has no scan yet that would tell which scanners are in use: name them with --tool.");
        }
        List<Tool> tools = new ArrayList<>();
        for (String id : wanted) {
            Optional<Tool> tool = catalogue.tool(id);
            if (tool.isEmpty() && !ids.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + id + "' is no tool of the catalogue; 'control-evidence tools' lists them.");
            }
            tool.ifPresentOrElse(tools::add, () -> spec.commandLine()
                    .getErr()
                    .println("control-evidence: " + Printable.of(id)
                            + " has scans in the store and is no tool of the catalogue; it is not checked."));
        }
        return tools;
    }

    private Outcome check(
            Tool tool,
            DetectorRun run,
            EarlierRecords lookup,
            Store store,
            ActivityRecorder recorder,
            TerminalProgress progress)
            throws IOException, SourceException, InterruptedException {
        Scan scan = run.run(tool, progress);
        progress.clear();
        DetectorCheck.Previous previous = previous(tool, lookup);
        DetectorCheck check =
                DetectorCheck.of(tool, scan, RuleCount.of(tool, scan), maxDatabaseAge, previous, silence(tool, lookup));
        print(check, previous);
        return recorder.record(List.of(check), keep(scan, store));
    }

    @CheckForNull
    private static DetectorCheck.Previous previous(Tool tool, EarlierRecords lookup) throws IOException {
        Optional<EvidenceRecord> last = lookup.latest(
                DetectorCheck.KIND,
                record -> record.tool() != null && record.tool().id().equals(tool.id()));
        return last.isPresent() && ActivityReader.of(last.get()) instanceof DetectorCheck check
                ? check.asPrevious(last.get().id())
                : null;
    }

    @CheckForNull
    private DetectorCheck.Silence silence(Tool tool, EarlierRecords lookup) throws IOException {
        return lookup.silence(tool.id())
                .filter(quiet -> quiet.scans() >= silence)
                .map(quiet -> new DetectorCheck.Silence((int) quiet.scans(), quiet.since()))
                .orElse(null);
    }

    private static List<ArtefactReference> keep(Scan scan, Store store) throws IOException {
        return scan.report() == null
                ? List.of()
                : List.of(store.artefacts()
                        .put("report", scan.report().mediaType(), scan.report().file()));
    }

    private void print(DetectorCheck check, @CheckForNull DetectorCheck.Previous previous) {
        PrintWriter out = spec.commandLine().getOut();
        String version = check.version() == null ? "" : " " + Printable.of(check.version());
        out.println();
        out.printf("Detector %s%s (%s)%n", check.tool(), version, check.family());
        out.printf(
                "Planted  %d, found %d%n", check.planted().size(), check.found().size());
        if (check.rules() != null) {
            out.printf("Rules    %d%n", check.rules());
        }
        if (previous != null
                && previous.version() != null
                && !previous.version().equals(check.version())) {
            out.printf("Before   version %s%n", Printable.of(previous.version()));
        }
    }
}
