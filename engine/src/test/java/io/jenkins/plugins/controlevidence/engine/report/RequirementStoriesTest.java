package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.ANN;
import static io.jenkins.plugins.controlevidence.engine.report.Story.BEN;
import static io.jenkins.plugins.controlevidence.engine.report.Story.CLEO;
import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For every requirement: a store where it operated, one with each kind of exception, and one without evidence. */
class RequirementStoriesTest {
    private static final String TIP = "c".repeat(40);
    private static final String OLDER = "d".repeat(40);

    @TempDir
    Path directory;

    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @AfterEach
    void close() throws IOException {
        story.close();
    }

    private void operated(String test) throws Exception {
        TestResult result = story.test(test);
        assertEquals(Conclusion.OPERATED, result.conclusion(), () -> test + ": " + reasons(result));
    }

    /** The exceptions are just these, in the order of the report: each reason has its part. */
    private void exceptions(String test, String... parts) throws Exception {
        TestResult result = story.test(test);
        List<String> reasons = reasons(result);
        assertEquals(parts.length, reasons.size(), () -> test + ": " + reasons);
        for (int i = 0; i < parts.length; i++) {
            assertTrue(reasons.get(i).contains(parts[i]), parts[i] + " is not in " + reasons);
        }
        assertTrue(result.conclusion() != Conclusion.OPERATED, test);
    }

    private static List<String> reasons(TestResult result) {
        return result.items().stream()
                .filter(item -> item.standing() == Item.Standing.EXCEPTION)
                .map(Item::reason)
                .toList();
    }

    @Test
    void withoutEvidenceNothingIsDemonstrated() throws Exception {
        for (RequirementResult result : story.report().results()) {
            assertEquals(
                    Conclusion.NOT_DEMONSTRATED,
                    result.conclusion(),
                    result.requirement().id());
        }
        story.shop.push(day(2), 3);
        for (RequirementResult result : story.report().results()) {
            boolean pushes = result.requirement().id().equals("CC8.1-bypass");
            assertEquals(
                    pushes ? Conclusion.OPERATED : Conclusion.NOT_DEMONSTRATED,
                    result.conclusion(),
                    result.requirement().id());
        }
    }

    @Test
    void secretsOfEachCommitAndOfTheWholeHistory() throws Exception {
        story.shop.push(day(2), 2);
        story.shop.scan(day(2), Family.SECRETS, "secrets", List.of());
        operated("CC6.1-secrets/commits");
        operated("CC6.1-secrets/history");
        story.shop.push(day(3), 1);
        Finding key = story.shop.finding(Family.SECRETS, "secrets", Severity.CRITICAL, "Private key");
        story.shop.scan(day(3), Family.SECRETS, "secrets", List.of(key));
        exceptions("CC6.1-secrets/commits", "brought in 1 finding still open: Private key");
        exceptions("CC6.1-secrets/history", "history holds 1 finding");
        story.record(
                "disposition",
                "repository: '" + Story.REPOSITORY + "', finding: " + key.fingerprint()
                        + ", decision: mitigated, until: null, at: '2026-01-05T10:00:00Z'");
        operated("CC6.1-secrets/commits");
        operated("CC6.1-secrets/history");
    }

    private String review(String fields) throws IOException {
        return story.record("access-review", "system: github" + fields);
    }

    @Test
    void accessIsReviewedForEachSystem() throws Exception {
        review(", taken: '2026-01-05T08:00:00Z', signedOff: '2026-01-06T08:00:00Z'");
        operated("CC6.1-least-privilege/reviews");
        story.record("access-review", "system: aws, taken: '2026-01-05T08:00:00Z', signedOff: null");
        assertEquals(1, story.test("CC6.1-least-privilege/reviews").notDue());
        story.record(
                "access-review",
                "system: aws, taken: '2026-01-07T08:00:00Z', signedOff: '2026-01-07T09:00:00Z', decisions: []");
        exceptions("CC6.1-least-privilege/reviews", "were not decided on");
    }

    @Test
    void aSystemInScopeThatNobodyReviewedIsAnException() throws Exception {
        story.asking("""
                requirements:
                  - id: CC6.1-mfa
                    tests: [{id: enrolment, population: {cadence: P1M, systems: [aws, github]}}]
                """);
        story.record("mfa-enrolment", "system: aws, taken: '2026-01-05T08:00:00Z'");
        exceptions("CC6.1-mfa/enrolment", "no mfa enrolment on any day of this window");
    }

    @Test
    void secondFactorsAreEnforced() throws Exception {
        story.record("mfa-enrolment", "taken: '2026-01-05T08:00:00Z'");
        operated("CC6.1-mfa/enrolment");
        story.record("mfa-enrolment", "taken: '2026-01-06T08:00:00Z', exceptions: []");
        exceptions("CC6.1-mfa/enrolment", "mfa enrolment failed");
    }

    private void inventories(int from, int to, String fields) throws IOException {
        for (int day = from; day <= to; day++) {
            story.record("credential-inventory", "taken: '" + day(day) + "'" + fields);
        }
    }

    @Test
    void credentialsAreRotatedAndWithdrawn() throws Exception {
        String fresh =
                ", leavers: [], credentials: [{id: key, kind: ssh-key, lastRotated: '2025-12-20T00:00:00Z', rotationDays: 90}]";
        inventories(1, 31, fresh);
        operated("CC6.1-credential-lifecycle/inventory");
        operated("CC6.1-credential-lifecycle/credentials");
    }

    @Test
    void overdueAndUnknownCredentialsAndLateLeaversAreExceptions() throws Exception {
        inventories(
                1,
                1,
                ", leavers: [{account: zoe, left: '2025-12-20T00:00:00Z', revoked: '2025-12-24T00:00:00Z'}], credentials: ["
                        + "{id: a, kind: k, lastRotated: '2025-01-01T00:00:00Z', rotationDays: 90},"
                        + "{id: b, kind: k}]");
        exceptions(
                "CC6.1-credential-lifecycle/credentials",
                "overdue: made or replaced 2025-01-01",
                "of unknown age, no schedule",
                "left 2025-12-20 00:00, access withdrawn 2025-12-24");
        inventories(
                2,
                2,
                ", leavers: [], credentials: [{id: a, kind: k, lastRotated: '2026-01-02T00:00:00Z', rotationDays: 90}]");
        assertEquals(
                3,
                story.test("CC6.1-credential-lifecycle/credentials").exceptions(),
                "that it was replaced later does not undo that it was overdue");
        assertEquals(30, story.test("CC6.1-credential-lifecycle/inventory").exceptions());
    }

    @Test
    void dataIsEncryptedAtRest() throws Exception {
        story.record("key-management", "taken: '2026-01-05T08:00:00Z'");
        operated("CC6.1-encryption/key-management");
        story.record("key-management", "taken: '2026-01-06T08:00:00Z', encryptedAtRest: 'no'");
        exceptions("CC6.1-encryption/key-management", "not encrypted");
    }

    @Test
    void codeIsAnalysedBeforeMerge() throws Exception {
        merge("7");
        exceptions("CC7.1-sast/requests", "no sast scan of its last commit before it was merged");
        story.shop.scan(day(2).plusSeconds(60), Family.SAST, "semgrep", List.of());
        exceptions("CC7.1-sast/commits", "no sast scan speaks of this commit");
        exceptions("CC7.1-sast/requests", "no sast scan of its last commit before it was merged");
    }

    @Test
    void aScanOfTheRequestsBranchBeforeTheMergeIsAnalysisBeforeMerge() throws Exception {
        RecordedBranch request = new RecordedBranch(story.store(), Story.REPOSITORY, "PR-7", 5);
        request.push(day(1), 1);
        request.scan(day(1), Family.SAST, "semgrep", List.of());
        request.flush();
        merge("7");
        operated("CC7.1-sast/requests");
    }

    /** A merge by Ben of what Ann wrote, and what the repository says of it. */
    private Commit merge(String request) throws IOException {
        story.shop.push(day(1), 1);
        Person ben = new Person("Ben", "ben@example.org");
        Change change = story.shop.push(day(1).plusSeconds(60), 0);
        Commit merge = new Commit(
                "a".repeat(40),
                List.of(change.head(), TIP),
                ben,
                day(2).minusSeconds(60),
                ben,
                day(2).minusSeconds(60),
                "Merge pull request #" + request);
        story.shop.run(day(2), List.of(merge), Continuity.CONTINUED, false);
        Person ann = new Person("Ann Example", "ann@example.org");
        story.census(day(3), List.of(new Arrival(merge, List.of(TIP, OLDER), 2, List.of(ann), true, request)));
        return merge;
    }

    private void approve(String commit, String approver, Instant at, String fields) throws IOException {
        story.record(
                "approval",
                "repository: '" + Story.REPOSITORY + "', commit: " + commit + ", approver: " + approver + ", at: '" + at
                        + "', request: {id: 'PR-7'}, authors: [" + ANN + "], committers: []" + fields);
    }

    @Test
    void theLastCommitOfAMergeIsApprovedBySomebodyElse() throws Exception {
        Commit merge = merge("7");
        exceptionOf(merge, "no approval speaks of this change");
        approve(OLDER, BEN, day(1), "");
        exceptionOf(merge, "stale: Ben (ben) approved dddddddddddd");
        approve(TIP, ANN, day(1), "");
        exceptionOf(merge, "stale");
        approve(TIP, BEN, day(1), "");
        assertEquals("approved by Ben (ben)", itemOf(merge).reason());
        approve(TIP, CLEO, day(1), ", decision: rejected");
        exceptionOf(merge, "rejected by Cleo");
    }

    private Item itemOf(Commit commit) throws Exception {
        return story.test("CC8.1-approval/commits").items().stream()
                .filter(item -> item.subject().name().equals(commit.id()))
                .findFirst()
                .orElseThrow();
    }

    private void exceptionOf(Commit commit, String reason) throws Exception {
        Item item = itemOf(commit);
        assertEquals(Item.Standing.EXCEPTION, item.standing(), item.reason());
        assertTrue(item.reason().contains(reason), item.reason());
    }

    @Test
    void ownAndBotsAndLateAndRetractedApprovalsAreNone() throws Exception {
        Change change = story.shop.push(day(2), 1);
        approve(change.head(), ANN, day(2), "");
        exceptions("CC8.1-approval/commits", "own author");
        approve(change.head(), "{name: 'renovate[bot]'}", day(2), "");
        exceptions("CC8.1-approval/commits", "own author");
        approve(change.head(), BEN, day(9), "");
        exceptions("CC8.1-approval/commits", "but late: 7 d");
        approve(change.head(), CLEO, day(2), "");
        operated("CC8.1-approval/commits");
        story.retract(story.last(), "");
        exceptions("CC8.1-approval/commits", "but late: 7 d");
    }

    @Test
    void whoWroteAPartOfAMergeCannotApproveItUnderAnotherName() throws Exception {
        Commit merge = merge("7");
        approve(TIP, "{name: A. Example, email: ANN@example.org, type: person}", day(1), ", authors: [" + CLEO + "]");
        exceptionOf(merge, "who wrote or committed a part of it");
    }

    @Test
    void infrastructureIsScannedAgainstANamedStandard() throws Exception {
        story.shop.push(day(2), 1);
        story.shop.scan(day(2), Family.CONFIGURATION, "checkov", List.of());
        exceptions("CC7.1-config-standard/commits", "no configuration scan against a named standard");
        exceptions("CC7.1-config-standard/months", "no configuration scan against a named standard");
    }

    @Test
    void unauthorisedChangesAreExceptions() throws Exception {
        story.record("configuration-change", "at: '2026-01-05T10:00:00Z'");
        operated("CC7.1-change-detection/changes");
        story.record("configuration-change", "at: '2026-01-06T10:00:00Z', authorisation: null, alert: SEC-9");
        exceptions("CC7.1-change-detection/changes", "Unauthorised");
    }

    @Test
    void anEnvironmentIsScannedAfterItChanged() throws Exception {
        story.shop.push(day(2), 1);
        story.record("environment-change", "at: '" + day(2) + "'");
        exceptions("CC7.1-vuln-scan/changes", "no sca or dast scan within 1 d");
        story.shop.scan(day(2).plusSeconds(60), Family.SCA, "trivy", List.of());
        operated("CC7.1-vuln-scan/changes");
        assertEquals(30, story.test("CC7.1-vuln-scan/days").exceptions());
    }

    @Test
    void newComponentsAreApproved() throws Exception {
        for (int day = 1; day <= 31; day++) {
            story.record("inventory", "at: '" + day(day) + "'");
        }
        operated("CC7.1-unknown-components/inventories");
        operated("CC7.1-unknown-components/components");
        operated("CC7.1-unknown-components/days");
        story.record("inventory", "at: '" + day(31) + "', added: [evil], unapproved: [evil]");
        exceptions("CC7.1-unknown-components/inventories", "inventory failed");
        exceptions("CC7.1-unknown-components/components", "nothing shows that it is approved");
    }

    @Test
    void vulnerableLibrariesAreDecidedOn() throws Exception {
        story.shop.push(day(2), 1);
        Finding cve = story.shop.finding(Family.SCA, "trivy", Severity.HIGH, "CVE-2026-1");
        story.shop.scan(day(2), Family.SCA, "trivy", List.of(cve));
        operated("CC7.2-sca/commits");
        exceptions("CC7.2-sca/findings", "without a disposition");
        dispose(cve, "decision: accepted, until: '2026-06-10', requestedBy: " + BEN);
        exceptions("CC7.2-sca/findings", "Accepted by who asked for it");
        dispose(cve, "decision: accepted, until: '2026-01-10'");
        exceptions("CC7.2-sca/findings", "the acceptance by Ben (ben), SEC-31 ended with 2026-01-10");
        dispose(cve, "decision: accepted, until: '2026-06-10', ticket: null");
        exceptions("CC7.2-sca/findings", "accepted until 2026-06-10, decided by Ben (ben), but without a ticket");
        operated("CC7.2-triage/findings");
        dispose(cve, "decision: accepted, until: '2026-06-10'");
        operated("CC7.2-sca/findings");
    }

    @Test
    void takingADecisionBackNeverHelps() throws Exception {
        story.shop.push(day(2), 1);
        Finding cve = story.shop.finding(Family.SCA, "trivy", Severity.HIGH, "CVE-2026-1");
        story.shop.scan(day(2), Family.SCA, "trivy", List.of(cve));
        dispose(cve, "decision: mitigated, until: null");
        operated("CC7.2-sca/findings");
        dispose(cve, "decision: accepted, until: '2026-06-10', requestedBy: " + BEN);
        operated("CC7.2-sca/findings");
        dispose(cve, "decision: fixed, until: null");
        exceptions("CC7.2-sca/findings", "said to be fixed");
        story.retract(story.last(), "");
        exceptions("CC7.2-sca/findings", "the decision by Ben (ben), SEC-31 was retracted");
        dispose(cve, "decision: mitigated, until: null");
        operated("CC7.2-sca/findings");
    }

    private void dispose(Finding finding, String fields) throws IOException {
        story.record(
                "disposition",
                "repository: '" + Story.REPOSITORY + "', finding: " + finding.fingerprint()
                        + ", at: '2026-01-05T10:00:00Z', decidedBy: " + BEN + ", " + fields);
    }

    @Test
    void whatIsSaidToBeFixedMustBeGone() throws Exception {
        story.shop.push(day(2), 1);
        Finding fault = story.shop.finding(Family.SAST, "semgrep", Severity.HIGH, "SQL");
        story.shop.scan(day(2), Family.SAST, "semgrep", List.of(fault));
        dispose(fault, "decision: fixed, until: null");
        exceptions(
                "CC7.2-triage/findings",
                "said to be fixed by Ben (ben), SEC-31, but no later scan by semgrep shows it gone");
        story.shop.scan(day(7), Family.SAST, "semgrep", List.of());
        operated("CC7.2-triage/findings");
        String closing = story.last();
        story.retract(closing, "");
        exceptions("CC7.2-triage/findings", "no later scan by semgrep shows it gone");
        story.shop.scan(day(8), Family.SAST, "semgrep", List.of());
        operated("CC7.2-triage/findings");
    }

    @Test
    void aPersonReviewsEachMonth() throws Exception {
        exceptions("CC7.2-triage/reviews", "no review");
        story.record("review", "at: '" + day(9) + "', reviewer: {name: 'ci[bot]'}");
        exceptions("CC7.2-triage/reviews", "Reviewed by a bot");
        story.record("review", "at: '" + day(10) + "'");
        operated("CC7.2-triage/reviews");
    }

    @Test
    void runningApplicationsAreProbed() throws Exception {
        Change change = story.shop.push(day(2), 1);
        deploy(change.head(), day(2), "");
        exceptions("CC7.2-dast/deployments", "no dast scan within 1 d");
        exceptions("CC7.2-dast/months", "no dast scan");
        story.shop.scan(day(2).plusSeconds(600), Family.DAST, "zap", List.of());
        operated("CC7.2-dast/deployments");
        operated("CC7.2-dast/months");
    }

    private void deploy(String commit, Instant at, String fields) throws IOException {
        story.record(
                "deployment",
                "repository: '" + Story.REPOSITORY + "', commit: " + commit + ", at: '" + at + "', deployer: " + CLEO
                        + ", authors: [" + ANN + "]" + fields);
    }

    @Test
    void alertsAreAnsweredByAPerson() throws Exception {
        for (int day = 1; day <= 31; day++) {
            String alert = day == 7 ? ", alerts: [forty failed log-ins]" : "";
            story.record(
                    "security-events",
                    "from: '" + day(day).minusSeconds(32400) + "', to: '"
                            + day(day + 1).minusSeconds(32400) + "'" + alert);
            if (day == 7) {
                exceptions7(story.last());
            }
        }
        operated("CC7.2-credential-misuse/days");
    }

    /** The alert stands until a review names its record. */
    private void exceptions7(String alert) throws Exception {
        List<String> reasons = reasons(story.test("CC7.2-credential-misuse/days"));
        assertEquals(25, reasons.size(), "24 days are still missing");
        assertTrue(reasons.get(0).contains("1 alerts: forty failed log-ins"), reasons.get(0));
        story.record("review", "at: '" + day(9) + "', of: {records: [" + alert + "]}");
        assertEquals(24, story.test("CC7.2-credential-misuse/days").exceptions());
    }

    @Test
    void detectorsFindWhatIsPlantedAndDoNotFallSilent() throws Exception {
        story.shop.push(day(1), 1);
        Finding fault = story.shop.finding(Family.SCA, "trivy", Severity.LOW, "CVE");
        story.shop.scan(day(1).minusSeconds(8 * 3600), Family.SCA, "trivy", List.of(fault));
        for (int day : new int[] {8, 15, 22, 31}) {
            story.shop.scan(day(day), Family.SCA, "trivy", List.of());
        }
        exceptions("CC7.2-detector-health/silence", "has found nothing since 2026-01-01 01:00, and no check since");
        for (int day : new int[] {2, 9, 16, 23}) {
            story.record(
                    "detector-check",
                    "started: '" + day(day) + "', finished: '" + day(day).plusSeconds(9) + "', database: {updated: '"
                            + day(day).minusSeconds(9) + "', maxAgeDays: 7}");
        }
        operated("CC7.2-detector-health/silence");
        operated("CC7.2-detector-health/checks");
        story.record(
                "detector-check",
                "started: '" + day(24) + "', finished: '" + day(24)
                        + "', found: [], missed: [sca-python], database: {updated: '" + day(24).minusSeconds(9)
                        + "', maxAgeDays: 7}");
        assertEquals(1, story.test("CC7.2-detector-health/checks").exceptions());
    }

    @Test
    void monitoringIsContinuous() throws Exception {
        story.shop.push(day(1), 1);
        for (int day = 1; day <= 31; day++) {
            if (day == 12) {
                story.shop.failedScan(day(day), Family.SAST, "semgrep", Outcome.ERROR, "semgrep ended with code 2");
            } else {
                story.shop.scan(day(day), Family.SAST, "semgrep", List.of());
            }
        }
        exceptions("CC7.2-continuity/days", "semgrep ended with code 2");
        story.retract(story.last(), "");
        exceptions("CC7.2-continuity/days", "semgrep ended with code 2", "the record was retracted by");
    }

    @Test
    void whatIsDeployedHasPassedTheGateAndWasApproved() throws Exception {
        Change change = story.shop.push(day(2), 1);
        story.shop.scan(day(2), Family.SAST, "semgrep", List.of());
        story.shop.gate(day(2), Outcome.PASSED, List.of());
        approve(change.head(), BEN, day(2), "");
        deploy(change.head(), day(3), "");
        operated("CC8.1-gate/commits");
        operated("CC8.1-gate/deployments");
        operated("CC8.1-deployment/deployments");
        deploy(change.head(), day(4), ", gates: []");
        exceptions("CC8.1-gate/deployments", "No gate has judged this commit");
        deploy(change.head(), day(5), ", environment: staging, artifacts: [], deployer: " + ANN);
        exceptions(
                "CC8.1-deployment/deployments",
                "No gate has judged this commit",
                "it is not recorded which artefacts were deployed; deployed only by Ann Example (ann), who wrote or approved");
    }

    @Test
    void theLedgerIsAskedForTheGateAndNotTheDeployment() throws Exception {
        Change change = story.shop.push(day(2), 1);
        deploy(change.head(), day(3), "");
        exceptions("CC8.1-gate/deployments", "the ledger has no verdict of a gate on this commit from before");
        story.shop.gate(day(4), Outcome.PASSED, List.of());
        exceptions("CC8.1-gate/deployments", "the ledger has no verdict of a gate on this commit from before");
        exceptions(
                "CC8.1-deployment/deployments",
                "no verdict of a gate on this commit from before; the ledger has no scan of this commit from before; no"
                        + " approval speaks of this change");
    }

    @Test
    void aRetractedGateProvesNothingAndARetractedFailureStays() throws Exception {
        story.shop.push(day(2), 1);
        story.shop.gate(day(2), Outcome.PASSED, List.of());
        String passed = story.last();
        operated("CC8.1-gate/commits");
        story.retract(passed, "");
        exceptions("CC8.1-gate/commits", "gate passed; the record was retracted by");
        story.shop.gate(day(2).plusSeconds(600), Outcome.FAILED, List.of());
        story.retract(story.last(), "");
        exceptions("CC8.1-gate/commits", "1 new finding above high; the record was retracted by");
        story.shop.gate(day(2).plusSeconds(900), Outcome.PASSED, List.of());
        operated("CC8.1-gate/commits");
    }

    @Test
    void aRetractedDeploymentIsLeftOutOnlyForOneThatStandsForIt() throws Exception {
        story.shop.push(day(2), 1);
        story.record("configuration-change", "at: '2026-01-05T10:00:00Z'");
        String wrong = story.last();
        story.retract(wrong, "");
        exceptions("CC7.1-change-detection/changes", "and nothing was recorded instead");
        story.record("configuration-change", "at: '2026-01-05T10:00:01Z'");
        String right = story.last();
        story.record("configuration-change", "at: '2026-01-06T10:00:00Z'");
        story.record("retraction", "record: " + story.last() + ", at: '2026-01-07T10:00:00Z', replacement: " + right);
        TestResult result = story.test("CC7.1-change-detection/changes");
        assertEquals(1, result.excluded());
        assertEquals(1, result.exceptions());
        assertEquals(1, result.proven());
    }

    @Test
    void aRuleOfTheCatalogueLeavesItemsOutAndShows() throws Exception {
        story.asking("""
                requirements:
                  - id: CC8.1-gate
                    tests:
                      - id: commits
                        exclude: [{id: docs, why: "documentation only", detail: "Change number*"}]
                """);
        story.shop.push(day(2), 2);
        TestResult result = story.test("CC8.1-gate/commits");
        assertEquals(2, result.excluded());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion(), "what is left out proves nothing");
        assertEquals(
                "left out by rule docs of the catalogue: documentation only",
                result.items().get(0).reason());
    }

    @Test
    void waysRoundTheControlsAreShown() throws Exception {
        story.shop.push(day(2), 1);
        operated("CC8.1-bypass/pushes");
        story.record("bypass", "noticed: '" + day(3) + "'");
        assertEquals(1, story.test("CC8.1-bypass/pushes").exceptions());
    }
}
