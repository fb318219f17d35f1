package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a person did, as a build remembers it: an approval, a deployment, a bypass, an attachment. Kept in {@code build.xml}. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActivitySummary {
    private final String kind;
    private final Outcome outcome;
    private final String text;
    private final RecordReference record;

    ActivitySummary(Activity activity, String what, Appended appended) {
        kind = activity.kind();
        outcome = activity.outcome();
        String reason = activity.reason();
        text = Texts.shown(Texts.redacted(reason == null ? what : what + ": " + reason));
        record = new RecordReference(appended);
    }

    /**
     * What kind of thing.
     *
     * @return id of the record's kind, such as {@code approval}
     */
    @Exported
    public String getKind() {
        return kind;
    }

    /**
     * What it proves.
     *
     * @return one of the five
     */
    @Exported
    public Outcome getOutcome() {
        return outcome;
    }

    /**
     * Whether it proves what it should.
     *
     * @return true only for {@code PASSED}
     */
    public boolean isPassed() {
        return outcome == Outcome.PASSED;
    }

    /**
     * What was done.
     *
     * @return a line for a person
     */
    @Exported
    public String getText() {
        return text;
    }

    /**
     * Its record's id.
     *
     * @return leaf hash, lower-case hexadecimal
     */
    @Exported
    public String getRecordId() {
        return record.getId();
    }

    /**
     * Its record.
     *
     * @return where it is in the store
     */
    public RecordReference record() {
        return record;
    }
}
