package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessChanges;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshotDocument;
import io.jenkins.plugins.controlevidence.engine.index.EarlierRecords;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code access-review}: a person goes through who has access to a system. */
@Command(
        name = "access-review",
        description =
                "Records a review of who has access to a system. The system's export is compared with the one of the last"
                        + " review; --prepare writes the accounts to be decided on into a table, which --decisions takes once it is"
                        + " filled in.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded and good, or prepared; 1 recorded and shows a fault (somebody not decided on, access not yet"
                    + " taken away); 2 recorded and proves nothing, or not recorded; 64 usage error.",
            "",
            "Example: control-evidence access-review github:acme --file members.json --prepare decisions.csv",
            "         control-evidence access-review github:acme --file members.json --decisions decisions.csv --by 'Ann"
                    + " <ann@example.org>' --account ann"
        })
final class AccessReviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExportOptions export;

    @CheckForNull
    @Option(
            names = "--previous",
            paramLabel = "RECORD",
            description =
                    "The review to compare with: its id, or the beginning of it. Default: the last one of this system.")
    private RecordPrefix previous;

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    /** Either one or the other. */
    private static final class Mode {
        @CheckForNull
        @Option(
                names = "--prepare",
                paramLabel = "FILE",
                description = "Write a table of the accounts to be decided on, and record nothing.")
        private Path prepare;

        @CheckForNull
        @Option(
                names = "--decisions",
                paramLabel = "FILE",
                description =
                        "The table with a decision for each: keep, remove or reduce, why, and whether it is done.")
        private Path decisions;
    }

    @Override
    public Integer call() throws Exception {
        AccessSnapshot now = export.snapshot();
        try (Store store = Store.open(storeOption.existing())) {
            EvidenceRecord last = last(store, now.system());
            AccessSnapshot before = last == null ? null : snapshot(store, last);
            return mode.decisions == null
                    ? prepare(now, before)
                    : record(store, now, before, last, AccessSheets.decisions(mode.decisions));
        }
    }

    private int prepare(AccessSnapshot now, @CheckForNull AccessSnapshot before) throws IOException {
        AccessChanges changes = AccessChanges.between(before, now);
        AccessSheets.writeDecisions(now, changes, mode.prepare);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Accounts %d%n", now.accounts().size());
        out.printf(
                "Changes  %d new, %d gone, %d that may do something else%s%n",
                changes.added().size(),
                changes.removed().size(),
                changes.changed().size(),
                before == null ? " (no review of this system is recorded yet)" : " since " + before.taken());
        out.printf("Decide   in %s, then give it with --decisions%n", Printable.of(mode.prepare.toString()));
        return ExitCode.GOOD;
    }

    private int record(
            Store store,
            AccessSnapshot now,
            @CheckForNull AccessSnapshot before,
            @CheckForNull EvidenceRecord last,
            List<AccessReview.Decision> decisions)
            throws IOException {
        AccessReview review;
        try {
            review = AccessReview.of(
                    now,
                    before,
                    before == null || last == null ? null : new AccessReview.Previous(before.sha256(), last.id()),
                    decisions,
                    actor.actor(),
                    ActivityRecorder.now());
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(Printable.of(mode.decisions + ": " + e.getMessage()) + ".", e);
        }
        return ActivityRecorder.exitCode(
                new ActivityRecorder(store, spec.commandLine().getOut())
                        .record(List.of(review), export.keep(now, store)));
    }

    @CheckForNull
    private EvidenceRecord last(Store store, String system) throws IOException {
        if (previous != null) {
            long leaf = previous.only(store);
            return RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
        }
        try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
            return new EarlierRecords(store, index)
                    .latest(AccessReview.KIND, record -> system.equals(system(record)))
                    .orElse(null);
        }
    }

    private static String system(EvidenceRecord record) {
        return record.statement().at("/predicate/system").asText();
    }

    private static AccessSnapshot snapshot(Store store, EvidenceRecord record) throws IOException {
        var artefact = record.artefact(AccessSnapshotDocument.NAME)
                .orElseThrow(() -> new EvidenceException("Record " + record.id()
                        + " names no snapshot to compare with; give another review's with --previous."));
        try (InputStream in = store.artefacts().open(artefact)) {
            return AccessSnapshotDocument.read(in);
        }
    }
}
