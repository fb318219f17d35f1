package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads scans back from the store. A gate judges what was recorded, not what somebody remembers of it; so it can be asked later
 * in the build, on another agent, and after a restart.
 */
final class RecordedScan {
    private RecordedScan() {}

    /**
     * Reads a scan.
     *
     * @param record where it is
     * @return the scan as it was recorded
     * @throws EvidenceException if what is there is not that scan
     * @throws IOException if the store cannot be read, or is damaged
     */
    static AssessedScan read(Store store, RecordReference record) throws IOException {
        long position = record.getPosition();
        if (!store.ledger().id(position).equals(record.getId())) {
            throw new EvidenceException("The store has another record than " + record.getId() + " at " + position
                    + ". It is not the one that this build was recorded in.");
        }
        EvidenceRecord read = RecordReader.read(record.getId(), store.ledger().entry(position));
        AgentDocuments.Findings findings = AgentDocuments.findings(
                store, read.artefact(FindingsDocument.NAME).orElse(null));
        HistoryCoverage history = read.history();
        Scan scan = new Scan(
                Objects.requireNonNull(read.family()),
                Objects.requireNonNull(read.tool()),
                Objects.requireNonNull(read.commit()),
                read.started(),
                read.finished(),
                read.outcome(),
                read.reason(),
                findings.now(),
                findings.components(),
                Map.of(),
                history == null ? HistoryCoverage.COMMIT : history,
                List.of(),
                null);
        return new AssessedScan(scan, findings.comparison());
    }
}
