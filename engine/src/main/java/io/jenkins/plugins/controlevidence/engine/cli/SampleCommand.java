package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DrawnSample;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet;
import io.jenkins.plugins.controlevidence.engine.report.sample.PacketPages;
import io.jenkins.plugins.controlevidence.engine.report.sample.PacketReader;
import io.jenkins.plugins.controlevidence.engine.report.sample.Population;
import io.jenkins.plugins.controlevidence.engine.report.sample.Sample;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sample}: items of a population to look at one by one, with a packet of evidence for each. */
@Command(
        name = "sample",
        description =
                "Draws items from a population so that anyone can draw them again, records the draw, and writes one page of"
                        + " evidence for each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 drawn, 2 the population is empty or could not be read, 64 usage error.",
            "",
            "Example: control-evidence sample --from 2026-07-01 --to 2026-09-30 --population changes --size 25 --seed 4711"
                    + " --out sample.html"
        })
final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ReportOptions options;

    @Option(
            names = "--population",
            required = true,
            paramLabel = "NAME",
            description =
                    "What to draw from: changes, requests, deployments, findings, credentials, leavers, components,"
                            + " configuration-changes or bypasses.")
    private String name;

    @Option(names = "--size", defaultValue = "25", paramLabel = "N", description = "How many items. Default: 25.")
    private int size;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "TEXT",
            description = "Any text; best one that the auditor chooses. The same seed draws the same items.")
    private String seed;

    @Option(
            names = "--method",
            defaultValue = "random",
            converter = MethodConverter.class,
            paramLabel = "METHOD",
            description = "random or stratified-by-month. Default: random.")
    private Sample.Method method;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the pages go, as HTML.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (Store store = Store.open(storeOption.existing());
                EvidenceIndex index = EvidenceIndex.at(store, store.ledger().size(), progress)) {
            ControlReport report = asked(() -> {
                ReportRequest request = options.request();
                return ControlReport.of(options.catalogue(), index, request);
            });
            Sample sample = asked(() -> Sample.draw(Population.of(name, report), method, seed, size));
            List<Packet> packets = new PacketReader(store, index, report).read(sample.items());
            progress.clear();
            Files.createDirectories(out.toAbsolutePath().getParent());
            ReportFiles.write(out, to -> PacketPages.write(report, sample, packets, to));
            DrawnSample drawn = sample.toActivity(report, Instant.now());
            Appended record = store.append(ActivityStatement.of(drawn, ThisProcess.invocation(), List.of()));
            print(sample, record);
            return sample.items().isEmpty() ? ExitCode.UNKNOWN : ExitCode.GOOD;
        } finally {
            progress.clear();
        }
    }

    private void print(Sample sample, Appended record) {
        PrintWriter text = spec.commandLine().getOut();
        for (Item item : sample.items()) {
            text.printf(
                    "%-10s %s  %s%n",
                    item.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Printable.of(item.subject().name()),
                    Printable.of(item.subject().detail()));
        }
        text.printf(
                "%nDrew %d of %d %s, population sha256:%s. Recorded as %s. Written to %s%n",
                sample.items().size(),
                sample.population().items().size(),
                name,
                sample.population().sha256(),
                record.id(),
                out);
    }

    private <T> T asked(Callable<T> question) throws Exception {
        try {
            return question.call();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Methods as records write them. */
    static final class MethodConverter implements ITypeConverter<Sample.Method> {
        @Override
        public Sample.Method convert(String word) {
            return Arrays.stream(Sample.Method.values())
                    .filter(method -> method.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is no method; take random or stratified-by-month"));
        }
    }
}
