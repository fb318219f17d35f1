package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes what runs on one branch would record, through the store's own interface: pushes, scans, gates. The same seed and calls
 * give the same statements. Nothing is in the store before {@link #flush()}.
 */
public final class RecordedBranch {
    private static final Invocation INVOCATION =
            new Invocation("https://example.org/builder", "shop/main", "17", "agent-1", "a push");
    private static final int RECORDS_AT_ONCE = 500;

    private final Store store;
    private final RepositoryIdentity repository;
    private final String branch;
    private final Random random;
    private final List<Statement> waiting = new ArrayList<>();
    private final Map<String, List<Finding>> baselines = new HashMap<>();
    private Change change;

    public RecordedBranch(Store store, String repository, String branch, long seed) {
        this.store = store;
        this.repository = new RepositoryIdentity(repository);
        this.branch = branch;
        this.random = new Random(seed);
    }

    /** A run that sees so many new commits, committed in the minutes before it. */
    public Change push(Instant at, int commits) throws IOException {
        Continuity continuity = change == null ? Continuity.FIRST : Continuity.CONTINUED;
        return run(at, commits(at, commits), commits == 0 ? Continuity.UNCHANGED : continuity, false);
    }

    /** A run that sees these commits, newest first. */
    public Change run(Instant at, List<Commit> commits, Continuity continuity, boolean shallow) throws IOException {
        String base = change == null ? null : change.head();
        String head = commits.isEmpty() ? base : commits.get(0).id();
        change = new Change(repository, branch, head, base, continuity, commits, List.of(head), shallow);
        ArtefactReference document = store.artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        to -> CommitsDocument.write(commits, t -> t, to));
        waiting.add(RunStatement.of(change, at, at.plusSeconds(1), document, INVOCATION));
        if (continuity == Continuity.REWRITTEN) {
            waiting.add(
                    ActivityStatement.of(Bypass.ofRewrittenHistory(change, at.plusSeconds(1)), INVOCATION, List.of()));
        }
        flushIfMany();
        return change;
    }

    /** So many commits, newest first, a minute apart, the newest a minute before {@code before}. */
    public List<Commit> commits(Instant before, int count) {
        List<Commit> commits = new ArrayList<>();
        String parent = change == null ? null : change.head();
        Person person = new Person("Ann Example", "ann@example.org");
        for (int i = count; i > 0; i--) {
            Instant at = before.minus(Duration.ofMinutes(i));
            String id = commitId();
            commits.add(new Commit(
                    id,
                    parent == null ? List.of() : List.of(parent),
                    person,
                    at,
                    person,
                    at,
                    "Change number " + id.charAt(0)));
            parent = id;
        }
        Collections.reverse(commits);
        return commits;
    }

    /** A conclusive scan of the head that finds just these. */
    public void scan(Instant at, Family family, String tool, List<Finding> findings) throws IOException {
        scan(at, family, tool, tool, findings);
    }

    /** The same, one of several scans by the tool. */
    public void scan(Instant at, Family family, String tool, String scanId, List<Finding> findings) throws IOException {
        Comparison comparison = Comparison.of(baselines.getOrDefault(scanId, List.of()), findings);
        baselines.put(scanId, findings);
        scan(at, family, new ScanStatement.Series(scanId, null), tool, comparison);
    }

    /** A conclusive scan that says which record it was compared with, and how it stands to that. */
    public void scan(Instant at, Family family, ScanStatement.Series series, String tool, Comparison comparison)
            throws IOException {
        List<Finding> findings = new ArrayList<>(comparison.added());
        findings.addAll(comparison.known());
        Scan scan = scan(at, family, tool, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, null, findings);
        List<ArtefactReference> artefacts = findings.isEmpty()
                ? List.of()
                : List.of(store.artefacts()
                        .put(
                                FindingsDocument.NAME,
                                FindingsDocument.MEDIA_TYPE,
                                to -> FindingsDocument.write(scan, comparison, to)));
        waiting.add(ScanStatement.of(change, series, scan, comparison, artefacts, INVOCATION));
        flushIfMany();
    }

    /** A scan of the head that came to nothing. */
    public void failedScan(Instant at, Family family, String tool, Outcome outcome, String reason) throws IOException {
        Scan scan = scan(at, family, tool, outcome, reason, List.of());
        waiting.add(ScanStatement.of(change, scan, Comparison.of(List.of(), List.of()), List.of(), INVOCATION));
        flushIfMany();
    }

    private Scan scan(Instant at, Family family, String tool, Outcome outcome, String reason, List<Finding> findings) {
        boolean history = family == Family.SECRETS && !change.shallow();
        return new Scan(
                family,
                new ToolIdentity(tool, "1.0", null, null),
                change.head(),
                at,
                at.plusSeconds(5),
                outcome,
                reason,
                findings,
                List.of(),
                Map.of(),
                history ? HistoryCoverage.ALL : HistoryCoverage.COMMIT,
                history ? List.of(change.head()) : List.of(),
                null);
    }

    /** A gate on the head. */
    public void gate(Instant at, Outcome outcome, List<Verdict.Waived> waived) throws IOException {
        gate(at, outcome, waived, List.of());
    }

    /** The same, which let findings pass by decisions of persons. */
    public void gate(Instant at, Outcome outcome, List<Verdict.Waived> waived, List<Verdict.Disposed> disposed)
            throws IOException {
        List<Reason> reasons = outcome == Outcome.PASSED
                ? List.of()
                : List.of(new Reason("findings-above-threshold", true, null, "1 new finding above high", "Mend it."));
        Verdict verdict = new Verdict(outcome, reasons, waived, disposed, "default", "0".repeat(64), at.plusSeconds(6));
        waiting.add(GateStatement.of(change, verdict, List.of(), List.of(), at, INVOCATION));
        flushIfMany();
    }

    /** A finding brought in by the commit that is the head now. */
    public Finding finding(Family family, String tool, Severity severity, String title) {
        return new Finding(
                family,
                tool,
                "rule-1",
                title,
                severity,
                null,
                "",
                List.of(new Location("src/Main.java", 3)),
                1,
                commitId().substring(0, 32),
                List.of(),
                null,
                null,
                null,
                new Introduced(change.head(), new Person("Ann Example", "ann@example.org"), Instant.EPOCH),
                true);
    }

    private String commitId() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void flushIfMany() throws IOException {
        if (waiting.size() >= RECORDS_AT_ONCE) {
            flush();
        }
    }

    /** Puts what is waiting into the ledger. */
    public void flush() throws IOException {
        if (!waiting.isEmpty()) {
            store.appendAll(waiting);
            waiting.clear();
        }
    }
}
