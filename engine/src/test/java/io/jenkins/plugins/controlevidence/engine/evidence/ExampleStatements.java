package io.jenkins.plugins.controlevidence.engine.evidence;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** Statements of every kind for tests. */
public final class ExampleStatements {
    private ExampleStatements() {}

    /** One of each kind and predicate. */
    public static List<Statement> all() {
        return List.of(
                run(Continuity.CONTINUED, false),
                scan(Family.SECRETS, 3, 1),
                scan(Family.SCA, 4, 1),
                inconclusive(Family.DAST, Outcome.ERROR),
                scan(Family.INVENTORY, 0, 0),
                gate(Outcome.PASSED, 1),
                gate(Outcome.FAILED, 3),
                bypass());
    }

    public static Statement run(Continuity continuity, boolean shallow) {
        return RunStatement.of(
                Examples.change(continuity, shallow),
                Examples.STARTED,
                Examples.FINISHED,
                Examples.artefact("commits"),
                Examples.invocation());
    }

    public static Statement scan(Family family, int findings, int known) {
        List<Finding> all = Examples.findings(family, findings);
        return ScanStatement.of(
                Examples.change(),
                Examples.scan(family, all),
                Comparison.of(Examples.findings(family, known), all),
                List.of(Examples.artefact("findings"), Examples.artefact("report")),
                Examples.invocation());
    }

    public static Statement inconclusive(Family family, Outcome outcome) {
        return ScanStatement.of(
                Examples.change(),
                Examples.scan(family, outcome, "The tool is not installed.", List.of()),
                Comparison.of(List.of(), List.of()),
                List.of(),
                Examples.invocation());
    }

    public static Statement gate(Outcome outcome, int reasons) {
        return GateStatement.of(
                Examples.change(),
                Examples.verdict(outcome, reasons),
                List.of(new GateStatement.Input("1".repeat(64), "2".repeat(64))),
                List.of(Examples.artefact("verdict")),
                Examples.STARTED,
                Examples.invocation());
    }

    /** A gate that let findings pass by decisions, and has much more to say and to rest on. */
    static Statement letPass(int findings, int reasons, String by) {
        Verdict verdict = Examples.verdict(Outcome.PASSED, reasons);
        return GateStatement.of(
                Examples.change(),
                new Verdict(
                        verdict.outcome(),
                        verdict.reasons(),
                        Collections.nCopies(1_000, verdict.waived().get(0)),
                        Collections.nCopies(
                                findings,
                                new Verdict.Disposed(
                                        "c".repeat(32),
                                        "1".repeat(64),
                                        Decision.ACCEPTED,
                                        by,
                                        LocalDate.of(2026, 6, 30))),
                        verdict.policyId(),
                        verdict.policyDigest(),
                        verdict.decided()),
                Collections.nCopies(1_000, new GateStatement.Input("1".repeat(64), "2".repeat(64))),
                List.of(Examples.artefact("verdict")),
                Examples.STARTED,
                Examples.invocation());
    }

    public static Statement bypass() {
        try {
            return ActivityStatement.of(
                    Bypass.ofRewrittenHistory(Examples.change(Continuity.REWRITTEN, false), Examples.STARTED),
                    Examples.invocation(),
                    List.of());
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }
}
