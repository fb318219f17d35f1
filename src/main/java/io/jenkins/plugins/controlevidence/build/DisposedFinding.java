package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import java.time.LocalDate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A finding that a gate let pass by a person's recorded decision, as a build remembers it. Kept in {@code build.xml}. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class DisposedFinding {
    private final String fingerprint;
    private final String recordId;
    private final String decision;
    private final String by;
    private final String until;

    DisposedFinding(Verdict.Disposed disposed) {
        fingerprint = disposed.fingerprint();
        recordId = disposed.record();
        decision = disposed.decision().id();
        by = Texts.shown(disposed.by());
        LocalDate last = disposed.until();
        until = last == null ? null : last.toString();
    }

    /**
     * The finding.
     *
     * @return its fingerprint
     */
    @Exported
    public String getFingerprint() {
        return fingerprint;
    }

    /**
     * The record of the decision.
     *
     * @return its id
     */
    @Exported
    public String getRecordId() {
        return recordId;
    }

    /**
     * What was decided.
     *
     * @return such as {@code false-positive}
     */
    @Exported
    public String getDecision() {
        return decision;
    }

    /**
     * Who decided.
     *
     * @return a name
     */
    @Exported
    public String getBy() {
        return by;
    }

    /**
     * How long an acceptance holds.
     *
     * @return its last day in UTC, such as {@code 2027-01-31}, or null for another decision
     */
    @CheckForNull
    @Exported
    public String getUntil() {
        return until;
    }

    /**
     * All of this, for a sentence.
     *
     * @return such as {@code accepted until 2027-01-31 by Ann (ann)}
     */
    public String getWords() {
        return decision.replace('-', ' ') + (until == null ? "" : " until " + until) + " by " + by;
    }
}
