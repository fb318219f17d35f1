package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of a SARIF log while it is read: results wait here until the rules and files that they name are known. */
final class SarifRun {
    private static final int DRIVER = -1;

    private final ReportContent content;
    private final Map<Integer, List<SarifRule>> rules = new HashMap<>();
    private final Map<String, SarifRule> rulesById = new HashMap<>();
    private final Map<String, SarifPlace> bases = new HashMap<>();
    private final List<SarifPlace> files = new ArrayList<>();
    private final List<SarifResult> results = new ArrayList<>();
    private boolean looked;

    SarifRun(ReportContent content) {
        this.content = content;
    }

    /** The run has a list of results, be it empty: the tool looked (section 3.14.23). */
    void looked() {
        looked = true;
    }

    void toolVersion(@CheckForNull String version) {
        content.toolVersion(version);
    }

    void rule(int extension, SarifRule rule) throws BrokenReportException {
        List<SarifRule> list = rules.computeIfAbsent(extension, ignored -> new ArrayList<>());
        bounded(list.size(), "rules");
        content.hold(rule.id(), rule.title(), rule.help(), rule.securitySeverity());
        for (String message : rule.messages().values()) {
            content.hold(message);
        }
        list.add(rule);
        rulesById.putIfAbsent(rule.id(), rule);
    }

    void base(String id, SarifPlace base) throws BrokenReportException {
        bounded(bases.size(), "base addresses");
        content.hold(id, base.uri());
        bases.put(id, base);
    }

    void file(SarifPlace file) throws BrokenReportException {
        bounded(files.size(), "files");
        content.hold(file.uri());
        files.add(file);
    }

    void result(JsonNode node) throws BrokenReportException {
        String kind = Json.text(node, "kind");
        boolean good = "pass".equals(kind) || "notApplicable".equals(kind);
        if (good || "absent".equals(Json.text(node, "baselineState"))) {
            return;
        }
        String suppression = suppression(node.path("suppressions"));
        if (suppression != null) {
            content.addSuppressed(suppression);
            return;
        }
        if (results.size() == ReportLimits.FINDINGS) {
            throw new BrokenReportException("has more than " + ReportLimits.FINDINGS
                    + " findings: narrow the tool's rules or what it looks at");
        }
        SarifResult result = SarifResult.of(node);
        content.hold(result.message(), result.snippet(), result.mark());
        for (SarifPlace place : result.places()) {
            content.hold(place.uri());
        }
        results.add(result);
    }

    /** By what the result is suppressed; only if nobody is still to decide, or has refused (section 3.35). */
    @CheckForNull
    private static String suppression(JsonNode suppressions) {
        String kind = null;
        for (JsonNode suppression : suppressions) {
            String status = Json.text(suppression, "status");
            if (status != null && !"accepted".equals(status)) {
                return null;
            }
            kind = Json.or(kind, "inSource".equals(Json.text(suppression, "kind")) ? "in source" : "external");
        }
        return kind;
    }

    /** Puts the results together. */
    void finish() throws BrokenReportException {
        if (!looked) {
            content.addGap("a run of the report has no list of results, so that it is not known to have looked");
        }
        for (SarifResult result : results) {
            content.add(finding(result));
        }
    }

    private RawFinding finding(SarifResult result) {
        SarifRule rule = ruleOf(result);
        String level = Json.or(Json.or(result.level(), rule == null ? null : rule.level()), "warning");
        String score = Json.or(result.score(), rule == null ? null : rule.securitySeverity());
        RawFinding finding = new RawFinding(Json.or(result.ruleId(), rule == null ? null : rule.id()))
                .severity(Json.or(score, level))
                .message(message(result, rule))
                .snippet(result.snippet())
                .mark(result.mark());
        result.identifiers().forEach(finding::identifier);
        if (rule != null) {
            finding.title(rule.title()).help(rule.help());
            rule.identifiers().forEach(finding::identifier);
        } else {
            finding.title(finding.message());
        }
        if (result.component() != null) {
            finding.component(result.component());
        }
        result.places().forEach(place -> finding.at(place.path(files, bases), place.line()));
        return finding;
    }

    /** By index where the rule there has the result's id; some tools count wrongly, then the id alone tells. */
    @CheckForNull
    private SarifRule ruleOf(SarifResult result) {
        List<SarifRule> list = rules.getOrDefault(result.extension(), rules.getOrDefault(DRIVER, List.of()));
        boolean inList = result.ruleIndex() >= 0 && result.ruleIndex() < list.size();
        SarifRule byIndex = inList ? list.get(result.ruleIndex()) : null;
        String id = result.ruleId();
        if (id == null || (byIndex != null && (id.equals(byIndex.id()) || id.startsWith(byIndex.id() + "/")))) {
            return byIndex;
        }
        int slash = id.lastIndexOf('/');
        SarifRule byId = rulesById.get(id);
        return byId == null && slash > 0 ? rulesById.get(id.substring(0, slash)) : byId;
    }

    @CheckForNull
    private static String message(SarifResult result, @CheckForNull SarifRule rule) {
        if (result.message() != null || rule == null || result.messageId() == null) {
            return result.message();
        }
        String text = rule.messages().get(result.messageId());
        for (int i = 0; text != null && i < result.arguments().size(); i++) {
            text = text.replace("{" + i + "}", result.arguments().get(i));
        }
        return text;
    }

    private static void bounded(int size, String what) throws BrokenReportException {
        if (size >= ReportLimits.ENTRIES) {
            throw new BrokenReportException("has more than " + ReportLimits.ENTRIES + " " + what);
        }
    }
}
