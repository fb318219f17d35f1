package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.index.ActivityRow;
import io.jenkins.plugins.controlevidence.engine.index.BranchPlace;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.Contribution;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.LetPassRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.index.RunRow;
import io.jenkins.plugins.controlevidence.engine.index.WaiverRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts made by hand, for judging: one repository, one branch, January 2026. */
final class Rows {
    static final String REPOSITORY = "https://git.example.org/shop";
    static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    static final LocalDate TO = LocalDate.of(2026, 1, 10);

    final List<String> tools = new ArrayList<>();
    final List<RunRow> runs = new ArrayList<>();
    final List<CommitRow> commits = new ArrayList<>();
    final List<RecordRow> records = new ArrayList<>();
    final List<FindingRow> findings = new ArrayList<>();
    final List<WaiverRow> waivers = new ArrayList<>();
    final List<LetPassRow> letPass = new ArrayList<>();
    final List<ActivityRow> activities = new ArrayList<>();
    LocalDate asOf = TO;

    /** Noon of a day of January. */
    static Instant noon(int day) {
        return Instant.parse("2026-01-01T12:00:00Z").plus(Duration.ofDays(day - 1));
    }

    static ControlTest test(String requirement, String test) {
        Requirement found = Catalogue.soc2().requirements().stream()
                .filter(r -> r.id().equals(requirement))
                .findFirst()
                .orElseThrow();
        return found.tests().stream()
                .filter(t -> t.id().equals(test))
                .findFirst()
                .orElseThrow();
    }

    /** Commits that came in one push, oldest first; the last is the head. */
    Rows push(int day, Continuity continuity, String... ids) {
        String head = ids[ids.length - 1];
        for (int i = 0; i < ids.length; i++) {
            commits.add(new CommitRow(
                    REPOSITORY,
                    "main",
                    ids[i],
                    new BranchPlace(0, commits.size()),
                    noon(day),
                    noon(day),
                    "run-" + head,
                    true,
                    head,
                    continuity,
                    "Ann <ann@example.org>",
                    "subject of " + ids[i],
                    new Contribution(List.of(new Person("Ann", "ann@example.org")), true, List.of(), List.of(), null)));
        }
        runs.add(new RunRow(
                runs.size(),
                "run-" + head,
                REPOSITORY,
                "main",
                head,
                null,
                continuity,
                noon(day),
                Outcome.PASSED,
                null,
                false));
        return this;
    }

    Rows record(String kind, Family family, String commit, Instant at, Outcome outcome) {
        return record(kind, family, commit, at, outcome, false);
    }

    Rows record(String kind, Family family, String commit, Instant at, Outcome outcome, boolean allHistory) {
        int leaf = records.size() + 100;
        boolean conclusive = outcome == Outcome.PASSED || outcome == Outcome.FAILED;
        BranchPlace place = commits.stream()
                .filter(c -> c.id().equals(commit))
                .map(CommitRow::place)
                .findFirst()
                .orElse(null);
        records.add(new RecordRow(
                leaf,
                "record-" + leaf,
                kind,
                REPOSITORY,
                "main",
                commit,
                at,
                at,
                outcome,
                conclusive ? null : "it broke",
                family,
                family == null ? null : family.id() + "-tool",
                allHistory,
                place,
                null,
                0,
                null,
                null));
        return this;
    }

    static final Actor ANN = new Actor("Ann", "ann@example.org", "ann", Actor.Type.PERSON);
    static final Actor BEN = new Actor("Ben", "ben@example.org", "ben", Actor.Type.PERSON);
    static final Actor CLEO = new Actor("Cleo", "cleo@example.org", "cleo", Actor.Type.PERSON);

    /** An approval of what Ann wrote. */
    static Approval approval(String commit, Actor approver, Instant at) {
        return new Approval(
                REPOSITORY,
                "main",
                commit,
                new Approval.Request("7", null, null),
                approver,
                Approval.Decision.APPROVED,
                at,
                "pull-request",
                List.of(ANN),
                List.of(),
                null);
    }

    /** Ben's word that a finding is none. */
    static Disposition disposition(String fingerprint, Instant at) {
        return new Disposition(
                REPOSITORY,
                fingerprint,
                Decision.FALSE_POSITIVE,
                null,
                "a test key",
                "SEC-2",
                BEN,
                ANN,
                at,
                null,
                null,
                null);
    }

    /** As if it had never been recorded. */
    void remove(RecordRow row) {
        records.remove(row);
        activities.removeIf(activity -> activity.record().equals(row));
    }

    /** Takes a record back. */
    void retract(RecordRow row) {
        RecordRow retracted = new RecordRow(
                row.leaf(),
                row.id(),
                row.kind(),
                row.repository(),
                row.branch(),
                row.commit(),
                row.started(),
                row.finished(),
                row.outcome(),
                row.reason(),
                row.family(),
                row.tool(),
                row.allHistory(),
                row.place(),
                row.about(),
                row.findings(),
                row.standard(),
                "retraction");
        records.replaceAll(other -> other.equals(row) ? retracted : other);
        activities.replaceAll(
                other -> other.record().equals(row) ? new ActivityRow(retracted, other.activity()) : other);
    }

    /** A record of what somebody did, as it comes out of the index. */
    Rows activity(Activity activity) {
        int leaf = records.size() + 100;
        RecordRow row = new RecordRow(
                leaf,
                "record-" + leaf,
                activity.kind(),
                activity.repository(),
                activity.branch(),
                activity.commit(),
                activity.started(),
                activity.finished(),
                activity.outcome(),
                activity.reason(),
                null,
                null,
                false,
                null,
                null,
                0,
                null,
                null);
        records.add(row);
        activities.add(new ActivityRow(row, activity));
        return this;
    }

    Rows finding(String fingerprint, Severity severity, String introduced, int opened, Integer closed) {
        findings.add(new FindingRow(
                REPOSITORY,
                "main",
                Family.SECRETS,
                "secrets-tool",
                fingerprint,
                severity,
                "rule",
                "Private key",
                "a.txt:1",
                introduced,
                noon(opened),
                "opened-by",
                closed == null ? null : noon(closed),
                closed == null ? null : "closed-by"));
        return this;
    }

    Rows waiver(String fingerprint, int used, Instant until) {
        waivers.add(new WaiverRow(REPOSITORY, fingerprint, "ann", "SEC-1", until, noon(used), "gate-1", false));
        return this;
    }

    Facts facts() {
        ReportRequest request = new ReportRequest(FROM, TO, asOf, Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
        List<RecordRow> history = records.stream()
                .filter(row -> row.allHistory() && row.conclusive())
                .toList();
        return new Facts(
                request,
                List.of(REPOSITORY),
                Map.of(),
                tools,
                runs,
                commits,
                commits,
                List.of(),
                records,
                history,
                findings,
                waivers,
                letPass,
                new Activities(activities));
    }

    TestResult judge(String requirement, String test) {
        return ControlReport.judge(test(requirement, test), facts());
    }
}
