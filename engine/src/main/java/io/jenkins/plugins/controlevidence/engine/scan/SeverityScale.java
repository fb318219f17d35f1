package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.util.Locale;
import java.util.Map;

/** Puts a tool's words for severities, and CVSS scores, on our scale. What cannot be understood counts as high: never less. */
final class SeverityScale {
    private static final Map<String, Severity> USUAL = Map.ofEntries(
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("high", Severity.HIGH),
            Map.entry("error", Severity.HIGH),
            Map.entry("important", Severity.HIGH),
            Map.entry("medium", Severity.MEDIUM),
            Map.entry("moderate", Severity.MEDIUM),
            Map.entry("warning", Severity.MEDIUM),
            Map.entry("low", Severity.LOW),
            Map.entry("note", Severity.LOW),
            Map.entry("minor", Severity.LOW),
            Map.entry("negligible", Severity.INFO),
            Map.entry("info", Severity.INFO),
            Map.entry("informational", Severity.INFO),
            Map.entry("none", Severity.INFO));

    private final Map<String, Severity> own;

    SeverityScale(Tool tool) {
        this.own = tool.severities();
    }

    Severity of(@CheckForNull String word) {
        if (word == null || word.isBlank()) {
            return own.getOrDefault("default", Severity.HIGH);
        }
        String key = word.strip().toLowerCase(Locale.ROOT);
        if (own.containsKey(key)) {
            return own.get(key);
        }
        if (USUAL.containsKey(key)) {
            return USUAL.get(key);
        }
        if (key.matches("\\d{1,2}(\\.\\d{1,10})?")) {
            double score = Double.parseDouble(key);
            return score <= 10 ? Severity.ofCvss(score) : Severity.HIGH;
        }
        return own.getOrDefault("default", Severity.HIGH);
    }
}
