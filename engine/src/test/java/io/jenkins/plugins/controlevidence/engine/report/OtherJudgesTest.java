package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Rows.noon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.index.RunRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherJudgesTest {
    private static final Instant END_OF_YEAR = Instant.parse("2026-12-31T00:00:00Z");

    private final Rows rows = new Rows();

    @Test
    void everyDayWithoutAConclusiveScanIsAnException() {
        for (int day = 1; day <= 10; day++) {
            if (day != 4 && day != 5) {
                rows.record("scan", Family.SAST, "a", noon(day), Outcome.PASSED);
            }
        }
        rows.record("scan", Family.SAST, "a", noon(5), Outcome.NOT_PROVEN);
        TestResult result = rows.judge("CC7.2-continuity", "days");
        assertEquals(10, result.population());
        assertEquals(8, result.proven());
        assertEquals("no scan on this day", result.items().get(3).reason());
        assertEquals(Outcome.NOT_PROVEN, result.items().get(4).outcome());
        assertEquals("2026-01-04T00:00:00Z", result.longestGap().start().toString());
        assertEquals("2026-01-06T00:00:00Z", result.longestGap().end().toString());
    }

    @Test
    void daysAfterTheLastOneJudgedAreNotYetDue() {
        rows.asOf = LocalDate.of(2026, 1, 3);
        rows.record("scan", Family.SAST, "a", noon(1), Outcome.PASSED);
        TestResult result = rows.judge("CC7.2-continuity", "days");
        assertEquals(1, result.proven());
        assertEquals(2, result.exceptions());
        assertEquals(7, result.notDue());
        assertEquals("2026-01-04T00:00:00Z", result.longestGap().end().toString());
    }

    @Test
    void aWindowThatReachesBeyondThePeriodIsNotYetDueAndAloneShowsNothing() {
        TestResult result = rows.judge("CC6.1-mfa", "enrolment");
        assertEquals(1, result.notDue());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion());
        rows.record("mfa-enrolment", null, null, noon(2), Outcome.PASSED);
        assertEquals(Conclusion.OPERATED, rows.judge("CC6.1-mfa", "enrolment").conclusion());
    }

    @Test
    void aWindowWithEvidenceToTheContraryIsAnExceptionAtOnce() {
        rows.record("mfa-enrolment", null, null, noon(2), Outcome.FAILED);
        assertEquals(
                Outcome.FAILED,
                rows.judge("CC6.1-mfa", "enrolment").items().get(0).outcome());
    }

    @Test
    void eachScannerInUseNeedsItsOwnCheck() {
        rows.tools.addAll(List.of("sast-tool", "secrets-tool"));
        rows.record("detector-check", Family.SAST, null, noon(2), Outcome.PASSED);
        TestResult result = rows.judge("CC7.2-detector-health", "checks");
        assertEquals(4, result.population());
        assertEquals(1, result.proven());
        assertEquals(1, result.exceptions());
        assertEquals(2, result.notDue());
    }

    @Test
    void aHistoryIsProvenByOneScanOfAllOfItThatLeftNothingOpen() {
        assertEquals(
                Conclusion.NOT_DEMONSTRATED,
                rows.judge("CC6.1-secrets", "history").conclusion());
        rows.push(1, Continuity.FIRST, "a").record("scan", Family.SECRETS, "a", noon(1), Outcome.FAILED, true);
        rows.finding("f", Severity.LOW, null, 1, null);
        Item item = rows.judge("CC6.1-secrets", "history").items().get(0);
        assertEquals("history holds 1 finding still open: Private key at a.txt:1", item.reason());
        rows.waiver("f", 2, END_OF_YEAR);
        assertEquals(Conclusion.OPERATED, rows.judge("CC6.1-secrets", "history").conclusion());
    }

    @Test
    void findingsAreActedOnWhenTheyAreFixedOrWaived() {
        rows.finding("fixed", Severity.HIGH, null, 1, 4)
                .finding("waived", Severity.CRITICAL, null, 2, null)
                .waiver("waived", 3, END_OF_YEAR)
                .finding("open", Severity.HIGH, null, 5, null)
                .finding("too low to count", Severity.MEDIUM, null, 5, null);
        TestResult result = rows.judge("CC7.2-triage", "findings");
        assertEquals(3, result.population());
        assertEquals(2, result.proven());
        Item open = result.items().get(2);
        assertEquals("open for 5 d 12 h without a disposition", open.reason());
        assertEquals("high: Private key at a.txt:1", open.subject().detail());
    }

    @Test
    void aFixAfterThePeriodDoesNotCountInIt() {
        rows.finding("f", Severity.HIGH, null, 5, 20);
        assertEquals(1, rows.judge("CC7.2-triage", "findings").exceptions());
    }

    @Test
    void commitsThatAScannerInUseLeftOutMakeThePopulationOfFindingsUncertain() {
        rows.push(1, Continuity.CONTINUED, "a")
                .push(2, Continuity.CONTINUED, "b")
                .record("scan", Family.SECRETS, "a", noon(1), Outcome.PASSED)
                .finding("f", Severity.HIGH, null, 1, 2);
        TestResult result = rows.judge("CC7.2-triage", "findings");
        assertEquals(Conclusion.OPERATED_WITH_EXCEPTIONS, result.conclusion());
        assertEquals(
                "not known what a secrets scan would have found on 1 commit without one",
                result.items().get(1).reason());
    }

    @Test
    void noFindingsAtAllDemonstrateNoTriage() {
        assertEquals(
                Conclusion.NOT_DEMONSTRATED,
                rows.judge("CC7.2-triage", "findings").conclusion());
    }

    @Test
    void rewrittenHistoryIsShownOnceWithItsBypassRecord() {
        rows.push(1, Continuity.FIRST, "a")
                .push(2, Continuity.REWRITTEN, "b")
                .record("bypass", null, "b", noon(2), Outcome.FAILED);
        TestResult result = rows.judge("CC8.1-bypass", "pushes");
        assertEquals(2, result.population());
        assertEquals(1, result.exceptions());
        assertEquals(List.of("run-b", "record-100"), result.items().get(1).records());
    }

    @Test
    void rewrittenHistoryIsAnExceptionEvenWithoutItsBypassRecord() {
        rows.push(1, Continuity.FIRST, "a").push(2, Continuity.REWRITTEN, "b");
        assertEquals(1, rows.judge("CC8.1-bypass", "pushes").exceptions());
    }

    @Test
    void otherBypassesAndWaiversInUseAreExceptions() {
        rows.push(1, Continuity.FIRST, "a")
                .record("bypass", null, "a", noon(2), Outcome.FAILED)
                .waiver("f", 3, END_OF_YEAR);
        TestResult result = rows.judge("CC8.1-bypass", "pushes");
        assertEquals(2, result.exceptions());
        assertEquals(Outcome.SKIPPED, result.items().get(2).outcome());
        assertTrue(result.items().get(2).reason().contains("by ann, SEC-1"));
    }

    @Test
    void aRunThatCouldNotTellWhatIsNewIsAnException() {
        rows.runs.add(new RunRow(
                0,
                "r",
                Rows.REPOSITORY,
                "main",
                "a",
                null,
                Continuity.UNKNOWN,
                noon(1),
                Outcome.NOT_PROVEN,
                "shallow",
                false));
        assertEquals(
                "shallow", rows.judge("CC8.1-bypass", "pushes").items().get(0).reason());
    }

    @Test
    void recordedEventsSpeakForThemselvesOrNeedEvidenceInTime() {
        rows.record("deployment", null, "a", noon(1), Outcome.PASSED)
                .record("deployment", null, "a", noon(3), Outcome.FAILED)
                .record("deployment", null, "a", noon(10), Outcome.PASSED)
                .record("configuration-change", null, null, noon(1), Outcome.PASSED)
                .record("configuration-change", null, null, noon(3), Outcome.FAILED)
                .record("scan", Family.SCA, "a", noon(1).plusSeconds(9), Outcome.PASSED);
        TestResult changes = rows.judge("CC7.1-change-detection", "changes");
        assertEquals(1, changes.proven());
        assertEquals(1, changes.exceptions());
        TestResult scans = rows.judge("CC7.1-vuln-scan", "changes");
        assertEquals(1, scans.proven());
        assertEquals("no sca or dast scan within 1 d", scans.items().get(1).reason());
        assertEquals(1, scans.notDue());
    }

    @Test
    void withoutRecordsOfAKindNothingIsDemonstratedAndTheReportSaysWhatIsMissing() {
        TestResult result = rows.judge("CC7.1-change-detection", "changes");
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion());
        assertTrue(result.test().missing().startsWith("Records of configuration changes"));
    }
}
