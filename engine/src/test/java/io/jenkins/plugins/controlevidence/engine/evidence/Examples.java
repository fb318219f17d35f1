package io.jenkins.plugins.controlevidence.engine.evidence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Changes, scans and verdicts for tests. */
public final class Examples {
    public static final String HEAD = "a".repeat(40);
    public static final String BASE = "b".repeat(40);
    public static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
    public static final Instant FINISHED = Instant.parse("2026-03-01T10:00:07.25Z");
    public static final Person ANN = new Person("Ann Example", "ann@example.org");

    private Examples() {}

    public static Change change(Continuity continuity, boolean shallow) {
        return new Change(
                new RepositoryIdentity("https://example.org/team/product"),
                "main",
                HEAD,
                continuity == Continuity.FIRST ? null : BASE,
                continuity,
                List.of(commit(0), commit(1)),
                List.of(HEAD),
                shallow);
    }

    public static Change change() {
        return change(Continuity.CONTINUED, false);
    }

    public static Commit commit(int number) {
        return new Commit(
                String.format("%040x", number),
                List.of(String.format("%040x", number + 1)),
                ANN,
                STARTED.minusSeconds(60L * number),
                ANN,
                STARTED.minusSeconds(30L * number),
                "Change number " + number + " “quoted”\u202e");
    }

    public static Invocation invocation() {
        return new Invocation(
                "https://plugins.jenkins.io/control-evidence/cli", "team/product", "17", "agent-1", "timer");
    }

    public static ArtefactReference artefact(String name) {
        return new ArtefactReference(name, "application/json", "c".repeat(64), 1234);
    }

    public static Finding finding(Family family, int number, Severity severity) {
        return new Finding(
                family,
                "tool",
                "rule-" + number,
                "Title " + number,
                severity,
                number % 2 == 0 ? null : "7.5",
                "What the tool says\nof it",
                List.of(new Location("src/\"odd\"\nname.txt", number)),
                3,
                String.format("%032x", number),
                family == Family.SCA ? List.of("CVE-2026-" + number, "CWE-79") : List.of(),
                number % 2 == 0 ? null : "https://example.org/help",
                family == Family.SCA ? "pkg:maven/org.example/lib@1." + number : null,
                family == Family.SECRETS ? "abc…(40)" : null,
                number % 2 == 0 ? null : new Introduced(BASE, ANN, STARTED),
                number % 3 == 0 ? null : (Boolean) (number % 3 == 1));
    }

    public static List<Finding> findings(Family family, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> finding(family, i, Severity.values()[i % Severity.values().length]))
                .toList();
    }

    public static Scan scan(Family family, Outcome outcome, @CheckForNull String reason, List<Finding> findings) {
        return new Scan(
                family,
                new ToolIdentity(
                        "tool",
                        "1.2.3",
                        "d".repeat(64),
                        family == Family.SCA
                                ? new VulnerabilityDatabase("https://example.org/db", "v7", STARTED)
                                : null,
                        family == Family.CONFIGURATION
                                ? new Standard("Cloud Baseline", "2026-03", "e".repeat(64))
                                : null),
                HEAD,
                STARTED,
                FINISHED,
                outcome,
                reason,
                findings,
                family == Family.INVENTORY
                        ? List.of(new Component("pkg:npm/left@1", "left", "1"), new Component(null, "right", ""))
                        : List.of(),
                Map.of("allow-list", 2),
                Scan.HistoryCoverage.ALL,
                List.of(HEAD, BASE),
                null);
    }

    public static Scan scan(Family family, List<Finding> findings) {
        return scan(family, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, null, findings);
    }

    /** Decisions that no ledger has: a gate that passed by them would not have passed. */
    private static final List<Verdict.Disposed> DISPOSED = List.of(
            new Verdict.Disposed("c".repeat(32), "1".repeat(64), Decision.FALSE_POSITIVE, "Ben (ben)", null),
            new Verdict.Disposed(
                    "d".repeat(32), "2".repeat(64), Decision.ACCEPTED, "Ben (ben)", LocalDate.of(2026, 6, 30)));

    public static Verdict verdict(Outcome outcome, int reasons) {
        return new Verdict(
                outcome,
                IntStream.range(0, reasons)
                        .mapToObj(i -> new Reason(
                                "findings-above-threshold",
                                outcome != Outcome.PASSED,
                                i % 2 == 0 ? Family.SAST : null,
                                "Reason " + i + " " + "é\u0001".repeat(200),
                                "Mend it."))
                        .toList(),
                List.of(new Verdict.Waived("e".repeat(32), "ann", "T-1", FINISHED)),
                outcome == Outcome.PASSED ? List.of() : DISPOSED,
                "default policy",
                "f".repeat(64),
                FINISHED);
    }
}
