package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.FindingLookup;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dispose}: what a person decided on a finding. */
@Command(
        name = "dispose",
        description = "Records what a person decided on a finding, for the reports and for the next gate.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded, 1 recorded and does not count (accepted by who asked for it, or by a bot), 2 it cannot"
                    + " be told or was not recorded, 64 usage error.",
            "",
            "Example: control-evidence dispose 3b1f0c9a --decision accepted --until 2026-06-30 --why 'Internal network"
                    + " only' --ticket SEC-31 --requested-by 'Ann <ann@example.org>'"
        })
final class DisposeCommand implements Callable<Integer> {
    private static final int SHORTEST = 6;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FINDING",
            description = "The finding's fingerprint, or as much of its beginning as no other finding has.")
    private String finding;

    @Option(
            names = "--decision",
            required = true,
            paramLabel = "WORD",
            description = "false-positive, accepted, mitigated or fixed.")
    private Decision decision;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The grounds.")
    private String why;

    @CheckForNull
    @Option(names = "--until", paramLabel = "DATE", description = "With accepted: the last day on which it holds, UTC.")
    private LocalDate until;

    @CheckForNull
    @Option(names = "--ticket", paramLabel = "ID", description = "Where it is followed up.")
    private String ticket;

    @CheckForNull
    @Option(
            names = "--requested-by",
            paramLabel = "WHO",
            description = "Who asked for it, as 'Name <address>'; an acceptance needs someone else than who accepts.")
    private Actor requestedBy;

    @CheckForNull
    @Option(names = "--repository", paramLabel = "NAME", description = "The repository, if several have the finding.")
    private String repository;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        if (!finding.matches("[0-9a-f]{" + SHORTEST + ",128}")) {
            throw usage("A finding's fingerprint is digits of 0-9 and a-f, at least " + SHORTEST + " of them, not '"
                    + finding + "'.");
        }
        if ((decision == Decision.ACCEPTED) != (until != null)) {
            throw usage("'--decision accepted' needs --until DATE, and no other decision has an end.");
        }
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (Store store = Store.open(storeOption.existing());
                EvidenceIndex index = EvidenceIndex.open(store, progress)) {
            FindingLookup.Match match = only(new FindingLookup(index).find(finding), store);
            progress.clear();
            Disposition disposition = new Disposition(
                    match.repository(),
                    match.fingerprint(),
                    decision,
                    until,
                    why,
                    ticket,
                    actor.actor(),
                    requestedBy,
                    ActivityRecorder.now(),
                    match.tool(),
                    match.rule(),
                    match.severity().id());
            spec.commandLine().getOut().printf("Finding  %s%n", words(match));
            PrintWriter out = spec.commandLine().getOut();
            Outcome outcome = new ActivityRecorder(store, out).record(List.of(disposition), List.of());
            out.printf("Gate     %s%n", effect(disposition, outcome));
            return ActivityRecorder.exitCode(outcome);
        } finally {
            progress.clear();
        }
    }

    /** What the next gate makes of it, as far as can be said without its policy and its change. */
    private static String effect(Disposition disposition, Outcome outcome) {
        if (outcome != Outcome.PASSED) {
            return "lets nothing pass: the decision does not hold";
        }
        if (!disposition.decision().canLetPass()) {
            return "lets nothing pass: that it is fixed the next scan has to show";
        }
        return "the next gate lets the finding pass" + until(disposition)
                + ", unless 'dispositions' in the policy leaves out '"
                + disposition.decision().id() + "', or "
                + Printable.of(disposition.decidedBy().toString())
                + " wrote, committed or pushed what is judged";
    }

    private static String until(Disposition disposition) {
        return disposition.until() == null ? "" : " until " + disposition.until();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private FindingLookup.Match only(List<FindingLookup.Match> found, Store store) throws IOException {
        List<FindingLookup.Match> matches = found.stream()
                .filter(match -> repository == null || match.repository().equals(repository))
                .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        if (matches.isEmpty()) {
            throw new StoreException(
                    "No finding of " + store.directory() + " has a fingerprint that begins with " + finding
                            + (repository == null ? "" : " in " + repository)
                            + ". Fingerprints stand in the report (see 'control-evidence report'), in what 'control-evidence run"
                            + " --json' prints, and in the findings of a scan's record; a finding must have been recorded by a run"
                            + " first.");
        }
        throw new StoreException(matches.stream()
                .map(DisposeCommand::words)
                .collect(Collectors.joining(
                        "\n  ", "Several findings are meant; give more digits, or --repository:\n  ", "")));
    }

    private static String words(FindingLookup.Match match) {
        return match.fingerprint() + " " + match.severity().id() + ", " + Printable.of(match.tool()) + " "
                + Printable.of(match.rule()) + " in " + Printable.of(match.repository()) + ": "
                + Printable.of(match.title());
    }
}
