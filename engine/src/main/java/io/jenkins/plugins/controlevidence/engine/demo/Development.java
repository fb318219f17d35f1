package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A team at work on its repository: pull requests, merges, pushes, and what goes wrong with them. */
final class Development {
    private static final Duration UNTIL_BUILT = Duration.ofMinutes(1);
    private static final Duration IN_THE_QUEUE = Duration.ofHours(30);

    private final Mainline line;
    private final Agenda agenda;
    private final Journal journal;
    private final Clerk clerk;
    private final Staff staff;
    private final BuildServer builds;
    private final ExpectedExceptions expected;
    private final TroubleSchedule<PushTrouble> troubles;
    private final TeamPolicy policy;
    private final Merging merging;
    private final Reviews reviews;
    private final Random random;
    private final Set<String> unapproved = new HashSet<>();
    private final Deque<Runnable> waiversToWrite = new ArrayDeque<>();

    @CheckForNull
    private BuildServer.Build passed;

    Development(
            Mainline line,
            Agenda agenda,
            Journal journal,
            Clerk clerk,
            Staff staff,
            BuildServer builds,
            ExpectedExceptions expected,
            TroubleSchedule<PushTrouble> troubles,
            Random random) {
        this.line = line;
        this.agenda = agenda;
        this.journal = journal;
        this.clerk = clerk;
        this.staff = staff;
        this.builds = builds;
        this.expected = expected;
        this.troubles = troubles;
        this.random = random;
        policy = new TeamPolicy(line.project());
        merging = new Merging(line, random);
        reviews = new Reviews(line, journal, expected);
    }

    /** The first commits, before anybody watched. */
    void begin(Instant at) throws IOException {
        Employee author = staff.oneOf(line.project().team(), day(at), random);
        GitWriter.Signature signature = new GitWriter.Signature(author.person(), at);
        line.commit(Policy.FILE_NAME, policy.text(), List.of(), signature, signature, "Begin\n");
        for (int i = 1; i <= 5; i++) {
            merging.push(merging.anyContent(), author, at.plus(Duration.ofDays(i)));
        }
    }

    /** Something is ready to be merged. */
    void merge(Instant now) throws IOException {
        PushTrouble trouble = waiversToWrite.isEmpty() ? troubles.next(line.project(), day(now)) : null;
        if (trouble == PushTrouble.REWRITTEN || trouble == PushTrouble.NOT_REVIEWED) {
            pushUnreviewed(trouble, now);
        } else {
            request(content(now), trouble, now);
        }
        Commit commit = line.head();
        if (trouble == null && random.nextInt(7) == 0) {
            request(merging.anyContent(), null, now.plusSeconds(30));
        }
        agenda.at(now.plus(UNTIL_BUILT), at -> build(trouble, commit, at));
    }

    private void pushUnreviewed(PushTrouble trouble, Instant now) throws IOException {
        if (trouble == PushTrouble.REWRITTEN) {
            line.dropHead();
        }
        Commit commit = merging.push(merging.anyContent(), author(now), now);
        expect("CC8.1-approval/commits", commit, "pushed past every review");
        unapproved.add(commit.id());
    }

    /** A pull request: built, reviewed, merged. */
    private void request(Merging.Content content, @CheckForNull PushTrouble trouble, Instant at) throws IOException {
        Employee author = author(at);
        Employee reviewer = staff.otherThan(author, line.project().team(), day(at), random);
        int atLeast = trouble == PushTrouble.APPROVED_TOO_EARLY ? 2 : 1;
        PullRequest request = merging.merge(content, author, reviewer, at, atLeast);
        if (trouble == PushTrouble.REQUEST_NOT_SCANNED) {
            String number = String.valueOf(request.number());
            expected.add("CC7.1-sast/requests", "request", line, number, "merged without a scan before");
        } else {
            builds.request(line, request, at.minusSeconds(150));
        }
        if (!reviews.decide(request, trouble, at)) {
            unapproved.add(request.merged().id());
        }
    }

    private Employee author(Instant now) {
        return staff.oneOf(line.project().team(), day(now), random);
    }

    private Merging.Content content(Instant now) {
        if (!waiversToWrite.isEmpty()) {
            waiversToWrite.remove().run();
            return new Merging.Content("Waive what the ticket explains", Policy.FILE_NAME, policy.text());
        }
        List<Finding> mended = line.weaknesses().mend(now);
        return mended.isEmpty()
                ? merging.anyContent()
                : merging.content("Mend: " + mended.get(0).title());
    }

    private void build(@CheckForNull PushTrouble trouble, Commit commit, Instant at) throws IOException {
        if (trouble == null) {
            finish(builds.push(line, at, false), null, policy.policy(), at);
            return;
        }
        BuildServer.Push push = builds.push(line, at, trouble == PushTrouble.SHALLOW_CLONE);
        switch (trouble) {
            case SCANNER_BROKE -> {
                finish(push, Scanners.SAST, policy.policy(), at);
                expect("CC7.1-sast/commits", commit, "the static analysis broke");
                expect("CC8.1-gate/commits", commit, "the static analysis broke");
                expectUnknown(Family.SAST, "the static analysis of a commit broke");
            }
            case STANDARD_NOT_MEASURED -> {
                finish(push, Scanners.CONFIGURATION, policy.policy(), at);
                expect("CC7.1-config-standard/commits", commit, "the configuration scan broke");
                expect("CC8.1-gate/commits", commit, "the configuration scan broke");
                expectUnknown(Family.CONFIGURATION, "the configuration scan of a commit broke");
            }
            case QUEUED -> {
                Policy asOfPush = policy.policy();
                agenda.at(at.plus(IN_THE_QUEUE), later -> {
                    finish(push, null, asOfPush, later);
                    if (!wasHeadAtNight(commit)) {
                        expect("CC7.2-sca/commits", commit, "the build waited for more than a day");
                    }
                });
                expect("CC7.1-sast/commits", commit, "the build waited for more than a day");
                expect("CC7.1-config-standard/commits", commit, "the build waited for more than a day");
                expect("CC8.1-gate/commits", commit, "the build waited for more than a day");
            }
            case FAULT, OVERRIDDEN -> {
                fault(commit, at, at);
                BuildServer.Build build = finish(push, null, policy.policy(), at);
                if (trouble == PushTrouble.OVERRIDDEN) {
                    override(build, commit, at.plus(Duration.ofMinutes(20)));
                }
            }
            case FAULT_WAIVER_EXPIRED -> {
                Finding finding = fault(commit, at, Instant.MAX);
                waive(finding, at, LocalDate.of(day(at).getYear(), 9, 30));
                expectFinding(finding, "the waiver has ended and nobody mended the fault");
                finish(push, null, policy.policy(), at);
            }
            case LEAK_WAIVED -> {
                Finding finding = leak(commit);
                waive(finding, at, LocalDate.of(day(at).getYear() + 1, 12, 31));
                finish(push, null, policy.policy(), at);
            }
            case LEAK -> {
                Finding finding = leak(commit);
                expectFinding(finding, "a leaked credential that nobody took care of");
                expect("CC6.1-secrets/commits", commit, "a credential was committed");
                expected.add(
                        "CC6.1-secrets/history",
                        "repository",
                        line,
                        line.project().uri(),
                        "a leaked credential that nobody took care of");
                finish(push, null, policy.policy(), at);
            }
            case REWRITTEN -> {
                finish(push, null, policy.policy(), at);
                expected.add("CC8.1-bypass/pushes", "push", line, commit.id(), "a push was forced");
            }
            case SCAN_RETRACTED -> retract(finish(push, null, policy.policy(), at), commit, at);
            case REQUEST_NOT_SCANNED, NOT_REVIEWED, SELF_APPROVED, BOT_APPROVED, REJECTED, APPROVED_TOO_EARLY ->
                finish(push, null, policy.policy(), at);
            case SHALLOW_CLONE -> {
                finish(push, null, policy.policy(), at);
                expect("CC8.1-gate/commits", commit, "the clone was too shallow to tell what is new");
                expected.add("CC8.1-bypass/pushes", "push", line, commit.id(), "the clone was too shallow");
            }
        }
    }

    private BuildServer.Build finish(BuildServer.Push push, @CheckForNull String broken, Policy inForce, Instant at)
            throws IOException {
        BuildServer.Build build = builds.judge(push, inForce, at, broken);
        if (build.verdict().outcome() == Outcome.PASSED) {
            passed = build;
        }
        return build;
    }

    /** Whether the next nightly scan was of this commit: then it was scanned in time all the same. */
    private boolean wasHeadAtNight(Commit commit) {
        Instant midnight = WorkCalendar.at(day(commit.committed()).plusDays(1), LocalTime.MIDNIGHT);
        return line.commits().stream()
                .filter(other -> other.committed().isBefore(midnight))
                .reduce((one, next) -> next)
                .filter(commit::equals)
                .isPresent();
    }

    private void retract(BuildServer.Build build, Commit commit, Instant at) {
        Journal.Entry scan = build.scans().get(Scanners.ON_PUSH.indexOf(Scanners.SAST));
        agenda.at(
                at.plus(Duration.ofDays(2)),
                later -> clerk.record(
                        "corrections",
                        List.of(scan),
                        () -> new Retraction(
                                scan.id(),
                                "it had been given no rules",
                                staff.head().actor(),
                                later,
                                null)));
        expect("CC7.1-sast/commits", commit, "its scan was taken back");
        expectUnknown(Family.SAST, "the scan of a commit was taken back");
    }

    /** Whether a commit came to the branch without a good approval. */
    boolean isUnapproved(String commit) {
        return unapproved.contains(commit);
    }

    /** The last build that the gate let pass, or null. */
    @CheckForNull
    BuildServer.Build lastPassed() {
        return passed;
    }

    /** Its branch. */
    Mainline line() {
        return line;
    }

    private Finding fault(Commit commit, Instant at, Instant mended) {
        expect("CC8.1-gate/commits", commit, "the gate said no: a serious fault was merged");
        String path = line.project().files().get(0);
        return line.weaknesses().fault(Severity.HIGH, path, commit, mended);
    }

    private Finding leak(Commit commit) {
        expect("CC8.1-gate/commits", commit, "the gate said no: a credential was committed");
        return line.weaknesses().leak(line.project().files().get(0), commit);
    }

    private void waive(Finding finding, Instant at, LocalDate until) {
        Employee owner = staff.oneOf("platform", day(at), random);
        String ticket = "SEC-" + (100 + random.nextInt(900));
        waiversToWrite.add(() -> policy.waive(finding.fingerprint(), owner, ticket, until));
        expected.add("CC8.1-bypass/pushes", "waiver", line, finding.fingerprint(), "a waiver let a finding pass");
    }

    private void override(BuildServer.Build build, Commit commit, Instant at) {
        Employee person = staff.oneOf("platform", day(at), random);
        journal.write(
                List.of(build.gate()),
                () -> ActivityStatement.of(
                        Bypass.ofOverriddenGate(
                                build.push().change(),
                                build.gateResult(),
                                person.actor(),
                                "customers cannot pay; mended in the next change",
                                at),
                        build.push().invocation(),
                        List.of()));
        expected.add("CC8.1-bypass/pushes", "bypass", line, commit.id(), "the gate was overridden");
    }

    private void expect(String test, Commit commit, String why) {
        expected.commit(test, line, commit.id(), why);
    }

    private void expectUnknown(Family family, String why) {
        expected.add("CC7.2-triage/findings", "scan coverage", line, family.id(), why);
    }

    private void expectFinding(Finding finding, String why) {
        expected.add("CC7.2-triage/findings", "finding", line, finding.fingerprint(), why);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
