package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.build.RecordReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A record of a build as a line of a table. */
@Restricted(NoExternalUse.class)
public final class RecordLine {
    private final String id;

    @CheckForNull
    private final EvidenceRecord record;

    private RecordLine(String id, @CheckForNull EvidenceRecord record) {
        this.id = id;
        this.record = record;
    }

    /** Reads it from the store, which another may have taken the place of since the build. */
    static RecordLine of(RecordReference reference, Store store) throws IOException {
        try {
            return store.ledger().id(reference.getPosition()).equals(reference.getId())
                    ? new RecordLine(
                            reference.getId(),
                            RecordReader.read(reference.getId(), store.ledger().entry(reference.getPosition())))
                    : new RecordLine(reference.getId(), null);
        } catch (StoreException e) {
            return new RecordLine(reference.getId(), null);
        }
    }

    /** Whether the store has it. */
    public boolean isThere() {
        return record != null;
    }

    /** Its id. */
    public RecordId getId() {
        return new RecordId(id);
    }

    /** What kind of record. */
    @CheckForNull
    public String getKind() {
        return record == null ? null : Printable.of(record.kind());
    }

    /** The tool with its version, or null. */
    @CheckForNull
    public String getTool() {
        if (record == null || record.tool() == null) {
            return null;
        }
        String version = record.tool().version();
        return Printable.of(record.tool().id() + (version == null ? "" : " " + version));
    }

    /** Digest of the tool's rules, or null. */
    @CheckForNull
    public RecordId getRules() {
        return record == null || record.tool() == null || record.tool().rulesDigest() == null
                ? null
                : new RecordId(Printable.of(record.tool().rulesDigest()));
    }

    /** The commit, or null. */
    @CheckForNull
    public RecordId getCommit() {
        return record == null || record.commit() == null ? null : new RecordId(Printable.of(record.commit()));
    }

    /** When it began, UTC. */
    @CheckForNull
    public String getStarted() {
        return record == null ? null : Times.second(record.started());
    }

    /** When it ended, UTC. */
    @CheckForNull
    public String getFinished() {
        return record == null ? null : Times.second(record.finished());
    }

    /** What came of it. */
    @CheckForNull
    public String getWords() {
        return record == null ? null : Outcomes.words(record.outcome());
    }

    /** The class of that. */
    @CheckForNull
    public String getStyle() {
        return record == null ? null : Outcomes.style(record.outcome());
    }

    /** Why, where the outcome does not say it, or null; a gate's reasons stand with the gate. */
    @CheckForNull
    public String getReason() {
        return record == null || record.reason() == null || record.kind().equals("gate")
                ? null
                : Printable.of(record.reason());
    }
}
