package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people's activities prove, branch by branch. */
class JudgementTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
    private static final Actor ANN = new Actor("Ann", "ann@example.org", null, Actor.Type.PERSON);
    private static final Actor BEN = new Actor("Ben", "ben@example.org", "ben", Actor.Type.PERSON);
    private static final Actor SOMEBODY = new Actor("Cleo", null, "cleo", null);
    private static final Actor BOT = new Actor("merge[bot]", null, null, null);

    // ------------------------------------------------------------------------------------------------ approval

    @Test
    void approvalByAnotherPersonIsGood() {
        assertPassed(approval(BEN, Approval.Decision.APPROVED, List.of(ANN), List.of(ANN)));
    }

    @Test
    void approvalByAuthorOrCommitterDoesNotCount() {
        assertFailed("own author", approval(ANN, Approval.Decision.APPROVED, List.of(ANN), List.of(ANN)));
        assertFailed("own author", approval(BEN, Approval.Decision.APPROVED, List.of(ANN, BEN), List.of(ANN)));
        assertFailed("committed it", approval(BEN, Approval.Decision.APPROVED, List.of(ANN), List.of(BEN)));
    }

    @Test
    void approvalByABotIsNotAPersons() {
        assertFailed("bot", approval(BOT, Approval.Decision.APPROVED, List.of(ANN), List.of(ANN)));
    }

    @Test
    void approvalOfUnknownPeopleProvesNothing() {
        assertNotProven("person", approval(SOMEBODY, Approval.Decision.APPROVED, List.of(ANN), List.of(ANN)));
        assertNotProven("who wrote", approval(BEN, Approval.Decision.APPROVED, List.of(), List.of(ANN)));
    }

    @Test
    void rejectedOrRevokedIsNotApproved() {
        assertFailed("rejected", approval(BEN, Approval.Decision.REJECTED, List.of(ANN), List.of(ANN)));
        assertFailed("revoked", approval(BEN, Approval.Decision.REVOKED, List.of(ANN), List.of(ANN)));
    }

    private static Approval approval(
            Actor approver, Approval.Decision decision, List<Actor> authors, List<Actor> committers) {
        return new Approval(
                "https://example.org/product",
                "main",
                Examples.HEAD,
                new Approval.Request("412", null, null),
                approver,
                decision,
                AT,
                "pull-request",
                authors,
                committers,
                null);
    }

    // ---------------------------------------------------------------------------------------------- deployment

    @Test
    void deploymentIsGoodIfTheLastGateOfItsCommitPassed() {
        Deployment deployment = deployment(null, Outcome.FAILED, Outcome.PASSED);

        assertPassed(deployment);
        assertTrue(deployment.allowed());
        assertEquals(List.of(deployment), deployment.activities());
    }

    @Test
    void deploymentWithoutAPassingGateIsRefused() {
        assertFailed("No gate", deployment(null));
        assertFailed("FAILED", deployment(null, Outcome.FAILED));
        assertFailed("NOT_PROVEN", deployment(null, Outcome.NOT_PROVEN));
        assertFailed("ERROR", deployment(null, Outcome.ERROR));
        assertFailed("FAILED", deployment(null, Outcome.PASSED, Outcome.FAILED));
        assertFalse(deployment(null, Outcome.FAILED).allowed());
    }

    @Test
    void deploymentThatSomebodyTookUponThemselvesIsAllowedAndABypass() {
        Deployment deployment = deployment(new Deployment.Waived("the shop is down", BEN), Outcome.FAILED);

        assertFailed("the shop is down", deployment);
        assertTrue(deployment.allowed());
        Activity bypass = deployment.activities().get(1);
        assertFailed("Deployed to production although no gate had passed this commit by Ben (ben): the shop", bypass);
        assertEquals("bypass", bypass.kind());
        assertEquals(deployment.commit(), bypass.commit());
        assertEquals(deployment.at(), bypass.finished());
    }

    @Test
    void deploymentThatHappenedWithoutAGateIsABypassOfWhoDidIt() {
        assertFailed("by Ann", deployment(null).activities().get(1));
    }

    @Test
    void nothingIsTakenUponOneselfWhereAGatePassed() {
        Deployment deployment = deployment(new Deployment.Waived("to be safe", BEN), Outcome.FAILED)
                .with(List.of(), deployment(null, Outcome.PASSED).gates(), List.of());

        assertPassed(deployment);
        assertNull(deployment.exception());
    }

    private static Deployment deployment(@CheckForNull Deployment.Waived exception, Outcome... gates) {
        return new Deployment(
                "https://example.org/product",
                "main",
                Examples.HEAD,
                "production",
                List.of(),
                ANN,
                List.of(ANN),
                new Deployment.Trigger(Deployment.Trigger.Kind.PERSON, null),
                AT,
                null,
                List.of(),
                Arrays.stream(gates)
                        .map(outcome -> new GateResult("1".repeat(64), "2".repeat(64), outcome))
                        .toList(),
                List.of(),
                exception);
    }

    // -------------------------------------------------------------------------------------------------- bypass

    @Test
    void everyBypassIsAFailure() {
        for (Bypass.Form form : Bypass.Form.values()) {
            assertFailed(
                    "by Ben (ben): in a hurry",
                    new Bypass(
                            "https://example.org/product",
                            "main",
                            Examples.HEAD,
                            form,
                            AT,
                            Examples.BASE,
                            null,
                            "production",
                            "shop/main",
                            "17",
                            BEN,
                            "in a hurry"));
        }
    }

    @Test
    void bypassOfHistoryIsOnlyRecordedWhereItWasRewritten() {
        assertFailed(
                "history was rewritten", Bypass.ofRewrittenHistory(Examples.change(Continuity.REWRITTEN, false), AT));
        assertThrows(IllegalArgumentException.class, () -> Bypass.ofRewrittenHistory(Examples.change(), AT));
    }

    @Test
    void overrideNeedsAReason() {
        GateResult gate = new GateResult("1".repeat(64), "2".repeat(64), Outcome.FAILED);
        assertFailed(
                "overridden by Ben (ben): test key",
                Bypass.ofOverriddenGate(Examples.change(), gate, BEN, "test key", AT));
        assertThrows(
                IllegalArgumentException.class, () -> Bypass.ofOverriddenGate(Examples.change(), gate, BEN, " ", AT));
    }

    // --------------------------------------------------------------------------------------------- disposition

    @Test
    void dispositionByAPersonIsGood() {
        assertPassed(disposition(Decision.FALSE_POSITIVE, null, BEN, null));
        assertPassed(disposition(Decision.MITIGATED, null, BEN, BEN));
        assertPassed(disposition(Decision.FIXED, null, BOT, null));
        assertPassed(disposition(Decision.ACCEPTED, "2026-03-02", BEN, ANN));
    }

    @Test
    void riskIsNotAcceptedByWhoAsksForIt() {
        assertFailed("asked for it", disposition(Decision.ACCEPTED, "2026-06-30", BEN, BEN));
    }

    @Test
    void botDecidesOnNoFinding() {
        assertFailed("bot", disposition(Decision.ACCEPTED, "2026-06-30", BOT, ANN));
        assertFailed("bot", disposition(Decision.FALSE_POSITIVE, null, BOT, ANN));
    }

    @Test
    void acceptanceThatHadEndedDoesNotCount() {
        assertFailed("had ended", disposition(Decision.ACCEPTED, "2026-03-01", BEN, ANN));
    }

    @Test
    void dispositionOfUnknownPeopleProvesNothing() {
        assertNotProven("person", disposition(Decision.MITIGATED, null, SOMEBODY, null));
        assertNotProven("asked", disposition(Decision.ACCEPTED, "2026-06-30", BEN, null));
    }

    @Test
    void acceptanceAndNothingElseHasAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> disposition(Decision.ACCEPTED, null, BEN, ANN));
        assertThrows(IllegalArgumentException.class, () -> disposition(Decision.FIXED, "2026-06-30", BEN, ANN));
        assertEquals(
                Instant.parse("2026-07-01T00:00:00Z"),
                disposition(Decision.ACCEPTED, "2026-06-30", BEN, ANN).ends());
    }

    private static Disposition disposition(
            Decision decision, @CheckForNull String until, Actor by, @CheckForNull Actor requestedBy) {
        return new Disposition(
                "https://example.org/product",
                "0123456789abcdef",
                decision,
                until == null ? null : LocalDate.parse(until),
                "because",
                null,
                by,
                requestedBy,
                AT,
                null,
                null,
                null);
    }

    // -------------------------------------------------------------------------------------------------- review

    @Test
    void reviewByAPersonIsGood() {
        assertPassed(review(BEN, Review.Conclusion.NOTHING_TO_DO));
        assertPassed(review(BEN, Review.Conclusion.ACTION_NEEDED, "ask"));
    }

    @Test
    void reviewThatCallsForActionNamesOne() {
        assertFailed("names none", review(BEN, Review.Conclusion.ACTION_NEEDED));
        assertFailed("names none", review(BEN, Review.Conclusion.ACTION_TAKEN));
    }

    @Test
    void reviewByAMachineIsNone() {
        assertFailed("bot", review(BOT, Review.Conclusion.NOTHING_TO_DO));
        assertNotProven("person", review(SOMEBODY, Review.Conclusion.NOTHING_TO_DO));
    }

    @Test
    void reviewIsOfSomething() {
        assertThrows(IllegalArgumentException.class, () -> new Review.Subject(List.of(), null, null, null, null));
    }

    private static Review review(Actor reviewer, Review.Conclusion conclusion, String... actions) {
        return new Review(
                new Review.Subject(List.of(), "CC7.2-triage", null, null, null),
                reviewer,
                AT,
                conclusion,
                null,
                Arrays.stream(actions)
                        .map(what -> new Review.Action(what, null))
                        .toList());
    }

    // --------------------------------------------------------------------------------------------------- other

    @Test
    void attachmentAndRetractionSayNoMoreThanThatTheyAreThere() {
        assertPassed(new Attachment(
                "minutes",
                null,
                "Minutes",
                new Attachment.File("m.pdf", "1".repeat(64), 3, "application/pdf"),
                BEN,
                "signed",
                AT,
                null,
                null));
        assertPassed(new Retraction("1".repeat(64), "wrong", BEN, AT, null));
    }

    @Test
    void judgementThatIsNotGoodSaysWhy() {
        assertNull(Judgement.passed().reason());
        assertThrows(IllegalArgumentException.class, () -> Judgement.failed(" "));
        assertThrows(IllegalArgumentException.class, () -> new Judgement(Outcome.NOT_PROVEN, null));
    }

    private static void assertPassed(Activity activity) {
        assertEquals(Outcome.PASSED, activity.outcome(), activity.reason());
    }

    private static void assertFailed(String why, Activity activity) {
        assertJudged(Outcome.FAILED, why, activity);
    }

    private static void assertNotProven(String why, Activity activity) {
        assertJudged(Outcome.NOT_PROVEN, why, activity);
    }

    private static void assertJudged(Outcome outcome, String why, Activity activity) {
        assertEquals(outcome, activity.outcome(), activity.reason());
        assertTrue(activity.reason().contains(why), activity.reason());
    }
}
