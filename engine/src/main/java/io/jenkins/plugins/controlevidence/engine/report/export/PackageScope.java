package io.jenkins.plugins.controlevidence.engine.report.export;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
 * @param frozen id of the record of the report, if it was frozen, or null
 */
public record PackageScope(
        ReportRequest request, @CheckForNull String frozen) implements ArtefactScope {
    @Override
    public boolean covers(EvidenceRecord record, ArtefactReference artefact) {
        return shows(record) || EvidenceIndex.reads(artefact);
    }

    /**
     * Whether a record is of the period, or of the report itself.
     *
     * @param record the record
     * @return true if what it tells of ended in the period
     */
    public boolean shows(EvidenceRecord record) {
        boolean ofPeriod = !record.finished().isBefore(request.start())
                && record.finished().isBefore(request.end());
        return ofPeriod || record.id().equals(frozen);
    }
}
