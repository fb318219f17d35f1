package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Artefacts were removed because they had been kept as long as they had to be. The record comes first, the files go after it: what is
 * missing without such a record was taken away.
 *
 * @param keepDays the rule: how many days an artefact is kept after the last record that names it
 * @param before artefacts that no record had named since then were removed, UTC
 * @param by who or what removed them
 * @param why the reason that a person gave, or the setting by which it was done
 * @param artefacts what was removed, at most {@value #MAX_ARTEFACTS}
 * @param removed when, UTC
 */
public record ArtefactRemoval(
        int keepDays, Instant before, Actor by, String why, List<Removed> artefacts, Instant removed)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "artefact-removal";

    /** As many artefacts as fit into one record. */
    public static final int MAX_ARTEFACTS = 300;

    /**
     * An artefact.
     *
     * @param sha256 SHA-256 of its bytes before compression, lower-case hexadecimal
     * @param size its size in bytes before compression
     */
    public record Removed(String sha256, long size) {
        /** Refuses null. */
        public Removed {
            Objects.requireNonNull(sha256, "sha256");
        }

        /**
         * What was removed, as records name it.
         *
         * @param artefact which
         * @return its digest and size
         */
        public static Removed of(ArtefactReference artefact) {
            return new Removed(artefact.sha256(), artefact.size());
        }
    }

    /** Copies the list; refuses null, and to have removed nothing. */
    public ArtefactRemoval {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(why, "why");
        artefacts = List.copyOf(artefacts);
        Objects.requireNonNull(removed, "removed");
        if (artefacts.isEmpty()) {
            throw new IllegalArgumentException("a removal removes something");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return removed;
    }

    /** Never a pass, and no failure: a catalogue cannot make proof of it. */
    @Override
    public Judgement judgement() {
        return new Judgement(
                Outcome.SKIPPED,
                "Artefacts were removed by the rule \"keep for " + keepDays
                        + " days\"; that proves nothing of a control.");
    }
}
