package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes into a store what a repository's builds would record over some months: pushes, two scans and a gate each. The same seed
 * gives the same records.
 */
final class RecordedMonths {
    private static final int AT_ONCE = 500;
    private static final Person ANN = new Person("Ann Example", "ann@example.com");

    private final Store store;
    private final RepositoryIdentity repository;
    private final String branch;
    private final Invocation invocation;
    private final Random random;
    private final List<Statement> waiting = new ArrayList<>();
    private List<Finding> baseline = List.of();
    private Change change;
    private String subject = "Change the price list";

    RecordedMonths(Store store, String repository, String branch, String job, long seed) {
        this.store = store;
        this.repository = new RepositoryIdentity(repository);
        this.branch = branch;
        this.invocation = new Invocation("https://example.org/builder", job, "1", "agent-1", "a push");
        this.random = new Random(seed);
    }

    /** What the commits from now on say. */
    RecordedMonths saying(String message) {
        subject = message;
        return this;
    }

    /** So many pushes, one every so often, up to a moment; every {@code bad}th brings a finding that the next one takes away. */
    void write(int pushes, Duration every, Instant until, int bad) throws IOException {
        for (int i = pushes; i > 0; i--) {
            push(until.minus(every.multipliedBy(i)), i % bad == 0);
        }
        flush();
    }

    /** A push of one commit, scanned for credentials and for faults, and judged. */
    Change push(Instant at, boolean bad) throws IOException {
        String parent = change == null ? null : change.head();
        Commit commit = new Commit(
                id(),
                parent == null ? List.of() : List.of(parent),
                ANN,
                at.minusSeconds(60),
                ANN,
                at.minusSeconds(60),
                subject);
        change = new Change(
                repository,
                branch,
                commit.id(),
                parent,
                parent == null ? Continuity.FIRST : Continuity.CONTINUED,
                List.of(commit),
                List.of(commit.id()),
                false);
        ArtefactReference commits = store.artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        to -> CommitsDocument.write(List.of(commit), text -> text, to));
        waiting.add(RunStatement.of(change, at, at.plusSeconds(1), commits, invocation));
        scan(at.plusSeconds(10), Family.SECRETS, "secrets", List.of());
        scan(at.plusSeconds(20), Family.SAST, "semgrep", bad ? List.of(finding()) : List.of());
        gate(at.plusSeconds(30), bad ? Outcome.FAILED : Outcome.PASSED);
        if (waiting.size() >= AT_ONCE) {
            flush();
        }
        return change;
    }

    private void scan(Instant at, Family family, String tool, List<Finding> findings) throws IOException {
        Comparison comparison =
                family == Family.SAST ? Comparison.of(baseline, findings) : Comparison.of(List.of(), findings);
        Scan scan = new Scan(
                family,
                new ToolIdentity(tool, "1.0", "a".repeat(64), null),
                change.head(),
                at,
                at.plusSeconds(5),
                findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                null,
                findings,
                List.of(),
                Map.of(),
                family == Family.SECRETS ? HistoryCoverage.ALL : HistoryCoverage.COMMIT,
                family == Family.SECRETS ? List.of(change.head()) : List.of(),
                null);
        List<ArtefactReference> artefacts =
                comparison.added().isEmpty() && comparison.fixed().isEmpty()
                        ? List.of()
                        : List.of(store.artefacts()
                                .put(
                                        FindingsDocument.NAME,
                                        FindingsDocument.MEDIA_TYPE,
                                        to -> FindingsDocument.write(scan, comparison, to)));
        waiting.add(ScanStatement.of(change, scan, comparison, artefacts, invocation));
        if (family == Family.SAST) {
            baseline = findings;
        }
    }

    private void gate(Instant at, Outcome outcome) {
        List<Reason> reasons = outcome == Outcome.PASSED
                ? List.of()
                : List.of(new Reason(
                        "findings-above-threshold", true, Family.SAST, "1 new finding above high", "Mend it."));
        Verdict verdict =
                new Verdict(outcome, reasons, List.of(), List.of(), "default", "0".repeat(64), at.plusSeconds(1));
        waiting.add(GateStatement.of(change, verdict, List.of(), List.of(), at, invocation));
    }

    private Finding finding() {
        return new Finding(
                Family.SAST,
                "semgrep",
                "rule-1",
                "SQL built from a parameter",
                Severity.HIGH,
                null,
                "",
                List.of(new Location("src/Main.java", 3)),
                1,
                id().substring(0, 32),
                List.of(),
                null,
                null,
                null,
                null,
                true);
    }

    private String id() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Puts what is waiting into the ledger. */
    void flush() throws IOException {
        if (!waiting.isEmpty()) {
            store.appendAll(waiting);
            waiting.clear();
        }
    }
}
