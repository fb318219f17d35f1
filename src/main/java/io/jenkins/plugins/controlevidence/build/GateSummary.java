package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A gate's verdict, as a build remembers it. Kept in {@code build.xml}; the record in the store has all of it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class GateSummary {
    private static final int MAX_REASONS = 50;
    private static final int MAX_DISPOSED = 50;

    private final Outcome outcome;
    private final String policyId;
    private final String policyDigest;
    private final long decided;
    private final int waived;
    private final int reasonCount;
    private final ArrayList<ReasonSummary> reasons = new ArrayList<>();
    private final int disposedCount;
    private final ArrayList<DisposedFinding> disposed; // null in a build of an earlier version
    private final boolean protectedBranch;
    private final RecordReference record;
    private String overriddenBy;
    private String overrideReason;
    private RecordReference overrideRecord;

    GateSummary(Verdict verdict, boolean protectedBranch, Appended appended) {
        this.protectedBranch = protectedBranch;
        outcome = verdict.outcome();
        policyId = Texts.shown(verdict.policyId());
        policyDigest = verdict.policyDigest();
        decided = verdict.decided().toEpochMilli();
        waived = verdict.waived().size();
        reasonCount = verdict.reasons().size();
        verdict.reasons().stream().limit(MAX_REASONS).map(ReasonSummary::new).forEach(reasons::add);
        disposedCount = verdict.disposed().size();
        disposed = new ArrayList<>();
        verdict.disposed().stream()
                .limit(MAX_DISPOSED)
                .map(DisposedFinding::new)
                .forEach(disposed::add);
        record = new RecordReference(appended);
    }

    /** A reason, as a build remembers it. */
    @ExportedBean
    @Restricted(NoExternalUse.class)
    public static final class ReasonSummary {
        private final String code;
        private final boolean blocking;
        private final String family;
        private final String text;
        private final String remedy;

        ReasonSummary(Reason reason) {
            code = reason.code();
            blocking = reason.blocking();
            Family about = reason.family();
            family = about == null ? null : about.id();
            text = Texts.shown(reason.text());
            remedy = Texts.shown(reason.remedy());
        }

        /**
         * What kind of reason.
         *
         * @return a stable id, such as {@code scan-missing}
         */
        @Exported
        public String getCode() {
            return code;
        }

        /**
         * Whether it alone denies the gate.
         *
         * @return false for a note
         */
        @Exported
        public boolean isBlocking() {
            return blocking;
        }

        /**
         * Which family it is about.
         *
         * @return the family's id, or null if it is about the change as a whole
         */
        @CheckForNull
        @Exported
        public String getFamily() {
            return family;
        }

        /**
         * What is wrong.
         *
         * @return a sentence
         */
        @Exported
        public String getText() {
            return text;
        }

        /**
         * What to do.
         *
         * @return a sentence
         */
        @Exported
        public String getRemedy() {
            return remedy;
        }
    }

    /**
     * The verdict.
     *
     * @return one of the five
     */
    @Exported
    public Outcome getOutcome() {
        return outcome;
    }

    /**
     * Whether the gate passed.
     *
     * @return true only for {@code PASSED}
     */
    public boolean isPassed() {
        return outcome == Outcome.PASSED;
    }

    /**
     * Whether the policy protects the branch that the commit is on.
     *
     * @return true if every commit of the branch must be proven
     */
    @Exported
    public boolean isProtectedBranch() {
        return protectedBranch;
    }

    /**
     * Whether the build goes on.
     *
     * @return true if the gate passed, or somebody who may has overridden it
     */
    public boolean isLetThrough() {
        return isPassed() || overriddenBy != null;
    }

    /**
     * Who has overridden the verdict.
     *
     * @return id of a user, or null if nobody has
     */
    @CheckForNull
    @Exported
    public String getOverriddenBy() {
        return overriddenBy;
    }

    /**
     * Why somebody has overridden the verdict.
     *
     * @return what they gave as the reason, or null if nobody has
     */
    @CheckForNull
    @Exported
    public String getOverrideReason() {
        return overrideReason;
    }

    /**
     * The record of the override.
     *
     * @return its id, or null if there is none
     */
    @CheckForNull
    @Exported
    public String getOverrideRecordId() {
        return overrideRecord == null ? null : overrideRecord.getId();
    }

    /**
     * The record of the override.
     *
     * @return where it is in the store, or null if there is none
     */
    @CheckForNull
    public RecordReference overrideRecord() {
        return overrideRecord;
    }

    void overridden(GateOverride override, RecordReference recorded) {
        overriddenBy = override.person();
        overrideReason = override.reason();
        overrideRecord = recorded;
    }

    /**
     * By which policy.
     *
     * @return its id
     */
    @Exported
    public String getPolicyId() {
        return policyId;
    }

    /**
     * By which state of the policy.
     *
     * @return SHA-256, lower-case hexadecimal
     */
    @Exported
    public String getPolicyDigest() {
        return policyDigest;
    }

    /**
     * When.
     *
     * @return milliseconds since 1970, UTC
     */
    @Exported
    public long getDecided() {
        return decided;
    }

    /**
     * Findings that a waiver let pass.
     *
     * @return how many
     */
    @Exported
    public int getWaived() {
        return waived;
    }

    /**
     * Findings that a person's recorded decision let pass.
     *
     * @return at most fifty
     */
    @Exported
    public List<DisposedFinding> getDisposed() {
        return disposed == null ? List.of() : Collections.unmodifiableList(disposed);
    }

    /**
     * Findings that a person's recorded decision let pass and that only the record names.
     *
     * @return how many
     */
    public int getFurtherDisposed() {
        return disposedCount - getDisposed().size();
    }

    /**
     * Why, blocking reasons first.
     *
     * @return at most fifty
     */
    @Exported
    public List<ReasonSummary> getReasons() {
        return Collections.unmodifiableList(reasons);
    }

    /**
     * Reasons that only the record has.
     *
     * @return how many
     */
    public int getFurtherReasons() {
        return reasonCount - reasons.size();
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
