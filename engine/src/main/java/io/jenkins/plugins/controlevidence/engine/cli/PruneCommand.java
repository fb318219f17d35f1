package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.ledger.Pruning;
import io.jenkins.plugins.controlevidence.engine.ledger.Retention;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prune}: removes artefacts that have been kept long enough, and records it. */
@Command(
        name = "prune",
        description =
                "Removes artefacts that no record has named for so many days: scanners' reports, inventories, attachments and"
                        + " exports. A signed record says first which they were. Records are never removed, nor is anything"
                        + " that a report is computed from.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 removed, or there was nothing to remove, 2 it could not be done, 64 usage error.",
            "",
            "Example: control-evidence prune --keep-days 730 --dry-run",
            "Example: control-evidence prune --keep-days 730 --reason \"two years, as the retention policy says\""
        })
final class PruneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Option(
            names = "--keep-days",
            required = true,
            paramLabel = "N",
            description = "How many days an artefact is kept after the last record that names it, at least "
                    + Retention.MIN_DAYS + ".")
    private int keepDays;

    @CheckForNull
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    @Option(names = "--dry-run", description = "Tell what would go, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        Retention retention;
        try {
            retention = new Retention(keepDays);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--keep-days: " + e.getMessage(), e);
        }
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try {
            return dryRun ? plan(retention, progress) : remove(retention, progress);
        } finally {
            progress.clear();
        }
    }

    private int plan(Retention retention, TerminalProgress progress) throws IOException, SourceException {
        try (Store store = Store.openReadOnly(storeOption.existing())) {
            Pruning.Plan plan = new Pruning(store, retention, Instant.now(), progress).plan();
            progress.clear();
            PrintWriter out = spec.commandLine().getOut();
            out.printf("Would remove %s Nothing was changed.%n", amount(plan.artefacts(), plan.bytes()));
            out.println(
                    plan.before().equals(Instant.MIN)
                            ? "The ledger has no run, scan or gate by which to tell how old it is: everything is kept."
                            : "Looked for what no record has named since "
                                    + plan.before().truncatedTo(ChronoUnit.SECONDS)
                                    + ", as the ledger tells the time.");
            if (plan.recorded() > 0) {
                out.printf(
                        "%,d of them are recorded as removed already, by a run that was cut off.%n", plan.recorded());
            }
            return ExitCode.GOOD;
        }
    }

    private int remove(Retention retention, TerminalProgress progress) throws IOException, SourceException {
        if (reason == null || reason.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "Give a --reason: it is recorded. --dry-run tells what would go.");
        }
        String account = System.getProperty("user.name");
        try (Store store = Store.open(storeOption.existing())) {
            Pruning.Result result = new Pruning(store, retention, Instant.now(), progress)
                    .run(
                            new Actor(account, null, account, Actor.Type.PERSON),
                            reason,
                            ThisProcess.invocation(),
                            Integer.MAX_VALUE,
                            store::appendAll);
            progress.clear();
            spec.commandLine().getOut().printf("Removed %s%n", amount(result.artefacts(), result.bytes()));
            return ExitCode.GOOD;
        }
    }

    /** How much, as the end of a sentence. */
    private String amount(long artefacts, long bytes) {
        return artefacts == 0
                ? "nothing: no artefact that may go has been kept for " + keepDays + " days."
                : String.format(
                        Locale.ROOT,
                        "%,d %s, %,.1f MB.",
                        artefacts,
                        artefacts == 1 ? "artefact" : "artefacts",
                        bytes / 1e6);
    }
}
