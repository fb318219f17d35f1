package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.FrozenReport;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportFreezer;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code report}: the control report of a review period. */
@Command(
        name = "report",
        description =
                "Writes the control report of a review period as HTML, CSV and JSON. The same store and period give the same"
                        + " bytes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the report was written, 1 a frozen report made again is another, 2 it could not be, 64 usage error."
                    + " What it concludes is in it.",
            "",
            "Example: control-evidence report --from 2026-07-01 --to 2026-09-30 --out q3",
            "Example: control-evidence report --from 2026-07-01 --to 2026-09-30 --out q3 --freeze",
            "Example: control-evidence report --frozen 5f1c --out again"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String JSON = "report.json";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ReportOptions options;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where report.html and its like go.")
    private Path out;

    @ArgGroup
    private State state = new State();

    /** Which state of the ledger the report rests on; now, if nothing is said. */
    private static final class State {
        @Option(names = "--freeze", description = "Record the report, so that anyone can make it again later.")
        private boolean freeze;

        @CheckForNull
        @Option(
                names = "--as-of-checkpoint",
                paramLabel = "SIZE",
                description = "Judge only the records that the ledger had at that size.")
        private Long size;

        @CheckForNull
        @Option(
                names = "--frozen",
                paramLabel = "ID",
                description =
                        "Make the frozen report of this record again, and say whether it is the same. Takes no period.")
        private RecordPrefix frozen;
    }

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try {
            return state.frozen != null ? again(state.frozen, progress) : make(progress);
        } finally {
            progress.clear();
        }
    }

    private int make(TerminalProgress progress) throws Exception {
        ReportRequest request = request();
        if (options.namesClones() && (state.freeze || state.size != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "What a clone holds now is in no record, so it cannot be frozen: run 'census --repository PATH' first, and"
                            + " name the repository by its URI.");
        }
        Catalogue catalogue = options.catalogue();
        if (state.freeze) {
            try (Store store = Store.open(storeOption.existing())) {
                ReportFreezer.Frozen frozen = asked(
                        () -> new ReportFreezer(store, progress).freeze(catalogue, request, ThisProcess.invocation()));
                write(frozen.report(), progress);
                spec.commandLine()
                        .getOut()
                        .printf("Frozen as record %s%n", frozen.record().id());
            }
        } else if (state.size != null) {
            try (Store store = Store.openReadOnly(storeOption.existing())) {
                write(asked(() -> new ReportFreezer(store, progress).at(state.size, catalogue, request)), progress);
            }
        } else {
            List<Arrivals> live = options.live(request, progress);
            try (Store store = Store.openReadOnly(storeOption.existing());
                    EvidenceIndex index = EvidenceIndex.open(store, progress)) {
                write(asked(() -> ControlReport.of(catalogue, index, request, live)), progress);
            }
        }
        return ExitCode.GOOD;
    }

    private int again(RecordPrefix id, TerminalProgress progress) throws Exception {
        try (Store store = Store.openReadOnly(storeOption.existing())) {
            long leaf = id.only(store);
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
            write(new ReportFreezer(store, progress).again(record), progress);
            FrozenReport frozen = (FrozenReport) ActivityReader.of(record);
            String made = FileDigest.sha256(out.resolve(JSON));
            boolean same = made.equals(frozen.report().sha256());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s%n",
                            same
                                    ? "The same as was frozen: report.json has SHA-256 " + made
                                    : "Not what was frozen: report.json has SHA-256 " + made + ", the record says "
                                            + frozen.report().sha256()
                                            + ". Make it with the version that froze it before you draw conclusions.");
            return same ? ExitCode.GOOD : ExitCode.BAD;
        }
    }

    private void write(ControlReport report, TerminalProgress progress) throws IOException {
        progress.clear();
        Files.createDirectories(out);
        ReportFiles.writeHtml(report, out.resolve("report.html"));
        ReportFiles.writeCsv(report, out.resolve("report.csv"));
        ReportFiles.writeJson(report, out.resolve(JSON));
        print(report);
    }

    private ReportRequest request() throws SourceException {
        try {
            return options.request();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What the user asked for may not be in the catalogue. */
    private <T> T asked(Callable<T> report) throws Exception {
        try {
            return report.call();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(ControlReport report) {
        PrintWriter text = spec.commandLine().getOut();
        for (RequirementResult result : report.results()) {
            text.printf(
                    "%-28s %-26s %s%n",
                    result.requirement().id(),
                    result.conclusion()
                            .name()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', ' '),
                    result.population() == 0
                            ? ""
                            : result.proven() + " of " + result.population() + " proven, " + result.exceptions()
                                    + " exceptions");
        }
        text.printf(
                "%nOperated %d, with exceptions %d, not demonstrated %d. Written to %s%n",
                report.count(Conclusion.OPERATED),
                report.count(Conclusion.OPERATED_WITH_EXCEPTIONS),
                report.count(Conclusion.NOT_DEMONSTRATED),
                out);
    }
}
