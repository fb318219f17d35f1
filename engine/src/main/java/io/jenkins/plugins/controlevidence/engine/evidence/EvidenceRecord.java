package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the index and the reports read from any record: the {@code controlEvidence} object that every predicate of ours carries
 * beside the fields of its standard type. Fields that a kind does not have are null or empty.
 *
 * @param id the record's id: its leaf hash in the ledger (RFC 6962), lower-case hexadecimal
 * @param kind {@code run}, {@code scan}, {@code gate}, {@code bypass}, or a later kind
 * @param predicateType URI of the statement's predicate type
 * @param repository name of the repository, see {@code RepositoryIdentity}
 * @param branch short name of the branch
 * @param commit full id of the commit
 * @param base full id of the commit recorded before
 * @param started when the recorded thing began, UTC
 * @param finished when it ended, UTC
 * @param outcome what came of it
 * @param reason why, where the outcome is neither passed nor failed
 * @param family of a scan
 * @param tool of a scan
 * @param scanId of a scan, what tells it apart from other scans by the same tool: the tool's id unless the record says otherwise
 * @param baseline of a scan, the id of the record of the scan that it was compared with
 * @param counts findings by severity, of a scan
 * @param newFindings findings that the baseline does not have, of a scan
 * @param knownFindings findings that the baseline has too, of a scan
 * @param fixedFindings findings of the baseline that are gone, of a scan
 * @param history how much of the history a scan covers
 * @param artefacts what is kept beside the ledger
 * @param invocation which machine run made the record
 * @param statement the whole in-toto statement
 */
public record EvidenceRecord(
        String id,
        String kind,
        String predicateType,
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String commit,
        @CheckForNull String base,
        Instant started,
        Instant finished,
        Outcome outcome,
        @CheckForNull String reason,
        @CheckForNull Family family,
        @CheckForNull ToolIdentity tool,
        @CheckForNull String scanId,
        @CheckForNull String baseline,
        Map<Severity, Long> counts,
        long newFindings,
        long knownFindings,
        long fixedFindings,
        @CheckForNull HistoryCoverage history,
        List<ArtefactReference> artefacts,
        Invocation invocation,
        JsonNode statement) {
    /** Copies the collections. */
    public EvidenceRecord {
        counts = Map.copyOf(counts);
        artefacts = List.copyOf(artefacts);
    }

    /**
     * The artefact of that name.
     *
     * @param name such as {@code findings}
     * @return empty if the record names none
     */
    public Optional<ArtefactReference> artefact(String name) {
        return artefacts.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
