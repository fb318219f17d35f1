package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.ArtefactScope;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;

/**
 * Which artefacts a package has: all that records of the period name, and from the time before and after those that the report
 * is computed from. Records themselves it has all, since only then nothing can be left out unseen.
 *
 * @param request the report of the package
 */
public record PackageScope(ReportRequest request) implements ArtefactScope {
    @Override
    public boolean covers(EvidenceRecord record, ArtefactReference artefact) {
        return isOfPeriod(record) || EvidenceIndex.reads(artefact);
    }

    /**
     * Whether a record is of the period: what it tells of ended in it.
     *
     * @param record the record
     * @return true from the first instant of the period to its last
     */
    public boolean isOfPeriod(EvidenceRecord record) {
        return !record.finished().isBefore(request.start()) && record.finished().isBefore(request.end());
    }
}
