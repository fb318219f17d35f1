package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
                "Writes the control report of a review period as HTML and CSV. The same store and period give the same"
                        + " bytes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the report was written, 2 it could not be, 64 usage error. What it concludes is in it.",
            "",
            "Example: control-evidence report --from 2026-07-01 --to 2026-09-30 --out q3"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ReportOptions options;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where report.html and report.csv go.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        ReportRequest request = request();
        Catalogue catalogue = options.catalogue();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (Store store = Store.openReadOnly(storeOption.existing());
                EvidenceIndex index = EvidenceIndex.open(store, progress)) {
            ControlReport report = report(catalogue, index, request);
            progress.clear();
            Files.createDirectories(out);
            ReportFiles.writeHtml(report, out.resolve("report.html"));
            ReportFiles.writeCsv(report, out.resolve("report.csv"));
            print(report);
        } finally {
            progress.clear();
        }
        return ExitCode.GOOD;
    }

    private ReportRequest request() {
        try {
            return options.request();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ControlReport report(Catalogue catalogue, EvidenceIndex index, ReportRequest request) throws Exception {
        try {
            return ControlReport.of(catalogue, index, request);
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
