package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code census}: records which commits the protected branches hold, whether or not a build saw them. */
@Command(
        name = "census",
        description =
                "Reads from repositories which commits came to their protected branches in a period, with what each"
                        + " merge brought, and records it. Reports count these commits whether or not a build saw them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded, 2 a repository could not be read or lacks history, 64 usage error.",
            "",
            "Example: control-evidence census --repository ../shop --from 2026-07-01 --to 2026-09-30"
        })
final class CensusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Option(
            names = "--repository",
            paramLabel = "PATH",
            description = "A clone to read, best a fresh one; may be repeated. Default: here.")
    private List<Path> repositories = List.of(Path.of("."));

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day of the period, in UTC.")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "Last day of the period, in UTC.")
    private LocalDate to;

    @Mixin
    private ProtectedBranches branches;

    @Override
    public Integer call() throws Exception {
        if (to.isBefore(from)) {
            throw new ParameterException(
                    spec.commandLine(), "The period ends on " + to + ", before it begins on " + from + ".");
        }
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (GitRepository first = GitRepository.open(repositories.get(0));
                Store store = Store.openOrCreate(storeOption.of(first))) {
            List<Arrivals> read = new ArrayList<>();
            for (Path path : repositories) {
                try (GitRepository repository = GitRepository.open(path)) {
                    for (String branch : branches.of(repository)) {
                        read.add(repository.arrivals(
                                branch, from.atStartOfDay(ZoneOffset.UTC).toInstant(), progress));
                    }
                }
            }
            progress.clear();
            List<Census> censuses = record(store, read);
            print(censuses);
            return censuses.stream().anyMatch(Census::shallow) ? ExitCode.UNKNOWN : ExitCode.GOOD;
        } finally {
            progress.clear();
        }
    }

    private List<Census> record(Store store, List<Arrivals> read) throws Exception {
        Redactor redactor = new Redactor(new SecretDetector(SecretRules.load()));
        List<Census> censuses = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (Arrivals arrivals : read) {
            Census census = Census.of(arrivals, from, to, Instant.now());
            ArtefactReference document = store.artefacts()
                    .put(
                            CommitsDocument.NAME,
                            CommitsDocument.MEDIA_TYPE,
                            out -> CommitsDocument.writeArrivals(arrivals.commits(), redactor::redact, out));
            censuses.add(census);
            statements.add(ActivityStatement.of(census, ThisProcess.invocation(), List.of(document)));
        }
        store.appendAll(statements);
        return censuses;
    }

    private void print(List<Census> censuses) {
        PrintWriter out = spec.commandLine().getOut();
        for (Census census : censuses) {
            out.printf(
                    "%s  %s  %d commits since %s%n",
                    Printable.of(census.repository()), Printable.of(census.branch()), census.commits(), census.from());
            if (census.reason() != null) {
                out.printf("  %s%n", census.reason());
            }
        }
    }
}
