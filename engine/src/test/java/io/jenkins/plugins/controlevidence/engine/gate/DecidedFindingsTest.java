package io.jenkins.plugins.controlevidence.engine.gate;

import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision.Decider;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which recorded decisions of persons let a finding pass, and what is said of those that do not. */
class DecidedFindingsTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final Finding LEAK = Evidence.finding(Family.SECRETS, "secrets", Severity.HIGH, "f1", "a.txt");
    private static final Scan SCAN =
            Evidence.scan(Family.SECRETS, "secrets").found(LEAK).build();

    @Test
    void aFindingWithoutADecisionFailsTheGate() {
        Verdict verdict = verdict(Policy.defaults());
        assertEquals(Outcome.FAILED, verdict.outcome());
        assertTrue(verdict.reasons().get(0).remedy().contains("have somebody else decide on it"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Decision.class,
            names = {"FALSE_POSITIVE", "ACCEPTED", "MITIGATED"})
    void aDecisionLetsItsFindingPassAndTheVerdictNamesIt(Decision decision) {
        RecordedDecision decided = decided("r1", decision).build();
        Verdict verdict = verdict(Policy.defaults(), decided);
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals(List.of(), verdict.reasons());
        assertEquals(
                List.of(new Verdict.Disposed("f1", "r1", decision, "Ben (ben)", decided.until())), verdict.disposed());
    }

    @Test
    void aDecisionOnAnotherFindingChangesNothing() {
        RecordedDecision other = decided("r1", Decision.MITIGATED).finding("f2").build();
        Verdict verdict = verdict(Policy.defaults(), other);
        assertEquals(List.of("findings-above-threshold"), codes(verdict));
        assertEquals(List.of(), verdict.disposed());
    }

    @Test
    void whatIsSaidToBeFixedIsStillFound() {
        assertRefused(
                "disposition-fixed",
                "it says that the finding was fixed",
                decided("r1", Decision.FIXED).build());
    }

    @Test
    void anAcceptanceHoldsToTheEndOfItsLastDay() {
        RecordedDecision today = decided("r1", Decision.ACCEPTED).until(TODAY).build();
        Instant lastSecond =
                TODAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
        assertEquals(false, today.expired(lastSecond));
        assertEquals(true, today.expired(lastSecond.plusSeconds(1)));
        assertEquals(Outcome.PASSED, verdict(Policy.defaults(), today).outcome());
        assertRefused(
                "disposition-expired",
                "it held until " + TODAY.minusDays(1),
                decided("r1", Decision.ACCEPTED).until(TODAY.minusDays(1)).build());
    }

    @Test
    void aRetractedDecisionDoesNotCount() {
        assertRefused(
                "disposition-retracted",
                "it was retracted",
                decided("r1", Decision.MITIGATED).retracted().build());
    }

    @Test
    void whoWroteTheChangeDoesNotDecide() {
        Verdict verdict = assertRefused(
                "disposition-by-author",
                "who decided wrote or committed a part of this change",
                decided("r1", Decision.FALSE_POSITIVE).by(Decider.AUTHOR).build());
        assertEquals("Someone else must decide.", verdict.reasons().get(1).remedy());
        assertRefused(
                "disposition-author-unknown",
                "not known who wrote this change",
                decided("r1", Decision.FALSE_POSITIVE).by(Decider.UNKNOWN).build());
    }

    @Test
    void aDecisionThatDoesNotHoldByItselfDoesNotCount() {
        assertRefused(
                "disposition-does-not-hold",
                "Accepted by who asked for it",
                decided("r1", Decision.ACCEPTED)
                        .flaw("Accepted by who asked for it: Ben.")
                        .build());
    }

    @Test
    void aDecisionOfTomorrowDoesNotCountToday() {
        assertRefused(
                "disposition-time-impossible",
                "it is dated",
                decided("r1", Decision.MITIGATED).at(NOW.plusSeconds(1)).build());
    }

    @Test
    void thePolicySaysWhichDecisionsAreHonoured() throws PolicyException {
        Policy strict = policy("dispositions: [false-positive]");
        RecordedDecision mitigated = decided("r1", Decision.MITIGATED).build();
        Verdict verdict = verdict(strict, mitigated);
        assertEquals(Outcome.FAILED, verdict.outcome());
        assertEquals(List.of("findings-above-threshold", "disposition-not-honoured"), codes(verdict));
        assertTrue(verdict.reasons().get(1).text().endsWith("of decisions the policy honours only false-positive"));
        assertEquals(
                Outcome.PASSED,
                verdict(strict, decided("r1", Decision.FALSE_POSITIVE).build()).outcome());
        Verdict off = verdict(
                policy("dispositions: []"),
                decided("r1", Decision.FALSE_POSITIVE).build());
        assertEquals(Outcome.FAILED, off.outcome());
        assertTrue(off.reasons().get(1).text().endsWith("the policy lets no decision pass ('dispositions' is empty)"));
    }

    @Test
    void theNewestDecisionDecides() {
        RecordedDecision mitigated = decided("r1", Decision.MITIGATED).build();
        assertRefused(
                "disposition-fixed",
                "record r2",
                mitigated,
                decided("r2", Decision.FIXED).build());
        Verdict verdict =
                verdict(Policy.defaults(), decided("r2", Decision.FIXED).build(), mitigated);
        assertEquals("r1", verdict.disposed().get(0).record());
    }

    @Test
    void aRetractedDecisionDoesNotBringBackTheOneBefore() {
        assertRefused(
                "disposition-retracted",
                "record r2",
                decided("r1", Decision.MITIGATED).build(),
                decided("r2", Decision.FIXED).retracted().build());
    }

    @Test
    void whatIsNoDecisionDoesNotTakeThePlaceOfOne() {
        Verdict verdict = verdict(
                Policy.defaults(),
                decided("r1", Decision.MITIGATED).build(),
                decided("r2", Decision.ACCEPTED).flaw("by a bot").build(),
                decided("r3", Decision.FIXED).by(Decider.AUTHOR).build(),
                decided("r4", Decision.FIXED).at(NOW.plusSeconds(9)).build());
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals("r1", verdict.disposed().get(0).record());
    }

    @Test
    void aWaiverOfThePolicyComesFirst() throws PolicyException {
        Policy waiving =
                policy("waivers:\n  - {fingerprint: f1f1f1f1, owner: o, reason: r, ticket: t, until: 2099-01-01}");
        Finding leak = Evidence.finding(Family.SECRETS, "secrets", Severity.HIGH, "f1f1f1f1", "a.txt");
        GateInput input = input(
                Evidence.scan(Family.SECRETS, "secrets").found(leak).build(),
                decided("r1", Decision.MITIGATED).finding("f1f1f1f1").build());
        Verdict verdict = Gate.evaluate(waiving, input);
        assertEquals(1, verdict.waived().size());
        assertEquals(List.of(), verdict.disposed());
    }

    @Test
    void findingsWithoutALimitNeedNoDecision() {
        Finding mild = Evidence.finding(Family.SECRETS, "secrets", Severity.LOW, "f1", "a.txt");
        GateInput input = input(
                Evidence.scan(Family.SECRETS, "secrets").found(mild).build(),
                decided("r1", Decision.MITIGATED).build());
        assertEquals(List.of(), Gate.evaluate(Policy.defaults(), input).disposed());
    }

    @Test
    void whatIsLetPassStaysNewThoughTheBaselineHasIt() throws PolicyException {
        Policy onlyNew = policy("thresholds: {new: {critical: 0, high: 0}}");
        assertEquals(Outcome.PASSED, known(onlyNew, Set.of()).outcome());
        Set<String> letPass = Set.of("f1");
        assertEquals(List.of("new-findings-above-threshold"), codes(known(onlyNew, letPass)));
        Verdict accepted =
                known(onlyNew, letPass, decided("r1", Decision.ACCEPTED).build());
        assertEquals(Outcome.PASSED, accepted.outcome());
        assertEquals("r1", accepted.disposed().get(0).record());
        Verdict ended = known(
                onlyNew,
                letPass,
                decided("r1", Decision.ACCEPTED).until(TODAY.minusDays(1)).build());
        assertEquals(List.of("new-findings-above-threshold", "disposition-expired"), codes(ended));
    }

    @Test
    void aDecisionMakesNothingNew() throws PolicyException {
        Policy onlyNew = policy("thresholds: {new: {critical: 0, high: 0}}");
        assertEquals(
                Outcome.PASSED,
                known(onlyNew, Set.of(), decided("r1", Decision.FIXED).build()).outcome());
    }

    /** The verdict on the finding where the baseline has it already. */
    private static Verdict known(Policy policy, Set<String> letPass, RecordedDecision... decisions) {
        AssessedScan scan = new AssessedScan(SCAN, Comparison.of(List.of(LEAK), List.of(LEAK)));
        DecisionHistory history = new DecisionHistory(Arrays.asList(decisions), letPass);
        return Gate.evaluate(policy, new GateInput(Evidence.input(SCAN).change(), List.of(scan), history, NOW));
    }

    @Test
    void noMoreIsLetPassThanTheRecordCanName() {
        assertEquals(Outcome.PASSED, decidedFindings(DecidedFindings.MOST).outcome());
        Verdict tooMany = decidedFindings(DecidedFindings.MOST + 1);
        assertEquals(Outcome.NOT_PROVEN, tooMany.outcome());
        assertEquals(List.of("dispositions-too-many"), codes(tooMany));
    }

    /** The verdict on so many findings, each decided on. */
    private static Verdict decidedFindings(int count) {
        List<Finding> findings = new ArrayList<>();
        List<RecordedDecision> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            findings.add(Evidence.finding(Family.SECRETS, "secrets", Severity.HIGH, "f" + i, "a.txt"));
            decisions.add(decided("r" + i, Decision.MITIGATED).finding("f" + i).build());
        }
        Scan scan = Evidence.scan(Family.SECRETS, "secrets")
                .found(findings.toArray(new Finding[0]))
                .build();
        return Gate.evaluate(Policy.defaults(), input(scan, decisions.toArray(new RecordedDecision[0])));
    }

    @Test
    void anAcceptanceNeedsAnEndAndNothingElseHasOne() {
        assertThrows(
                IllegalArgumentException.class,
                () -> decided("r1", Decision.ACCEPTED).until(null).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> decided("r1", Decision.FIXED).until(TODAY).build());
    }

    private static Verdict assertRefused(String code, String text, RecordedDecision... decisions) {
        Verdict verdict = verdict(Policy.defaults(), decisions);
        assertEquals(Outcome.FAILED, verdict.outcome());
        assertEquals(List.of("findings-above-threshold", code), codes(verdict));
        Reason note = verdict.reasons().get(1);
        assertEquals(false, note.blocking());
        assertTrue(note.text().contains(text), note.text());
        assertEquals(List.of(), verdict.disposed());
        return verdict;
    }

    private static Verdict verdict(Policy policy, RecordedDecision... decisions) {
        return Gate.evaluate(policy, input(SCAN, decisions));
    }

    private static GateInput input(Scan scan, RecordedDecision... decisions) {
        GateInput without = Evidence.input(scan);
        return new GateInput(
                without.change(), without.scans(), new DecisionHistory(Arrays.asList(decisions), Set.of()), NOW);
    }

    private static List<String> codes(Verdict verdict) {
        List<String> codes = new ArrayList<>();
        verdict.reasons().forEach(reason -> codes.add(reason.code()));
        return codes;
    }

    private static Policy policy(String text) throws PolicyException {
        return PolicyReader.parse("policy", ("policy: p\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static Builder decided(String record, Decision decision) {
        return new Builder(record, decision);
    }

    /** A decision on the finding that holds, an hour ago, by somebody else than the author; an acceptance until tomorrow. */
    private static final class Builder {
        private final String record;
        private final Decision decision;
        private String finding = "f1";
        private LocalDate until;
        private Instant at = NOW.minusSeconds(3600);
        private String flaw;
        private Decider decider = Decider.SOMEBODY_ELSE;
        private boolean retracted;

        Builder(String record, Decision decision) {
            this.record = record;
            this.decision = decision;
            until = decision == Decision.ACCEPTED ? TODAY.plusDays(1) : null;
        }

        Builder finding(String value) {
            finding = value;
            return this;
        }

        Builder until(LocalDate value) {
            until = value;
            return this;
        }

        Builder at(Instant value) {
            at = value;
            return this;
        }

        Builder flaw(String value) {
            flaw = value;
            return this;
        }

        Builder by(Decider value) {
            decider = value;
            return this;
        }

        Builder retracted() {
            retracted = true;
            return this;
        }

        RecordedDecision build() {
            return new RecordedDecision(record, finding, decision, until, at, "Ben (ben)", flaw, decider, retracted);
        }
    }
}
