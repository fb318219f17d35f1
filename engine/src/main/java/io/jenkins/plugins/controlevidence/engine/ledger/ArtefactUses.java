package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval.Removed;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which artefacts the records of a ledger name, and which of them records of removal took away in accordance with their own rule.
 * Fed with the records in their order; who removes and who verifies ask this same class, so that nothing is removed that does not verify.
 */
final class ArtefactUses {
    private final Map<String, Use> uses = new HashMap<>();
    private final RetentionClock clock = new RetentionClock();

    /** What is known of one artefact; there may be a million of them. */
    private static final class Use {
        private final Removed artefact;
        private Instant newest = Instant.MIN;
        private boolean forEver;

        @CheckForNull
        private Removal removal;

        @CheckForNull
        private String refused;

        Use(Removed artefact) {
            this.artefact = artefact;
        }
    }

    /**
     * A removal that counts.
     *
     * @param record id of the record
     * @param keepDays its rule
     * @param removed when, UTC
     */
    record Removal(String record, int keepDays, Instant removed) {}

    /**
     * Takes in the next record.
     *
     * @param signed whether it may take artefacts away
     * @throws EvidenceException if it is a removal and broken
     */
    void accept(EvidenceRecord record, boolean signed) throws EvidenceException {
        clock.accept(record);
        Instant used = clock.notBefore(record.finished());
        for (ArtefactReference artefact : record.artefacts()) {
            Use use = uses.computeIfAbsent(artefact.sha256(), sha256 -> new Use(Removed.of(artefact)));
            use.newest = used.isAfter(use.newest) ? used : use.newest;
            use.forEver |= !Retention.isRemovable(record, artefact);
            use.removal = null; // whoever names it again has kept it again
            use.refused = null;
        }
        if (signed
                && record.kind().equals(ArtefactRemoval.KIND)
                && ActivityReader.of(record) instanceof ArtefactRemoval removal) {
            remove(record.id(), removal);
        }
    }

    private void remove(String id, ArtefactRemoval removal) {
        Instant limit = Retention.isAllowed(removal.keepDays())
                ? earlier(removal.before(), before(new Retention(removal.keepDays()), removal.removed()))
                : Instant.MIN;
        for (Removed removed : removal.artefacts()) {
            Use use = uses.get(removed.sha256());
            if (use == null || use.removal != null) {
                continue;
            }
            if (!use.forEver && use.newest.isBefore(limit) && use.artefact.equals(removed)) {
                use.removal = new Removal(id, removal.keepDays(), removal.removed());
            } else {
                use.refused = id;
            }
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Artefacts that no record has named since then may go now, by a rule. */
    Instant before(Retention retention, Instant now) {
        return clock.before(retention, now);
    }

    /** The artefacts that may go and have not gone, which no record has named since then; the longest unnamed first. */
    List<Removed> due(Instant before) {
        return uses.values().stream()
                .filter(use -> !use.forEver && use.removal == null && use.newest.isBefore(before))
                .sorted(Comparator.comparing((Use use) -> use.newest).thenComparing(use -> use.artefact.sha256()))
                .map(use -> use.artefact)
                .toList();
    }

    /** The artefacts that were removed. */
    List<Removed> removed() {
        return uses.values().stream()
                .filter(use -> use.removal != null)
                .map(use -> use.artefact)
                .toList();
    }

    /** The removal that took an artefact away, if one did and no record has named it again. */
    Optional<Removal> removal(String sha256) {
        return Optional.ofNullable(uses.get(sha256)).map(use -> use.removal);
    }

    /** The record that says that an artefact was removed and could not say so by its own rule. */
    Optional<String> refused(String sha256) {
        return Optional.ofNullable(uses.get(sha256)).map(use -> use.refused);
    }
}
