package io.jenkins.plugins.controlevidence.engine.gate;

import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.BASE;
import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.NOW;
import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.change;
import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.finding;
import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.input;
import static io.jenkins.plugins.controlevidence.engine.gate.Evidence.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a gate from passing, one thing at a time. */
class GateTest {
    private static final Scan GOOD = scan(Family.SECRETS, "secrets").build();

    @Test
    void passesWithEverythingProven() {
        Verdict verdict = Gate.evaluate(Policy.defaults(), input(GOOD));
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals(List.of(), verdict.reasons());
        assertEquals("default", verdict.policyId());
        assertEquals(Policy.defaults().digest(), verdict.policyDigest());
        assertEquals(NOW, verdict.decided());
    }

    @Test
    void isNotProvenWithoutAnyScan() {
        assertVerdict(Outcome.NOT_PROVEN, List.of("scan-missing", "family-not-proven"), Policy.defaults(), input());
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, ERROR, scan-broken",
        "NOT_PROVEN, NOT_PROVEN, scan-inconclusive",
        "SKIPPED, NOT_PROVEN, scan-inconclusive",
    })
    void isNotPassedByAScanWithoutAResult(Outcome scanned, Outcome expected, String code) {
        Scan scan = scan(Family.SECRETS, "secrets").outcome(scanned).build();
        Verdict verdict = assertVerdict(expected, List.of(code), Policy.defaults(), input(scan));
        assertTrue(verdict.reasons().get(0).text().contains("it died"));
    }

    @Test
    void isNotPassedByAScanOfAnotherCommit() {
        assertSpoilt("scan-other-commit", scan(Family.SECRETS, "secrets").commit(BASE));
    }

    @Test
    void isNotPassedByAnOldScan() {
        Instant limit = NOW.minus(Duration.ofHours(24));
        assertSpoilt("scan-stale", scan(Family.SECRETS, "secrets").ran(limit.minusSeconds(9), limit.minusSeconds(1)));
        Scan young = scan(Family.SECRETS, "secrets")
                .ran(limit.minusSeconds(9), limit)
                .build();
        assertEquals(
                Outcome.PASSED, Gate.evaluate(Policy.defaults(), input(young)).outcome());
    }

    @Test
    void isNotPassedByAScanFromTheFuture() {
        Instant later = NOW.plus(Duration.ofMinutes(6));
        assertSpoilt("scan-time-impossible", scan(Family.SECRETS, "secrets").ran(NOW, later));
        assertSpoilt("scan-time-impossible", scan(Family.SECRETS, "secrets").ran(NOW, NOW.minusSeconds(1)));
        Scan skewed =
                scan(Family.SECRETS, "secrets").ran(NOW, NOW.plusSeconds(60)).build();
        assertEquals(
                Outcome.PASSED, Gate.evaluate(Policy.defaults(), input(skewed)).outcome());
    }

    @Test
    void isNotPassedByAToolWhoseVersionIsUnknown() {
        assertSpoilt("tool-version-unknown", scan(Family.SECRETS, "secrets").version(null));
        assertSpoilt("tool-version-unknown", scan(Family.SECRETS, "secrets").version(" "));
    }

    @Test
    void isNotPassedByAToolThatIsNotAllowed() throws Exception {
        Policy policy = policy("allowed-tools: {secrets: [gitleaks]}");
        assertVerdict(Outcome.NOT_PROVEN, List.of("tool-not-allowed"), policy, input(GOOD));
    }

    @ParameterizedTest
    @EnumSource(value = HistoryCoverage.class, mode = EnumSource.Mode.EXCLUDE, names = "ALL")
    void isNotPassedByASecretsScanOfLessThanTheWholeHistory(HistoryCoverage history) {
        Scan scan = scan(Family.SECRETS, "secrets").history(history).build();
        assertVerdict(Outcome.NOT_PROVEN, List.of("history-not-covered"), Policy.defaults(), input(scan));
    }

    @Test
    void isNotPassedInAShallowCloneWhateverTheScanClaims() {
        GateInput input = input(change(Continuity.FIRST, true), GOOD);
        assertVerdict(Outcome.NOT_PROVEN, List.of("history-shallow"), Policy.defaults(), input);
    }

    @Test
    void isNotPassedIfItIsUnknownWhatIsNew() throws Exception {
        Policy policy = policy("scans: [semgrep]\nrequire: [sast]");
        GateInput input = input(
                change(Continuity.UNKNOWN, true), scan(Family.SAST, "semgrep").build());
        assertVerdict(Outcome.NOT_PROVEN, List.of("history-unknown"), policy, input);
    }

    @Test
    void saysThatHistoryWasRewritten() {
        Verdict verdict = Gate.evaluate(Policy.defaults(), input(change(Continuity.REWRITTEN, false), GOOD));
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals(List.of("history-rewritten"), codes(verdict));
        assertTrue(verdict.reasons().get(0).text().contains("protected branch main"));
    }

    @Test
    void wantsARecentDatabaseOfKnownVulnerabilities() throws Exception {
        Policy policy = policy("scans: [trivy]\nrequire: [sca]");
        Instant limit = NOW.minus(Duration.ofDays(7));
        assertEquals(
                Outcome.PASSED,
                Gate.evaluate(policy, input(trivy().databaseOf(limit).build())).outcome());
        assertVerdict(
                Outcome.NOT_PROVEN,
                List.of("database-too-old"),
                policy,
                input(trivy().databaseOf(limit.minusSeconds(1)).build()));
        for (Evidence.Builder unknown : List.of(
                trivy().databaseOf(null), trivy().withoutDatabase(), trivy().databaseOf(NOW.plusSeconds(3600)))) {
            assertVerdict(Outcome.NOT_PROVEN, List.of("database-age-unknown"), policy, input(unknown.build()));
        }
    }

    @Test
    void failsOnFindingsAboveTheLimit() {
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "src/a.py");
        Scan scan = scan(Family.SECRETS, "secrets").found(leak).build();
        Verdict verdict =
                assertVerdict(Outcome.FAILED, List.of("findings-above-threshold"), Policy.defaults(), input(scan));
        Reason reason = verdict.reasons().get(0);
        assertEquals(
                "secrets: 1 critical finding, 0 allowed: rule-critical in src/a.py:3 (abc…(20)) [aaaaaaaa]",
                reason.text());
        assertTrue(reason.remedy().startsWith("Revoke each credential at its provider first"), reason::remedy);
        assertTrue(reason.remedy().contains("removing the line does not revoke it"), reason::remedy);
    }

    @Test
    void countsEachSeverityByItself() throws Exception {
        Policy policy = policy("thresholds: {all: {critical: 0, high: 1}}");
        Finding high = finding(Family.SECRETS, "secrets", Severity.HIGH, "aaaaaaaa", "a");
        Finding low = finding(Family.SECRETS, "secrets", Severity.LOW, "bbbbbbbb", "b");
        Finding other = finding(Family.SECRETS, "secrets", Severity.HIGH, "cccccccc", "c");
        assertEquals(
                Outcome.PASSED,
                Gate.evaluate(policy, input(secrets().found(high, low).build())).outcome());
        assertEquals(
                Outcome.FAILED,
                Gate.evaluate(policy, input(secrets().found(high, other).build()))
                        .outcome());
    }

    @Test
    void holdsNewFindingsAgainstALimitOfTheirOwn() throws Exception {
        Policy policy = policy("thresholds: {new: {critical: 0, high: 0}}");
        Finding known = finding(Family.SECRETS, "secrets", Severity.HIGH, "aaaaaaaa", "a");
        Finding added = finding(Family.SECRETS, "secrets", Severity.HIGH, "bbbbbbbb", "b");
        Scan before = secrets().found(known).build();
        Scan after = secrets().found(known, added).build();
        GateInput nothingNew = assessed(before, Comparison.of(List.of(known), before.findings()));
        assertEquals(Outcome.PASSED, Gate.evaluate(policy, nothingNew).outcome());
        GateInput oneNew = assessed(after, Comparison.of(List.of(known), after.findings()));
        Verdict verdict = assertVerdict(Outcome.FAILED, List.of("new-findings-above-threshold"), policy, oneNew);
        assertTrue(verdict.reasons().get(0).text().contains("1 new high finding, 0 allowed"));
        assertFalse(verdict.reasons().get(0).text().contains("aaaaaaaa"));
    }

    @Test
    void takesAFamilysOwnLimitsInPlaceOfTheGeneralOnes() throws Exception {
        Policy policy = policy("thresholds: {all: {critical: 0}, secrets: {all: {critical: 1}}}");
        Finding one = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "a");
        assertEquals(
                Outcome.PASSED,
                Gate.evaluate(policy, input(secrets().found(one).build())).outcome());
    }

    @Test
    void namesAFewFindingsAndCountsTheRest() {
        Finding[] many = new Finding[10];
        for (int i = 0; i < many.length; i++) {
            many[i] = finding(Family.SECRETS, "secrets", Severity.HIGH, "f".repeat(8) + i, "file\n" + i);
        }
        Verdict verdict =
                Gate.evaluate(Policy.defaults(), input(secrets().found(many).build()));
        String text = verdict.reasons().get(0).text();
        assertTrue(text.endsWith("; and 7 more"), text);
        assertFalse(text.contains("\n"), text);
    }

    @Test
    void doesNotCountWhatIsWaived() throws Exception {
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "tests/a.py");
        for (String what : List.of(
                "fingerprint: aaaaaaaa",
                "rule: rule-critical, paths: ['tests/**']",
                "rule: rule-critical, tool: secrets, paths: ['tests/**']")) {
            Verdict verdict = Gate.evaluate(
                    waiving(what, "2026-07-01"), input(secrets().found(leak).build()));
            assertEquals(Outcome.PASSED, verdict.outcome(), what);
            assertEquals(List.of(), verdict.reasons(), what);
            assertEquals(
                    List.of(new Verdict.Waived("aaaaaaaa", "ann", "T-1", Instant.parse("2026-07-01T23:59:59Z"))),
                    verdict.waived());
        }
    }

    @Test
    void countsWhatAWaiverDoesNotCover() throws Exception {
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "tests/a.py");
        for (String what : List.of(
                "fingerprint: aaaaaaab",
                "rule: rule-high, paths: ['tests/**']",
                "rule: rule-critical, paths: ['src/**']",
                "rule: rule-critical, tool: gitleaks, paths: ['tests/**']")) {
            Verdict verdict = assertVerdict(
                    Outcome.FAILED,
                    List.of("findings-above-threshold"),
                    waiving(what, "2026-07-01"),
                    input(secrets().found(leak).build()));
            assertEquals("waiver-unused", verdict.reasons().get(1).code());
            assertEquals(List.of(), verdict.waived());
        }
    }

    @Test
    void waivesARuleOnlyWhereEveryPlaceIsKnownAndWaived() throws Exception {
        Policy policy = waiving("rule: r, paths: ['tests/**']", "2026-07-01");
        List<Location> inside = List.of(new Location("tests/a", 1));
        List<Location> both = List.of(new Location("tests/a", 1), new Location("src/a", 1));
        assertEquals(Outcome.PASSED, verdictOnPlaces(policy, inside, 1));
        assertEquals(Outcome.FAILED, verdictOnPlaces(policy, inside, 2));
        assertEquals(Outcome.FAILED, verdictOnPlaces(policy, both, 2));
        assertEquals(Outcome.FAILED, verdictOnPlaces(policy, List.of(), 0));
    }

    private static Outcome verdictOnPlaces(Policy policy, List<Location> places, int occurrences) {
        Finding finding = new Finding(
                Family.SECRETS,
                "secrets",
                "r",
                "t",
                Severity.HIGH,
                null,
                "",
                places,
                occurrences,
                "aa",
                List.of(),
                null,
                null,
                null,
                null,
                null);
        return Gate.evaluate(policy, input(secrets().found(finding).build())).outcome();
    }

    @Test
    void countsAgainWhatAWaiverNoLongerCoversAndSaysSo() throws Exception {
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "a");
        Policy policy = waiving("fingerprint: aaaaaaaa", "2026-06-30");
        Verdict verdict = assertVerdict(
                Outcome.FAILED,
                List.of("findings-above-threshold"),
                policy,
                input(secrets().found(leak).build()));
        Reason expired = verdict.reasons().get(1);
        assertEquals("waiver-expired", expired.code());
        assertTrue(expired.text().contains("expired 2026-06-30T23:59:59Z"), expired::text);
        assertTrue(expired.text().contains("still found"), expired::text);
        assertTrue(expired.text().contains("T-1, ann"), expired::remedy);
        assertEquals(List.of("waiver-expired"), codes(Gate.evaluate(policy, input(GOOD))), "it alone does not block");
    }

    @Test
    void doesNotCallAWaiverUnusedWhileAScanIsMissing() throws Exception {
        Policy policy = waiving("fingerprint: aaaaaaaa", "2026-07-01");
        assertEquals(List.of("waiver-unused"), codes(Gate.evaluate(policy, input(GOOD))));
        assertFalse(codes(Gate.evaluate(policy, input())).contains("waiver-unused"));
    }

    @Test
    void neitherPassesNorDeniesByAScanThatIsNotExpected() {
        Finding bug = finding(Family.SAST, "bandit", Severity.CRITICAL, "aaaaaaaa", "a");
        Scan bandit = scan(Family.SAST, "bandit").found(bug).build();
        Verdict verdict = Gate.evaluate(Policy.defaults(), input(GOOD, bandit));
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals(List.of("scan-not-expected"), codes(verdict));
        Scan gitleaks = scan(Family.SECRETS, "gitleaks").build();
        assertEquals(
                Outcome.NOT_PROVEN,
                Gate.evaluate(Policy.defaults(), input(gitleaks)).outcome());
    }

    @Test
    void missesAnExpectedToolThoughAnotherProvesItsFamily() throws Exception {
        Policy policy = policy("scans: [secrets, gitleaks]");
        assertVerdict(Outcome.NOT_PROVEN, List.of("scan-missing"), policy, input(GOOD));
    }

    @Test
    void saysWhatIsHidden() {
        Scan scan = secrets().suppressed(Map.of("ignore-paths", 3)).build();
        Verdict verdict = Gate.evaluate(Policy.defaults(), input(scan));
        assertEquals(Outcome.PASSED, verdict.outcome());
        assertEquals(List.of("findings-suppressed"), codes(verdict));
        assertTrue(verdict.reasons().get(0).text().contains("3 findings are hidden by ignore-paths"));
    }

    @Test
    void saysWhatIsProvenBadBeforeWhatIsBrokenBeforeWhatIsUnknown() throws Exception {
        Policy policy = policy("scans: [secrets, semgrep, trivy]\nrequire: [secrets, sca, sast]");
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "a");
        Scan failed = secrets().found(leak).build();
        Scan broken = scan(Family.SAST, "semgrep").outcome(Outcome.ERROR).build();
        List<String> expected = List.of("findings-above-threshold", "scan-broken", "scan-missing", "family-not-proven");
        assertVerdict(Outcome.FAILED, expected, policy, input(failed, broken));
        Verdict reordered = assertVerdict(Outcome.FAILED, expected, policy, input(broken, failed));
        assertEquals(Gate.evaluate(policy, input(failed, broken)), reordered);
        assertEquals(Outcome.ERROR, Gate.evaluate(policy, input(GOOD, broken)).outcome());
    }

    @Test
    void takesOneScanATool() {
        assertThrows(IllegalArgumentException.class, () -> input(GOOD, GOOD));
    }

    @Test
    void takesNoComparisonOfOtherFindings() {
        Finding leak = finding(Family.SECRETS, "secrets", Severity.CRITICAL, "aaaaaaaa", "a");
        Scan scan = secrets().found(leak).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> new AssessedScan(scan, Comparison.of(List.of(), List.of())),
                "by which a new finding would get lost");
    }

    private static Evidence.Builder secrets() {
        return scan(Family.SECRETS, "secrets");
    }

    private static Evidence.Builder trivy() {
        return scan(Family.SCA, "trivy");
    }

    private static GateInput assessed(Scan scan, Comparison comparison) {
        return new GateInput(
                change(Continuity.CONTINUED, false),
                List.of(new AssessedScan(scan, comparison)),
                DecisionHistory.NONE,
                NOW);
    }

    private static void assertSpoilt(String code, Evidence.Builder scan) {
        assertVerdict(Outcome.NOT_PROVEN, List.of(code), Policy.defaults(), input(scan.build()));
    }

    /** Asserts the outcome and the codes of the blocking reasons, each with something to do about it. */
    private static Verdict assertVerdict(Outcome outcome, List<String> blocking, Policy policy, GateInput input) {
        Verdict verdict = Gate.evaluate(policy, input);
        assertEquals(
                List.copyOf(blocking).stream().sorted().toList(),
                verdict.reasons().stream()
                        .filter(Reason::blocking)
                        .map(Reason::code)
                        .sorted()
                        .toList());
        assertEquals(outcome, verdict.outcome());
        verdict.reasons().forEach(reason -> assertFalse(reason.remedy().isBlank(), reason::code));
        List<Boolean> order = verdict.reasons().stream().map(Reason::blocking).toList();
        assertFalse(
                order.lastIndexOf(true) > order.indexOf(false) && order.contains(false), "blocking reasons come first");
        return verdict;
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }

    private static Policy waiving(String what, String until) throws PolicyException {
        return policy("waivers: [{" + what + ", owner: ann, reason: r, ticket: T-1, until: " + until + "}]");
    }

    private static Policy policy(String rest) throws PolicyException {
        return PolicyReader.parse("policy.yml", ("policy: test\n" + rest).getBytes(StandardCharsets.UTF_8));
    }
}
