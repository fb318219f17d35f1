package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Rows.noon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitJudgeTest {
    private final Rows rows = new Rows();

    private TestResult sast() {
        return rows.judge("CC7.1-sast", "commits");
    }

    @Test
    void commitWithAScanThatPassedIsProven() {
        rows.push(1, Continuity.FIRST, "a").record("scan", Family.SAST, "a", noon(1), Outcome.PASSED);
        TestResult result = sast();
        assertEquals(Conclusion.OPERATED, result.conclusion());
        assertEquals(Item.Coverage.ITEM, result.items().get(0).coverage());
        assertEquals("record-100", result.items().get(0).records().get(0));
        assertEquals(noon(1), result.firstProof());
    }

    @Test
    void aScanThatFoundSomethingHasScanned() {
        rows.push(1, Continuity.FIRST, "a").record("scan", Family.SAST, "a", noon(1), Outcome.FAILED);
        assertEquals(Conclusion.OPERATED, sast().conclusion());
    }

    @Test
    void aScanOfAnotherFamilyOrCommitProvesNothing() {
        rows.push(1, Continuity.FIRST, "a")
                .record("scan", Family.SCA, "a", noon(1), Outcome.PASSED)
                .record("scan", Family.SAST, "b", noon(1), Outcome.PASSED)
                .record("gate", null, "a", noon(1), Outcome.PASSED);
        TestResult result = sast();
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion());
        assertEquals("no sast scan speaks of this commit", result.items().get(0).reason());
    }

    @Test
    void aScannerThatBrokeIsAnExceptionThatSaysSo() {
        rows.push(1, Continuity.FIRST, "a").record("scan", Family.SAST, "a", noon(1), Outcome.ERROR);
        Item item = sast().items().get(0);
        assertEquals(Outcome.ERROR, item.outcome());
        assertEquals("sast scan by sast-tool error: it broke", item.reason());
    }

    @Test
    void aScannerThatBreaksAfterwardsTakesNoProofAway() {
        rows.push(1, Continuity.FIRST, "a")
                .record("scan", Family.SAST, "a", noon(1), Outcome.PASSED)
                .record("scan", Family.SAST, "a", noon(1), Outcome.ERROR);
        assertEquals(Conclusion.OPERATED, sast().conclusion());
    }

    @Test
    void theTipSpeaksForTheCommitsOfItsPushWhereTheCatalogueAllowsIt() {
        rows.push(1, Continuity.CONTINUED, "a", "b", "c").record("scan", Family.SAST, "c", noon(1), Outcome.PASSED);
        TestResult result = sast();
        assertEquals(Conclusion.OPERATED, result.conclusion());
        assertEquals(Item.Coverage.PUSH, result.items().get(0).coverage());
        assertEquals(Item.Coverage.ITEM, result.items().get(2).coverage());
        assertTrue(result.items().get(0).reason().endsWith(", on the tip of the push, c"));
    }

    @Test
    void theTipDoesNotSpeakForApprovals() {
        rows.push(1, Continuity.CONTINUED, "a", "b").activity(Rows.approval("b", Rows.BEN, noon(1)));
        TestResult result = rows.judge("CC8.1-approval", "commits");
        assertEquals(1, result.proven());
        assertEquals(1, result.exceptions());
    }

    @Test
    void theTipDoesNotSpeakForHistoryFromBeforeTheFirstRun() {
        rows.push(1, Continuity.FIRST, "a", "b").record("scan", Family.SAST, "b", noon(1), Outcome.PASSED);
        TestResult result = sast();
        assertEquals(Conclusion.OPERATED_WITH_EXCEPTIONS, result.conclusion());
        assertTrue(result.items().get(0).reason().contains("before the first recorded run"));
    }

    @Test
    void aGateThatDeniedIsAnExceptionUntilItPasses() {
        rows.push(1, Continuity.CONTINUED, "a").record("gate", null, "a", noon(1), Outcome.FAILED);
        Item denied = rows.judge("CC8.1-gate", "commits").items().get(0);
        assertEquals(Outcome.FAILED, denied.outcome());
        rows.record("gate", null, "a", noon(1).plusSeconds(60), Outcome.PASSED);
        assertEquals(Conclusion.OPERATED, rows.judge("CC8.1-gate", "commits").conclusion());
        rows.record("gate", null, "a", noon(1).plusSeconds(90), Outcome.FAILED);
        assertEquals(
                Conclusion.NOT_DEMONSTRATED, rows.judge("CC8.1-gate", "commits").conclusion());
    }

    @Test
    void aProofAfterTheDeadlineIsLate() {
        rows.push(1, Continuity.FIRST, "a")
                .record("scan", Family.SAST, "a", noon(2).plus(Duration.ofSeconds(1)), Outcome.PASSED);
        Item late = sast().items().get(0);
        assertEquals(Item.Standing.EXCEPTION, late.standing());
        assertTrue(late.reason().endsWith("but late: 1 d 1 s after the push was seen, 1 d allowed"), late.reason());
    }

    @Test
    void aLateProofOfTheCommitYieldsToOneOfTheTipInTime() {
        rows.push(1, Continuity.CONTINUED, "a", "b")
                .record("scan", Family.SAST, "b", noon(1), Outcome.PASSED)
                .record("scan", Family.SAST, "a", noon(5), Outcome.PASSED);
        assertEquals(Conclusion.OPERATED, sast().conclusion());
    }

    @Test
    void aScanOfAllHistoryCoversWhatCameBeforeOnItsLineAndNothingAfter() {
        rows.push(1, Continuity.FIRST, "a", "b")
                .push(2, Continuity.CONTINUED, "c")
                .record("scan", Family.SECRETS, "b", noon(1), Outcome.PASSED, true);
        TestResult result = rows.judge("CC6.1-secrets", "commits");
        assertEquals(Item.Coverage.HISTORY, result.items().get(0).coverage());
        assertEquals(Item.Standing.PROVEN, result.items().get(1).standing());
        assertEquals(Item.Standing.EXCEPTION, result.items().get(2).standing());
    }

    @Test
    void aScanOfOneCommitCoversNoHistoryWhateverTheCatalogueSays() {
        rows.push(1, Continuity.FIRST, "a", "b").record("scan", Family.SECRETS, "b", noon(1), Outcome.PASSED, false);
        assertEquals(1, rows.judge("CC6.1-secrets", "commits").exceptions());
    }

    @Test
    void aCommitThatBroughtInACredentialIsAnExceptionUntilItIsWaivedOrGone() {
        rows.push(1, Continuity.FIRST, "a")
                .record("scan", Family.SECRETS, "a", noon(1), Outcome.FAILED, true)
                .finding("f", Severity.CRITICAL, "a", 1, null);
        Item item = rows.judge("CC6.1-secrets", "commits").items().get(0);
        assertEquals(Outcome.FAILED, item.outcome());
        assertEquals("brought in 1 finding still open: Private key at a.txt:1", item.reason());

        rows.waiver("f", 2, Instant.parse("2026-01-05T00:00:00Z"));
        assertEquals(1, rows.judge("CC6.1-secrets", "commits").exceptions(), "a waiver that has ended");
        rows.waiver("f", 3, Instant.parse("2026-12-31T00:00:00Z"));
        assertEquals(Conclusion.OPERATED, rows.judge("CC6.1-secrets", "commits").conclusion());
    }

    @Test
    void withoutCommitsNothingIsDemonstrated() {
        TestResult result = sast();
        assertEquals(0, result.population());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion());
    }

    @Test
    void theLongestGapGoesFromTheFirstUnprovenCommitToTheNextProven() {
        rows.push(1, Continuity.CONTINUED, "a")
                .push(3, Continuity.CONTINUED, "b")
                .push(5, Continuity.CONTINUED, "c")
                .push(8, Continuity.CONTINUED, "d")
                .record("scan", Family.SAST, "a", noon(1), Outcome.PASSED)
                .record("scan", Family.SAST, "d", noon(8), Outcome.PASSED);
        assertEquals(new Gap(noon(3), noon(8)), sast().longestGap());
    }
}
