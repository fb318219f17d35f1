package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.GateResult;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.gate.DecisionHistory;
import io.jenkins.plugins.controlevidence.engine.gate.Gate;
import io.jenkins.plugins.controlevidence.engine.gate.GateInput;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.ArtefactStore;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Builds what was pushed, and every night: runs, scans and gates, each with its record, as the main job makes them. */
final class BuildServer {
    private static final String BUILDER = "https://plugins.jenkins.io/control-evidence/demo";
    private static final int SECONDS_A_SCAN = 40;

    private final Journal journal;
    private final ArtefactStore artefacts;

    BuildServer(Journal journal, ArtefactStore artefacts) {
        this.journal = journal;
        this.artefacts = artefacts;
    }

    /** A push that the build server has seen. */
    record Push(Mainline line, Change change, Invocation invocation) {}

    /** What came of a build of a push. */
    record Build(Push push, Verdict verdict, Journal.Entry gate, List<Journal.Entry> scans) {
        /** The gate as other records name it; once it is in the store. */
        GateResult gateResult() {
            return new GateResult(gate.id(), gate.envelopeSha256(), verdict.outcome());
        }
    }

    /** Sees a push; {@code shallow} if the clone lacks history. */
    Push push(Mainline line, Instant at, boolean shallow) throws IOException {
        Invocation invocation = invocation(line, "push to " + line.project().branch());
        return new Push(line, run(line, at, shallow, invocation), invocation);
    }

    /** Scans what was pushed and gates it; {@code broken} is a scanner that ends with an error, or null. */
    Build judge(Push push, Policy policy, Instant at, @CheckForNull String broken) throws IOException {
        Change change = push.change();
        List<AssessedScan> scans = new ArrayList<>();
        List<Journal.Entry> records = new ArrayList<>();
        Instant begin = at.plusSeconds(5);
        for (String tool : Scanners.ON_PUSH) {
            AssessedScan scan = tool.equals(broken)
                    ? assess(brokenScan(tool, change, begin))
                    : assess(push.line(), tool, change, begin);
            scans.add(scan);
            records.add(write(change, scan, push.invocation()));
            begin = begin.plusSeconds(SECONDS_A_SCAN);
        }
        Instant judged = begin;
        Verdict verdict = Gate.evaluate(policy, new GateInput(change, scans, DecisionHistory.NONE, judged));
        Journal.Entry gate = journal.write(
                records,
                () -> GateStatement.of(change, verdict, inputs(records), List.of(), judged, push.invocation()));
        return new Build(push, verdict, gate, records);
    }

    private static List<GateStatement.Input> inputs(List<Journal.Entry> records) {
        return records.stream()
                .map(record -> new GateStatement.Input(record.id(), record.envelopeSha256()))
                .toList();
    }

    /** The nightly build; without some tools if these have an outage. */
    void nightly(Mainline line, Instant at, List<String> tools) throws IOException {
        Invocation invocation = invocation(line, "timer, every night");
        Change change = run(line, at, false, invocation);
        Instant begin = at.plusSeconds(5);
        for (String tool : tools) {
            write(change, assess(line, tool, change, begin), invocation);
            begin = begin.plusSeconds(SECONDS_A_SCAN);
        }
    }

    /** Scans the head by one tool, as a scheduled job does. */
    void scan(Mainline line, Instant at, String tool) throws IOException {
        Invocation invocation =
                invocation(line, "timer, " + Scanners.family(tool).id() + " scan");
        Change change = run(line, at, false, invocation);
        write(change, assess(line, tool, change, at.plusSeconds(5)), invocation);
    }

    /** Scans the last commit of a pull request before it is merged. */
    void request(Mainline line, PullRequest request, Instant at) throws IOException {
        List<Commit> newestFirst = new ArrayList<>(request.proposed());
        Collections.reverse(newestFirst);
        String branch = "PR-" + request.number();
        Change change = new Change(
                new RepositoryIdentity(line.project().uri()),
                branch,
                request.head().id(),
                null,
                Continuity.FIRST,
                newestFirst,
                List.of(request.head().id()),
                false);
        List<Finding> findings = line.weaknesses().seenBy(Scanners.SAST);
        Scan scan =
                scan(Scanners.SAST, change, at, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, null, findings);
        write(
                change,
                new AssessedScan(scan, Comparison.of(findings, findings)),
                invocation(
                        "generated/" + line.project().name() + "/" + branch,
                        1,
                        "agent-" + line.project().team(),
                        "pull request"));
    }

    private Change run(Mainline line, Instant at, boolean shallow, Invocation invocation) throws IOException {
        Change change = line.record(shallow);
        ArtefactReference document = artefacts.put(
                CommitsDocument.NAME,
                CommitsDocument.MEDIA_TYPE,
                to -> CommitsDocument.writeArrivals(line.arrivals(change), text -> text, to));
        journal.write(RunStatement.of(change, at, at.plusSeconds(2), document, invocation));
        if (change.continuity() == Continuity.REWRITTEN) {
            journal.write(Bypass.ofRewrittenHistory(change, at.plusSeconds(2)), invocation);
        }
        return change;
    }

    private static AssessedScan assess(Mainline line, String tool, Change change, Instant at) {
        Comparison comparison = line.weaknesses().compare(tool);
        List<Finding> findings = line.weaknesses().seenBy(tool);
        Outcome outcome = findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
        return new AssessedScan(scan(tool, change, at, outcome, null, findings), comparison);
    }

    private static AssessedScan assess(Scan broken) {
        return new AssessedScan(broken, Comparison.of(List.of(), List.of()));
    }

    private static Scan brokenScan(String tool, Change change, Instant at) {
        return scan(
                tool,
                change,
                at,
                Outcome.ERROR,
                tool + " ended with exit code 2 and no report; run it by hand",
                List.of());
    }

    private static Scan scan(
            String tool,
            Change change,
            Instant at,
            Outcome outcome,
            @CheckForNull String reason,
            List<Finding> findings) {
        boolean history = Scanners.family(tool) == Family.SECRETS;
        HistoryCoverage coverage = change.shallow() ? HistoryCoverage.SHALLOW : HistoryCoverage.ALL;
        return new Scan(
                Scanners.family(tool),
                Scanners.identity(tool, at),
                change.head(),
                at,
                at.plusSeconds(SECONDS_A_SCAN - 5),
                outcome,
                reason,
                findings,
                List.of(),
                Map.of(),
                history ? coverage : HistoryCoverage.COMMIT,
                history && !change.shallow() ? List.of(change.head()) : List.of(),
                null);
    }

    private Journal.Entry write(Change change, AssessedScan assessed, Invocation invocation) throws IOException {
        Scan scan = assessed.scan();
        Comparison comparison = assessed.comparison();
        List<ArtefactReference> document =
                scan.findings().isEmpty() && comparison.fixed().isEmpty()
                        ? List.of()
                        : List.of(artefacts.put(
                                FindingsDocument.NAME,
                                FindingsDocument.MEDIA_TYPE,
                                to -> FindingsDocument.write(scan, comparison, to)));
        return journal.write(ScanStatement.of(change, scan, comparison, document, invocation));
    }

    /** The run that makes a record about a repository. */
    static Invocation invocation(Mainline line, String cause) {
        return invocation(
                line.project().job(),
                line.nextBuild(),
                "agent-" + line.project().team(),
                cause);
    }

    /** The run that makes a record; the builder, and by custom the job, say that it is generated. */
    static Invocation invocation(String job, int build, String agent, String cause) {
        return new Invocation(BUILDER, job, String.valueOf(build), agent, cause);
    }
}
