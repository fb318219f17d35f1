package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.demo.DemoPlan;
import io.jenkins.plugins.controlevidence.engine.demo.DemoSize;
import io.jenkins.plugins.controlevidence.engine.demo.GeneratedYear;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.awt.Desktop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo}: a made-up year to look at. */
@Command(
        name = "demo",
        description =
                "Makes a year of a made-up company (git repositories, a store of records, people, incidents) and opens its"
                        + " control report. Everything in it says that it is generated.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 made, 2 it could not be, 64 usage error.",
            "",
            "Example: control-evidence demo --size small /tmp/year"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            defaultValue = "control-evidence-demo",
            paramLabel = "DIRECTORY",
            description = "Where to; must be empty or not there. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @CheckForNull
    @Option(names = "--year", paramLabel = "YEAR", description = "Which calendar year. Default: the last whole one.")
    private Integer year;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Where chance begins: the same number gives the same year. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "full",
            description = "full: five repositories and thousands of commits; small: two quiet ones, made in seconds.")
    private DemoSize size;

    @Option(names = "--no-open", description = "Do not open the report in the browser.")
    private boolean stayClosed;

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = plan();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try {
            GeneratedYear made = GeneratedYear.write(directory, plan, progress);
            Path report = directory.resolve("report.html");
            try (Store store = Store.openReadOnly(directory.resolve(GeneratedYear.STORE));
                    EvidenceIndex index = EvidenceIndex.open(store, progress)) {
                ControlReport judged = ControlReport.of(Catalogue.soc2(), index, request(plan));
                ReportFiles.writeHtml(judged, report);
                ReportFiles.writeCsv(judged, directory.resolve("report.csv"));
            }
            progress.clear();
            print(made, report);
            if (!stayClosed) {
                open(report);
            }
        } finally {
            progress.clear();
        }
        return ExitCode.GOOD;
    }

    private DemoPlan plan() {
        int last = LocalDate.now(ZoneOffset.UTC).getYear() - 1;
        int chosen = year == null ? last : year;
        if (chosen > last) {
            throw new ParameterException(
                    spec.commandLine(), "The year " + chosen + " is not over; the last whole one is " + last);
        }
        try {
            return new DemoPlan(chosen, seed, size);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static ReportRequest request(DemoPlan plan) {
        return new ReportRequest(plan.from(), plan.to(), plan.to(), Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
    }

    private void print(GeneratedYear made, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "A made-up year: %,d records, %,d commits on protected branches, %,d exceptions planted%n%n",
                made.records(), made.commits(), made.expected().size());
        out.printf("Report        %s%n", report);
        out.printf("Planted       %s%n", directory.resolve(GeneratedYear.EXPECTED));
        out.printf("Store         %s%n", directory.resolve(GeneratedYear.STORE));
        out.printf("Repositories  %s%n%n", directory.resolve(GeneratedYear.REPOSITORIES));
        out.printf(
                "Next: control-evidence verify --store %1$s%n"
                        + "      control-evidence report --store %1$s --from %2$s --to %3$s --control CC8.1 --out q4%n",
                directory.resolve(GeneratedYear.STORE),
                made.plan().to().withMonth(10).withDayOfMonth(1),
                made.plan().to());
    }

    /** A machine without a desktop shows nothing; the path is printed in any case. */
    private static void open(Path report) throws IOException {
        if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            Desktop.getDesktop().browse(report.toUri());
        }
    }
}
