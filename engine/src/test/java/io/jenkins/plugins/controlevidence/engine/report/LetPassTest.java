package io.jenkins.plugins.controlevidence.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that let a finding pass by a person's decision: it shows, and it is a pass only if the decision was there and held. */
class LetPassTest {
    private static final Instant PUSHED = Story.day(5);
    private static final Instant DECIDED = PUSHED.plusSeconds(3600);
    private static final Instant GATED = PUSHED.plusSeconds(7200);
    private static final Instant LATER = PUSHED.plusSeconds(10800);

    @TempDir
    Path directory;

    private Story story;
    private Finding finding;
    private Change change;

    @BeforeEach
    void aFindingIsFound() throws IOException {
        story = new Story(directory);
        change = story.shop.push(PUSHED, 1);
        finding = story.shop.finding(Family.SAST, "semgrep", Severity.HIGH, "SQL");
        story.shop.scan(PUSHED, Family.SAST, "semgrep", List.of(finding));
        story.shop.gate(PUSHED.plusSeconds(60), Outcome.FAILED, List.of());
    }

    @AfterEach
    void close() throws IOException {
        story.close();
    }

    @Test
    void isAPassAndIsShownAmongTheWaysRoundTheControls() throws Exception {
        String record = dispose("decision: accepted, until: '2026-01-20'");
        gate(GATED, record, Decision.ACCEPTED, LocalDate.of(2026, 1, 20));
        String gate = story.last();
        gate(LATER, record, Decision.ACCEPTED, LocalDate.of(2026, 1, 20));

        assertEquals(0, story.test("CC8.1-gate/commits").exceptions());
        Item shown = only("CC8.1-bypass/pushes");
        assertEquals("disposition", shown.subject().kind());
        assertEquals(finding.fingerprint(), shown.subject().name());
        assertEquals(
                "2 gates let this finding pass: accepted until 2026-01-20, decided by Ben (ben), record "
                        + record.substring(0, 12),
                shown.reason());
        assertEquals(List.of(gate, record), shown.records());
        assertEquals(Outcome.SKIPPED, shown.outcome());
    }

    @Test
    void isNoneIfTheLedgerNeverHadTheDecision() throws Exception {
        gate(GATED, "1".repeat(64), Decision.MITIGATED, null);
        assertNotPassed("it let the finding " + finding.fingerprint()
                + " pass by the decision 111111111111, which the ledger did not have by then");
    }

    @Test
    void isNoneIfTheDecisionIsDatedLater() throws Exception {
        String record = dispose("decision: mitigated, until: null, at: '" + LATER + "'");
        gate(GATED, record, Decision.MITIGATED, null);
        assertNotPassed("which was made later");
    }

    @Test
    void isNoneIfTheAcceptanceHadEnded() throws Exception {
        String record = dispose("decision: accepted, until: '2026-01-04', at: '" + Story.day(3) + "'");
        gate(GATED, record, Decision.ACCEPTED, LocalDate.of(2026, 1, 20));
        assertNotPassed("which had ended");
    }

    @Test
    void isNoneIfTheDecisionHadBeenRetracted() throws Exception {
        String record = dispose("decision: mitigated, until: null");
        story.retract(record, ", at: '" + DECIDED + "'");
        gate(GATED, record, Decision.MITIGATED, null);
        assertNotPassed("which had been retracted");
    }

    @Test
    void staysOneIfTheDecisionIsRetractedLater() throws Exception {
        String record = dispose("decision: mitigated, until: null");
        gate(GATED, record, Decision.MITIGATED, null);
        story.retract(record, "");
        assertEquals(0, story.test("CC8.1-gate/commits").exceptions());
    }

    @Test
    void isNoneIfTheDecisionIsAboutAnotherFinding() throws Exception {
        Finding other = story.shop.finding(Family.SAST, "semgrep", Severity.HIGH, "XSS");
        gate(GATED, dispose(story, other, "decision: mitigated, until: null"), Decision.MITIGATED, null);
        assertNotPassed("which is about another finding");
        gate(
                LATER,
                dispose("decision: mitigated, until: null, repository: 'https://git.example.org/other'"),
                Decision.MITIGATED,
                null);
        assertNotPassed("which is about another finding");
    }

    @Test
    void isNoneIfTheDecisionLetsNothingPass() throws Exception {
        gate(GATED, dispose("decision: fixed, until: null"), Decision.MITIGATED, null);
        assertNotPassed("which lets nothing pass");
        gate(
                LATER,
                dispose("decision: accepted, until: '2026-01-20', requestedBy: " + Story.BEN),
                Decision.ACCEPTED,
                LocalDate.of(2026, 1, 20));
        assertNotPassed("which lets nothing pass");
    }

    @Test
    void isNoGateToDeployByIfItIsNone() throws Exception {
        gate(GATED, "1".repeat(64), Decision.MITIGATED, null);
        story.record(
                "deployment",
                "repository: '" + Story.REPOSITORY + "', commit: " + change.head() + ", at: '" + Story.day(7)
                        + "', deployer: " + Story.CLEO + ", authors: [" + Story.ANN + "]");
        assertTrue(only("CC8.1-gate/deployments").reason().contains("which the ledger did not have by then"));
    }

    private String dispose(String fields) throws IOException {
        return dispose(story, finding, fields);
    }

    private static String dispose(Story story, Finding finding, String fields) throws IOException {
        return story.record(
                "disposition",
                "repository: '" + Story.REPOSITORY + "', finding: " + finding.fingerprint() + ", at: '" + DECIDED
                        + "', decidedBy: " + Story.BEN + ", " + fields);
    }

    private void gate(Instant at, String record, Decision decision, LocalDate until) throws IOException {
        story.shop.gate(
                at,
                Outcome.PASSED,
                List.of(),
                List.of(new Verdict.Disposed(finding.fingerprint(), record, decision, "Ben (ben)", until)));
    }

    private void assertNotPassed(String why) throws Exception {
        Item item = only("CC8.1-gate/commits");
        assertEquals(Outcome.FAILED, item.outcome());
        assertTrue(item.reason().contains(why), item.reason());
    }

    private Item only(String test) throws Exception {
        List<Item> exceptions = story.test(test).items().stream()
                .filter(item -> item.standing() == Item.Standing.EXCEPTION)
                .toList();
        assertEquals(1, exceptions.size(), exceptions::toString);
        return exceptions.get(0);
    }
}
