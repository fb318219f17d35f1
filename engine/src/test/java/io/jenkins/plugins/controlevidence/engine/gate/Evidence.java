package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes scans and changes for the gate's tests: a good one, of which a test spoils one thing. */
final class Evidence {
    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    static final String HEAD = "a".repeat(40);
    static final String BASE = "b".repeat(40);

    private Evidence() {}

    static Change change(Continuity continuity, boolean shallow) {
        return new Change(
                new RepositoryIdentity("https://host/repo"),
                "main",
                HEAD,
                continuity == Continuity.FIRST ? null : BASE,
                continuity,
                List.of(),
                List.of(HEAD),
                shallow);
    }

    static GateInput input(Scan... scans) {
        return input(change(Continuity.CONTINUED, false), scans);
    }

    static GateInput input(Change change, Scan... scans) {
        return new GateInput(
                change,
                List.of(scans).stream()
                        .map(scan -> new AssessedScan(scan, Comparison.of(List.of(), scan.findings())))
                        .toList(),
                DecisionHistory.NONE,
                NOW);
    }

    /** A scan that ended an hour ago, with a database of yesterday where one is needed. */
    static Builder scan(Family family, String tool) {
        return new Builder(family, tool);
    }

    static Finding finding(Family family, String tool, Severity severity, String fingerprint, String path) {
        return new Finding(
                family,
                tool,
                "rule-" + severity.id(),
                "title",
                severity,
                null,
                "",
                List.of(new Location(path, 3)),
                1,
                fingerprint,
                List.of(),
                null,
                null,
                family == Family.SECRETS ? "abc…(20)" : null,
                null,
                true);
    }

    static final class Builder {
        private final Family family;
        private final String tool;
        private String version = "1.0";
        private VulnerabilityDatabase database;
        private String commit = HEAD;
        private Instant started = NOW.minus(Duration.ofMinutes(61));
        private Instant finished = NOW.minus(Duration.ofMinutes(60));
        private Outcome outcome;
        private HistoryCoverage history = HistoryCoverage.ALL;
        private List<Finding> findings = List.of();
        private Map<String, Integer> suppressed = Map.of();

        private Builder(Family family, String tool) {
            this.family = family;
            this.tool = tool;
            if (family == Family.SCA) {
                database = new VulnerabilityDatabase(null, null, NOW.minus(Duration.ofDays(1)));
            }
        }

        Builder version(String value) {
            version = value;
            return this;
        }

        Builder databaseOf(Instant updated) {
            database = new VulnerabilityDatabase(null, null, updated);
            return this;
        }

        Builder withoutDatabase() {
            database = null;
            return this;
        }

        Builder commit(String value) {
            commit = value;
            return this;
        }

        Builder ran(Instant from, Instant to) {
            started = from;
            finished = to;
            return this;
        }

        Builder outcome(Outcome value) {
            outcome = value;
            return this;
        }

        Builder history(HistoryCoverage value) {
            history = value;
            return this;
        }

        Builder found(Finding... values) {
            findings = List.of(values);
            return this;
        }

        Builder suppressed(Map<String, Integer> value) {
            suppressed = value;
            return this;
        }

        Scan build() {
            Outcome result = outcome != null ? outcome : findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
            boolean conclusive = result == Outcome.PASSED || result == Outcome.FAILED;
            return new Scan(
                    family,
                    new ToolIdentity(tool, version, null, database),
                    commit,
                    started,
                    finished,
                    result,
                    conclusive ? null : "it died",
                    findings,
                    List.of(),
                    suppressed,
                    history,
                    List.of(),
                    null);
        }
    }
}
