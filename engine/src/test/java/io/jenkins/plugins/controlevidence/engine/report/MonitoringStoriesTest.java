package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.BEN;
import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the requirements of CC7.2, monitoring: a store where each operated, and one with each kind of exception. */
class MonitoringStoriesTest {
    @TempDir
    Path directory;

    @AutoClose
    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @Test
    void vulnerableLibrariesAreDecidedOn() throws Exception {
        story.shop.push(day(2), 1);
        Finding cve = story.shop.finding(Family.SCA, "trivy", Severity.HIGH, "CVE-2026-1");
        story.shop.scan(day(2), Family.SCA, "trivy", List.of(cve));
        story.operated("CC7.2-sca/commits");
        story.exceptions("CC7.2-sca/findings", "without a disposition");
        dispose(cve, "decision: accepted, until: '2026-06-10', requestedBy: " + BEN);
        story.exceptions("CC7.2-sca/findings", "Accepted by who asked for it");
        dispose(cve, "decision: accepted, until: '2026-01-10'");
        story.exceptions("CC7.2-sca/findings", "the acceptance by Ben (ben), SEC-31 ended with 2026-01-10");
        dispose(cve, "decision: accepted, until: '2026-06-10', ticket: null");
        story.exceptions("CC7.2-sca/findings", "accepted until 2026-06-10, decided by Ben (ben), but without a ticket");
        story.operated("CC7.2-triage/findings");
        dispose(cve, "decision: accepted, until: '2026-06-10'");
        story.operated("CC7.2-sca/findings");
    }

    @Test
    void takingADecisionBackNeverHelps() throws Exception {
        story.shop.push(day(2), 1);
        Finding cve = story.shop.finding(Family.SCA, "trivy", Severity.HIGH, "CVE-2026-1");
        story.shop.scan(day(2), Family.SCA, "trivy", List.of(cve));
        dispose(cve, "decision: mitigated, until: null");
        story.operated("CC7.2-sca/findings");
        dispose(cve, "decision: accepted, until: '2026-06-10', requestedBy: " + BEN);
        story.operated("CC7.2-sca/findings");
        dispose(cve, "decision: fixed, until: null");
        story.exceptions("CC7.2-sca/findings", "said to be fixed");
        story.retract(story.last(), "");
        story.exceptions("CC7.2-sca/findings", "the decision by Ben (ben), SEC-31 was retracted");
        dispose(cve, "decision: mitigated, until: null");
        story.operated("CC7.2-sca/findings");
    }

    @Test
    void whatIsSaidToBeFixedMustBeGone() throws Exception {
        story.shop.push(day(2), 1);
        Finding fault = story.shop.finding(Family.SAST, "semgrep", Severity.HIGH, "SQL");
        story.shop.scan(day(2), Family.SAST, "semgrep", List.of(fault));
        dispose(fault, "decision: fixed, until: null");
        story.exceptions(
                "CC7.2-triage/findings",
                "said to be fixed by Ben (ben), SEC-31, but no later scan by semgrep shows it gone");
        story.shop.scan(day(7), Family.SAST, "semgrep", List.of());
        story.operated("CC7.2-triage/findings");
        String closing = story.last();
        story.retract(closing, "");
        story.exceptions("CC7.2-triage/findings", "no later scan by semgrep shows it gone");
        story.shop.scan(day(8), Family.SAST, "semgrep", List.of());
        story.operated("CC7.2-triage/findings");
    }

    private void dispose(Finding finding, String fields) throws IOException {
        story.record(
                "disposition",
                "repository: '" + Story.REPOSITORY + "', finding: " + finding.fingerprint()
                        + ", at: '2026-01-05T10:00:00Z', decidedBy: " + BEN + ", " + fields);
    }

    @Test
    void aPersonReviewsEachMonth() throws Exception {
        story.exceptions("CC7.2-triage/reviews", "no review");
        story.record("review", "at: '" + day(9) + "', reviewer: {name: 'ci[bot]'}");
        story.exceptions("CC7.2-triage/reviews", "Reviewed by a bot");
        story.record("review", "at: '" + day(10) + "'");
        story.operated("CC7.2-triage/reviews");
    }

    @Test
    void runningApplicationsAreProbed() throws Exception {
        Change change = story.shop.push(day(2), 1);
        story.deploy(change.head(), day(2), "");
        story.exceptions("CC7.2-dast/deployments", "no dast scan within 1 d");
        story.exceptions("CC7.2-dast/months", "no dast scan");
        story.shop.scan(day(2).plusSeconds(600), Family.DAST, "zap", List.of());
        story.operated("CC7.2-dast/deployments");
        story.operated("CC7.2-dast/months");
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
        story.operated("CC7.2-credential-misuse/days");
    }

    /** The alert stands until a review names its record. */
    private void exceptions7(String alert) throws Exception {
        List<String> reasons = Story.reasons(story.test("CC7.2-credential-misuse/days"));
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
        story.exceptions(
                "CC7.2-detector-health/silence", "has found nothing since 2026-01-01 01:00, and no check since");
        for (int day : new int[] {2, 9, 16, 23}) {
            story.record(
                    "detector-check",
                    "started: '" + day(day) + "', finished: '" + day(day).plusSeconds(9) + "', database: {updated: '"
                            + day(day).minusSeconds(9) + "', maxAgeDays: 7}");
        }
        story.operated("CC7.2-detector-health/silence");
        story.operated("CC7.2-detector-health/checks");
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
        story.exceptions("CC7.2-continuity/days", "semgrep ended with code 2");
        story.retract(story.last(), "");
        story.exceptions("CC7.2-continuity/days", "semgrep ended with code 2", "the record was retracted by");
    }
}
