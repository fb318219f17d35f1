package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval.Removed;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes artefacts that have been kept long enough. First it is recorded which, by what rule and by whom; once that is durable, and the
 * ledger still says that they may go, the files are deleted. What a run that was cut off has recorded and not deleted, the next one deletes.
 * Records, checkpoints and keys are never removed. Others may append meanwhile.
 */
public final class Pruning {
    private final Store store;
    private final Retention retention;
    private final Instant now;
    private final Progress progress;
    private final ArtefactUses uses = new ArtefactUses();
    private long read;

    /**
     * Prepares to prune; to be used for one run.
     *
     * @param store the store
     * @param retention the rule
     * @param now the time, UTC
     * @param progress is told how far it has come
     */
    public Pruning(Store store, Retention retention, Instant now, Progress progress) {
        this.store = store;
        this.retention = retention;
        this.now = now;
        this.progress = progress;
    }

    /**
     * What may go.
     *
     * @param before artefacts that no record has named since then, UTC; {@link Instant#MIN} if the ledger tells no time
     * @param artefacts how many
     * @param bytes how much room they take on the disk
     * @param recorded how many of them are recorded as removed already, by a run that was cut off
     */
    public record Plan(Instant before, long artefacts, long bytes, long recorded) {}

    /** Makes records durable. */
    @FunctionalInterface
    public interface Recorder {
        /**
         * Appends statements to the ledger of the store that is pruned.
         *
         * @param statements what to record
         * @throws IOException if they are not durable
         */
        void append(List<Statement> statements) throws IOException;
    }

    /**
     * What was done.
     *
     * @param artefacts how many artefacts were removed
     * @param bytes how much room they took on the disk
     * @param more whether there are more that may go
     */
    public record Result(long artefacts, long bytes, boolean more) {}

    /**
     * Looks what may go, and changes nothing.
     *
     * @return the plan
     * @throws IOException if the store cannot be read
     */
    public Plan plan() throws IOException {
        catchUp();
        Instant before = uses.before(retention, now);
        long recorded = 0;
        long artefacts = 0;
        long bytes = 0;
        for (Removed artefact : uses.removed()) {
            OptionalLong size = store.artefacts().removable(artefact.sha256(), now);
            recorded += size.isPresent() ? 1 : 0;
            bytes += size.orElse(0);
        }
        for (Removed artefact : uses.due(before)) {
            OptionalLong size = store.artefacts().removable(artefact.sha256(), now);
            artefacts += size.isPresent() ? 1 : 0;
            bytes += size.orElse(0);
        }
        return new Plan(before, artefacts + recorded, bytes, recorded);
    }

    /**
     * Removes what may go.
     *
     * @param by who or what does it
     * @param why the reason that a person gives, or the setting by which it is done
     * @param invocation which machine run does it
     * @param most how many artefacts at most
     * @param recorder makes the records durable
     * @return what was removed
     * @throws StoreException if an artefact that may go is damaged: nothing is removed before it is found out what happened to it
     * @throws IOException if the store cannot be read or written; what was recorded by then the next run deletes
     */
    public Result run(Actor by, String why, Invocation invocation, int most, Recorder recorder) throws IOException {
        catchUp();
        Instant before = uses.before(retention, now);
        List<Removed> due = new ArrayList<>();
        boolean more = false;
        for (Removed artefact : uses.due(before)) {
            if (store.artefacts().removable(artefact.sha256(), now).isEmpty()) {
                continue; // what is missing has to be missed, and what was put lately is about to be named
            }
            more = due.size() == most;
            if (more) {
                break;
            }
            requireWhole(artefact);
            due.add(artefact);
            progress.update("reading what may go", due.size(), -1, "artefacts");
        }
        List<Statement> statements = statements(due, before, by, why, invocation);
        if (!statements.isEmpty()) {
            recorder.append(statements);
        }
        catchUp();
        return delete(more);
    }

    /** Takes in what the ledger has got since. */
    private void catchUp() throws IOException {
        long size = store.ledger().size();
        store.ledger().entries(read, size, (index, id, entry) -> {
            uses.accept(RecordReader.read(id, entry), true);
            progress.update("reading the ledger", index + 1, size, "records");
        });
        read = size;
    }

    private void requireWhole(Removed artefact) throws IOException {
        try (InputStream in = store.artefacts()
                .open(new ArtefactReference("to be removed", "", artefact.sha256(), artefact.size()))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private List<Statement> statements(List<Removed> due, Instant before, Actor by, String why, Invocation invocation)
            throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (int from = 0; from < due.size(); from += ArtefactRemoval.MAX_ARTEFACTS) {
            List<Removed> some = due.subList(from, Math.min(due.size(), from + ArtefactRemoval.MAX_ARTEFACTS));
            statements.add(ActivityStatement.of(
                    new ArtefactRemoval(retention.keepDays(), before, by, why, some, now), invocation, List.of()));
        }
        return statements;
    }

    private Result delete(boolean more) throws IOException {
        long count = 0;
        long bytes = 0;
        for (Removed artefact : uses.removed()) {
            OptionalLong size = store.artefacts().removable(artefact.sha256(), now);
            if (size.isPresent() && store.artefacts().remove(artefact.sha256(), now)) {
                bytes += size.getAsLong();
                progress.update("removing", ++count, -1, "artefacts");
            }
        }
        return new Result(count, bytes, more);
    }
}
