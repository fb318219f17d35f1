package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * For how long artefacts are kept. What the index, a report or the next review is computed from is kept for ever, whatever the rule:
 * only what is on this list goes, so that a kind that a later version adds stays.
 *
 * @param keepDays how many days an artefact is kept after the last record that names it
 */
public record Retention(int keepDays) {
    /** The shortest that may be set: the longest review period, 12 months, and a month for the audit. */
    public static final int MIN_DAYS = 400;

    /** The longest that may be set: a hundred years. */
    public static final int MAX_DAYS = 36_500;

    /** Kinds of record, each with the name of an artefact of theirs that nothing is computed from. */
    private static final Set<String> REMOVABLE = Set.of(
            "scan/report",
            "detector-check/report",
            "inventory/inventory",
            "inventory/approved",
            "attachment/attachment",
            "access-review/export",
            "mfa-enrolment/export",
            "credential-inventory/export");

    /** Refuses what is shorter than a review period and its audit. */
    public Retention {
        if (!isAllowed(keepDays)) {
            throw new IllegalArgumentException("Artefacts are kept for at least " + MIN_DAYS
                    + " days, a review period of 12 months and the time for its audit, and at most " + MAX_DAYS
                    + "; " + keepDays + " days cannot be.");
        }
    }

    /** Whether a rule may be so. */
    static boolean isAllowed(int keepDays) {
        return keepDays >= MIN_DAYS && keepDays <= MAX_DAYS;
    }

    /**
     * Whether an artefact may ever go, as far as one record goes that names it.
     *
     * @param record the record
     * @param artefact one that it names
     * @return false if something may be computed from it
     */
    public static boolean isRemovable(EvidenceRecord record, ArtefactReference artefact) {
        return REMOVABLE.contains(record.kind() + "/" + artefact.name());
    }

    /** The moment so many days ago; in a ledger that tells a time before 1970 nothing is as old. */
    Instant before(Instant now) {
        return now.isBefore(Instant.EPOCH) ? Instant.MIN : now.minus(Duration.ofDays(keepDays));
    }
}
