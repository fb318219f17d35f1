package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.index.DispositionLookup.Recorded;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A decision on a finding as a line of a table, with what it does to a gate. */
@Restricted(NoExternalUse.class)
public final class DecisionLine {
    private final Recorded recorded;

    DecisionLine(Recorded recorded) {
        this.recorded = recorded;
    }

    /** When it was made. */
    public String getAt() {
        return Times.minute(recorded.disposition().at());
    }

    /** What was decided. */
    public String getDecision() {
        Disposition disposition = recorded.disposition();
        return disposition.decision().id().replace('-', ' ')
                + (disposition.until() == null ? "" : " until " + disposition.until());
    }

    /** Who decided. */
    public String getBy() {
        return Printable.of(recorded.disposition().decidedBy().toString());
    }

    /** The grounds. */
    public String getWhy() {
        return Printable.of(recorded.disposition().why());
    }

    /** Its record. */
    public RecordId getRecord() {
        return new RecordId(recorded.record().id());
    }

    /** Whether the next gate may count it. */
    public String getEffect() {
        Disposition disposition = recorded.disposition();
        Instant ends = disposition.ends();
        if (recorded.flaw() != null) {
            return Messages.FindingPage_flawed(Printable.of(recorded.flaw()));
        }
        if (recorded.retracted()) {
            return Messages.FindingPage_retracted();
        }
        if (!disposition.decision().canLetPass()) {
            return Messages.FindingPage_fixed();
        }
        return ends != null && !ends.isAfter(Instant.now())
                ? Messages.FindingPage_lapsed()
                : Messages.FindingPage_letsPass();
    }
}
