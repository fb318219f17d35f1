package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the record of a scan. A test result; for SCA the in-toto list of vulnerabilities; for an inventory a reference to it.
 * The last two cannot say "nothing is known" (an empty list would read as a clean bill), so a scan that was not conclusive is
 * always a failed test result, and our extension says which of the outcomes it was.
 */
public final class ScanStatement {
    /** The predicate's type for secrets, SAST, DAST, configuration, and whatever was not conclusive. */
    public static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

    /** The predicate's type for conclusive SCA. */
    public static final String VULNERABILITIES = "https://in-toto.io/attestation/vulns/v0.2";

    /** The predicate's type for a conclusive inventory. */
    public static final String REFERENCE = "https://in-toto.io/attestation/reference/v0.1";

    private static final int LIST_BYTES = 16_000;
    private static final int MAX_SUPPRESSIONS = 40;
    private static final int MAX_SCAN_ID = 500;

    private ScanStatement() {}

    /**
     * Which of a tool's scans it is, and what it goes on from.
     *
     * @param id what tells it apart from other scans by the same tool, the same from change to change; redacted. The tool's id
     *     if there is nothing to tell apart
     * @param baseline id of the record of the scan that it was compared with, or null if there was none
     */
    public record Series(String id, @CheckForNull String baseline) {}

    /**
     * The record of the only and first scan by a tool.
     *
     * @param change the change whose head was scanned
     * @param scan what came of it
     * @param comparison its findings against the baseline; a scan that was not conclusive fixes nothing
     * @param artefacts what is kept of it: {@code findings} (the {@link FindingsDocument}) and, if there is one, {@code report}
     * @param invocation which machine run it was
     * @return the statement
     * @throws IllegalArgumentException if scan, change and comparison are not about the same
     */
    public static Statement of(
            Change change, Scan scan, Comparison comparison, List<ArtefactReference> artefacts, Invocation invocation) {
        return of(change, new Series(scan.tool().id(), null), scan, comparison, artefacts, invocation);
    }

    /**
     * The record of a scan.
     *
     * @param change the change whose head was scanned
     * @param series which of the tool's scans it is
     * @param scan what came of it
     * @param comparison its findings against the baseline; a scan that was not conclusive fixes nothing
     * @param artefacts what is kept of it: {@code findings} (the {@link FindingsDocument}) and, if there is one, {@code report}
     * @param invocation which machine run it was
     * @return the statement
     * @throws IllegalArgumentException if scan, change and comparison are not about the same
     */
    public static Statement of(
            Change change,
            Series series,
            Scan scan,
            Comparison comparison,
            List<ArtefactReference> artefacts,
            Invocation invocation) {
        if (!scan.commit().equals(change.head())) {
            throw new IllegalArgumentException("a scan of " + scan.commit() + " says nothing of " + change.head());
        }
        if (comparison.added().size() + comparison.known().size()
                != scan.findings().size()) {
            throw new IllegalArgumentException("the comparison is of another scan");
        }
        if (!scan.conclusive() && !comparison.fixed().isEmpty()) {
            throw new IllegalArgumentException(scan.outcome() + " cannot tell that anything is fixed");
        }
        ObjectNode extension = ControlEvidence.of(
                "scan",
                ControlEvidence.Scope.of(change),
                scan.started(),
                scan.finished(),
                scan.outcome(),
                scan.reason(),
                artefacts,
                invocation);
        if (!series.id().equals(scan.tool().id())) {
            extension.put("scanId", ControlEvidence.cut(series.id(), MAX_SCAN_ID));
        }
        ControlEvidence.putIfPresent(extension, "baseline", series.baseline());
        describe(extension, scan, comparison);

        String type = !scan.conclusive()
                ? TEST_RESULT
                : switch (scan.family()) {
                    case SCA -> VULNERABILITIES;
                    case INVENTORY -> artefacts.isEmpty() ? TEST_RESULT : REFERENCE;
                    case SECRETS, SAST, DAST, CONFIGURATION -> TEST_RESULT;
                };
        ObjectNode predicate =
                switch (type) {
                    case VULNERABILITIES -> vulnerabilities(scan, comparison, extension);
                    case REFERENCE -> reference(artefacts, invocation);
                    default -> testResult(scan, comparison, extension);
                };
        predicate.set(ControlEvidence.FIELD, extension);
        return new Statement(List.of(Subject.ofCommit(change.repository().uri(), change.head())), type, predicate);
    }

    private static void describe(ObjectNode extension, Scan scan, Comparison comparison) {
        extension.put("family", scan.family().id());
        extension.set("tool", ControlEvidence.tool(scan.tool()));
        Standard standard = scan.tool().standard();
        if (standard != null) {
            ObjectNode node = extension.putObject("standard").put("name", ControlEvidence.cut(standard.name(), 200));
            ControlEvidence.putIfPresent(node, "version", standard.version());
            ControlEvidence.putIfPresent(node, "sha256", standard.sha256());
        }
        if (scan.conclusive() || !scan.findings().isEmpty()) {
            ObjectNode counts = extension.putObject("counts");
            scan.counts().forEach((severity, count) -> counts.put(severity.id(), count));
            extension
                    .putObject("findings")
                    .put("new", comparison.added().size())
                    .put("known", comparison.known().size())
                    .put("fixed", comparison.fixed().size());
        }
        extension.put("history", scan.history().name());
        if (!scan.suppressed().isEmpty()) {
            suppressed(extension.putObject("suppressed"), scan.suppressed());
        }
    }

    /** Each suppression with its count; those for which there is no room are added up. */
    private static void suppressed(ObjectNode to, Map<String, Integer> suppressed) {
        long rest = 0;
        for (Map.Entry<String, Integer> entry : new TreeMap<>(suppressed).entrySet()) {
            if (to.size() < MAX_SUPPRESSIONS) {
                to.put(ControlEvidence.cut(entry.getKey(), 100), entry.getValue());
            } else {
                rest += entry.getValue();
            }
        }
        if (rest > 0) {
            to.put("(others)", rest);
        }
    }

    private static ObjectNode testResult(Scan scan, Comparison comparison, ObjectNode extension) {
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        String result = "FAILED";
        if (scan.conclusive() && comparison.added().isEmpty()) {
            result = comparison.known().isEmpty() ? "PASSED" : "WARNED";
        }
        predicate.put("result", result);
        ToolIdentity tool = scan.tool();
        ObjectNode configuration = predicate.putArray("configuration").addObject();
        configuration.put("name", tool.id() + (tool.version() == null ? "" : "@" + tool.version()));
        configuration.put("uri", toolUri(tool));
        if (tool.rulesDigest() != null) {
            configuration.putObject("digest").put("sha256", tool.rulesDigest());
        }
        ArrayNode passed = predicate.putArray("passedTests");
        ArrayNode warned = predicate.putArray("warnedTests");
        ArrayNode failed = predicate.putArray("failedTests");
        if (!scan.conclusive()) {
            failed.add(scan.family().id());
        } else if (scan.findings().isEmpty()) {
            passed.add(scan.family().id());
        } else {
            Set<String> failedRules = rules(comparison.added());
            Set<String> warnedRules = rules(comparison.known());
            warnedRules.removeAll(failedRules);
            boolean cut = BoundedList.write(List.copyOf(failedRules), LIST_BYTES, failed, TextNode::valueOf);
            cut |= BoundedList.write(List.copyOf(warnedRules), LIST_BYTES, warned, TextNode::valueOf);
            sayIfCut(extension, cut, failedRules.size() + warnedRules.size());
        }
        return predicate;
    }

    private static Set<String> rules(List<Finding> findings) {
        Set<String> rules = new LinkedHashSet<>();
        findings.forEach(finding -> rules.add(ControlEvidence.cut(finding.rule(), 200)));
        return rules;
    }

    private static ObjectNode vulnerabilities(Scan scan, Comparison comparison, ObjectNode extension) {
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        ToolIdentity tool = scan.tool();
        ObjectNode scanner = predicate.putObject("scanner").put("uri", toolUri(tool));
        ControlEvidence.putIfPresent(scanner, "version", tool.version());
        ObjectNode database = scanner.putObject("db");
        if (tool.database() != null) {
            ControlEvidence.putIfPresent(database, "uri", tool.database().uri());
            ControlEvidence.putIfPresent(database, "version", tool.database().version());
            ControlEvidence.putIfPresent(database, "lastUpdate", tool.database().updated());
        }
        Set<Finding> added = Set.copyOf(comparison.added());
        List<Finding> worstFirst = scan.findings().stream()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
        boolean cut = BoundedList.write(
                worstFirst,
                2 * LIST_BYTES,
                scanner.putArray("result"),
                finding -> vulnerability(finding, added.contains(finding)));
        sayIfCut(extension, cut, worstFirst.size());
        predicate
                .putObject("metadata")
                .put("scanStartedOn", scan.started().toString())
                .put("scanFinishedOn", scan.finished().toString());
        return predicate;
    }

    private static ObjectNode vulnerability(Finding finding, boolean isNew) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put(
                "id",
                ControlEvidence.cut(
                        finding.identifiers().isEmpty()
                                ? finding.rule()
                                : finding.identifiers().get(0),
                        200));
        ArrayNode severity = json.putArray("severity");
        severity.addObject()
                .put("method", "control-evidence")
                .put("score", finding.severity().id());
        if (finding.toolSeverity() != null) {
            severity.addObject()
                    .put("method", finding.tool())
                    .put("score", ControlEvidence.cut(finding.toolSeverity(), 100));
        }
        ObjectNode annotations = json.putArray("annotations").addObject();
        annotations.put("fingerprint", finding.fingerprint()).put("state", isNew ? "new" : "known");
        if (finding.component() != null) {
            annotations.put("component", ControlEvidence.cut(finding.component(), 300));
        }
        return json;
    }

    private static ObjectNode reference(List<ArtefactReference> artefacts, Invocation invocation) {
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        predicate.putObject("attester").put("id", invocation.builder());
        ArrayNode references = predicate.putArray("references");
        for (ArtefactReference artefact : artefacts) {
            ObjectNode reference = references.addObject();
            reference.put("name", artefact.name());
            reference.put("downloadLocation", "urn:control-evidence:artefact:" + artefact.sha256());
            reference.put("mediaType", artefact.mediaType());
            reference.putObject("digest").put("sha256", artefact.sha256());
        }
        return predicate;
    }

    private static String toolUri(ToolIdentity tool) {
        return ControlEvidence.NAMESPACE + "tools/" + tool.id();
    }

    private static void sayIfCut(ObjectNode extension, boolean cut, int total) {
        if (cut) {
            extension.put("truncated", true).put("total", total);
        }
    }
}
