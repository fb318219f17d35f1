package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingJson;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.nio.file.Path;
import java.util.List;

/** What the commands print for machines. */
final class ResultJson {
    private ResultJson() {}

    static ObjectNode of(MainJob.Result result, Path report) {
        ObjectNode json = change(result.change());
        ArrayNode scans = json.putArray("scans");
        for (AssessedScan assessed : result.scans()) {
            ObjectNode scan = scan(assessed.scan());
            Comparison comparison = assessed.comparison();
            scan.putObject("compared")
                    .put("new", comparison.added().size())
                    .put("known", comparison.known().size())
                    .put("fixed", comparison.fixed().size());
            findings(scan.putArray("newFindings"), comparison.added());
            scans.add(scan);
        }
        ObjectNode gate = json.putObject("gate");
        gate.put("outcome", result.verdict().outcome().name());
        gate.put("policy", result.verdict().policyId());
        gate.put("policyDigest", result.verdict().policyDigest());
        ArrayNode reasons = gate.putArray("reasons");
        for (Reason reason : result.verdict().reasons()) {
            reasons.addObject()
                    .put("code", reason.code())
                    .put("blocking", reason.blocking())
                    .put(
                            "family",
                            reason.family() == null ? null : reason.family().id())
                    .put("text", reason.text())
                    .put("remedy", reason.remedy());
        }
        ArrayNode disposed = gate.putArray("dispositions");
        for (Verdict.Disposed one : result.verdict().disposed()) {
            disposed.addObject()
                    .put("fingerprint", one.fingerprint())
                    .put("record", one.record())
                    .put("decision", one.decision().id())
                    .put("by", one.by())
                    .put("until", one.until() == null ? null : one.until().toString());
        }
        ArrayNode records = json.putArray("records");
        result.records().forEach(records::add);
        json.put("report", report.toString());
        return json;
    }

    static ObjectNode of(Change change, List<Scan> scans) {
        ObjectNode json = change(change);
        ArrayNode array = json.putArray("scans");
        for (Scan scan : scans) {
            ObjectNode node = scan(scan);
            findings(node.putArray("findings"), scan.findings());
            array.add(node);
        }
        return json;
    }

    private static ObjectNode change(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("repository", change.repository().uri());
        json.put("branch", change.branch());
        json.put("commit", change.head());
        json.put("base", change.base());
        json.put("continuity", change.continuity().name());
        json.put("commits", change.commits().size());
        json.put("shallow", change.shallow());
        return json;
    }

    private static ObjectNode scan(Scan scan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("tool", scan.tool().id());
        json.put("version", scan.tool().version());
        json.put("rulesDigest", scan.tool().rulesDigest());
        json.put("family", scan.family().id());
        json.put("outcome", scan.outcome().name());
        json.put("reason", scan.reason());
        json.put("started", scan.started().toString());
        json.put("finished", scan.finished().toString());
        json.put("history", scan.history().name());
        ObjectNode counts = json.putObject("counts");
        scan.counts().forEach((severity, count) -> counts.put(severity.id(), count));
        ObjectNode suppressed = json.putObject("suppressed");
        scan.suppressed().forEach(suppressed::put);
        return json;
    }

    private static void findings(ArrayNode to, List<Finding> findings) {
        findings.forEach(finding -> to.add(FindingJson.of(finding)));
    }
}
