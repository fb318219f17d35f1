package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** {@code review}: a person looked at what the machines put out. */
@Command(
        name = "review",
        description =
                "Records that a person looked at records, a report, or what a requirement asks for, and what follows.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded, 1 recorded and does not count (by a bot, or calls for action and names none), 2 it"
                    + " cannot be told or was not recorded, 64 usage error.",
            "",
            "Example: control-evidence review --requirement CC7.2-credential-misuse --from 2026-03-01 --to 2026-03-07"
                    + " --conclusion action-taken --action 'Asked the owner of the account' --ticket SEC-35"
        })
final class ReviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "Records that were looked at: ids, or the beginnings of ids.")
    private List<RecordPrefix> records = List.of();

    @CheckForNull
    @Option(names = "--requirement", paramLabel = "ID", description = "The requirement whose evidence was looked at.")
    private String requirement;

    @CheckForNull
    @Option(names = "--from", paramLabel = "DATE", description = "First day that was looked at, UTC.")
    private LocalDate from;

    @CheckForNull
    @Option(names = "--to", paramLabel = "DATE", description = "Last day that was looked at, UTC.")
    private LocalDate to;

    @CheckForNull
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The report that was looked at; its SHA-256 is recorded.")
    private Path report;

    @Option(
            names = "--conclusion",
            required = true,
            paramLabel = "WORD",
            description = "nothing-to-do, action-taken or action-needed.")
    private Review.Conclusion conclusion;

    @CheckForNull
    @Option(names = "--notes", paramLabel = "TEXT", description = "What was seen.")
    private String notes;

    @Option(names = "--action", paramLabel = "TEXT", description = "What was or is to be done. May be repeated.")
    private List<String> actions = List.of();

    @CheckForNull
    @Option(names = "--ticket", paramLabel = "ID", description = "Where the actions are followed up.")
    private String ticket;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        if (records.isEmpty() && requirement == null && from == null && to == null && report == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say what was looked at: RECORD, --requirement, --from and --to, or --report.");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to + ".");
        }
        try (Store store = Store.open(storeOption.existing())) {
            List<String> ids = new ArrayList<>();
            for (RecordPrefix record : records) {
                ids.add(store.ledger().id(record.only(store)));
            }
            Review review = new Review(
                    new Review.Subject(ids, requirement, from, to, report == null ? null : FileDigest.sha256(report)),
                    actor.actor(),
                    ActivityRecorder.now(),
                    conclusion,
                    notes,
                    actions.stream()
                            .map(what -> new Review.Action(what, ticket))
                            .toList());
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, spec.commandLine().getOut()).record(List.of(review), List.of()));
        }
    }
}
