package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKind;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.index.DeploymentEvidence;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}: any kind of activity, from a JSON document. */
@Command(
        name = "record",
        description = "Records what a person or a system did, from a JSON document that fits the kind's schema.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded and good, 1 recorded and shows a fault, 2 recorded and proves nothing, or not recorded,"
                    + " 64 usage error.",
            "",
            "Example: control-evidence record review --example > review.json && control-evidence record review --file"
                    + " review.json"
        })
final class RecordCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @CheckForNull
    @Parameters(arity = "0..1", paramLabel = "KIND", description = "The kind of record; --list tells which there are.")
    private String kind;

    @CheckForNull
    @Option(names = "--file", paramLabel = "FILE", description = "The document; - for standard input.")
    private String file;

    @Option(names = "--example", description = "Print a document of this kind to start from, and record nothing.")
    private boolean example;

    @Option(names = "--list", description = "Print the kinds, and record nothing.")
    private boolean list;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            stated().forEach(each -> out.printf("%-24s %s%n", each.id(), each.meaning()));
            return ExitCode.GOOD;
        }
        ActivityKind known = kind();
        if (example) {
            out.print(new String(known.example(), StandardCharsets.UTF_8));
            return ExitCode.GOOD;
        }
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "Give the document with --file, or --example for one to start from.");
        }
        Activity activity =
                ActivityReader.read(known.id(), document(file), file.equals(STANDARD_INPUT) ? "Standard input" : file);
        try (Store store = Store.open(storeOption.existing())) {
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, out).record(completed(activity, store), List.of()));
        }
    }

    /** The kinds that can be stated: a census, a frozen report, a sample and a removal are worked out by their own commands. */
    private static Stream<ActivityKind> stated() {
        return ActivityKinds.all().stream().filter(each -> !each.computed());
    }

    private ActivityKind kind() {
        String ids = stated().map(ActivityKind::id).collect(Collectors.joining(", "));
        if (kind == null) {
            throw new ParameterException(spec.commandLine(), "Name a kind of record: " + ids + ".");
        }
        return stated().filter(each -> each.id().equals(kind))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + kind + "' is no kind of record; take one of " + ids + "."));
    }

    private static byte[] document(String file) throws IOException {
        // One byte more than may be, so that the reader sees that it is too long.
        int limit = ActivityReader.MAX_BYTES + 1;
        if (file.equals(STANDARD_INPUT)) {
            return System.in.readNBytes(limit);
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(limit);
        }
    }

    /** What the store knows better than whoever wrote the document. */
    private static List<Activity> completed(Activity activity, Store store) throws IOException {
        if (activity instanceof Deployment deployment) {
            try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
                return new DeploymentEvidence(store, index).complete(deployment).activities();
            }
        }
        if (activity instanceof Attachment) {
            throw new EvidenceException("An attachment needs its file: 'control-evidence attach FILE …' records both.");
        }
        if (activity instanceof Retraction retraction
                && store.ledger().find(retraction.record()).isEmpty()) {
            throw new StoreException("/record: no record of " + store.directory() + " has the id " + retraction.record()
                    + "; 'control-evidence show' takes the beginning of one.");
        }
        return List.of(activity);
    }
}
