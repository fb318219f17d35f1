package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;

/** Which artefacts have to be in a copy of a store. The store itself has to have all. */
@FunctionalInterface
public interface ArtefactScope {
    /** All of them. */
    ArtefactScope ALL = (record, artefact) -> true;

    /**
     * Whether an artefact has to be there.
     *
     * @param record a record of the ledger
     * @param artefact one that the record names
     * @return false only if the copy may be without it, as far as this record goes
     */
    boolean covers(EvidenceRecord record, ArtefactReference artefact);
}
