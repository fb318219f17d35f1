package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DetectorCheck.Database;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DetectorCheck.Previous;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DetectorCheck.Silence;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DetectorCheckTest {
    private static final Instant AT = Instant.parse("2026-07-01T05:00:00Z");
    private static final List<String> BOTH = List.of("python-eval", "python-shell");

    @Test
    @DisplayName("found all: passed, as an in-toto test result with the scanner's name for the index")
    void healthy() throws Exception {
        DetectorCheck check = check(BOTH, null, 100, null, null, null);
        assertEquals(Outcome.PASSED, check.outcome());
        Statement statement = ActivityStatement.of(check, Examples.invocation(), List.of());
        assertEquals("PASSED", statement.predicate().path("result").asText());
        assertEquals("python-eval", statement.predicate().at("/passedTests/0").asText());
        assertEquals(
                "bandit@1.9", statement.predicate().at("/configuration/0/name").asText());
        assertEquals(
                "bandit", statement.predicate().at("/controlEvidence/tool/id").asText());
        assertEquals("sast", statement.predicate().at("/controlEvidence/family").asText());
    }

    @Test
    @DisplayName("missed one, or gave no answer: failed")
    void missed() throws Exception {
        DetectorCheck missed = check(List.of("python-eval"), null, null, null, null, null);
        assertFailed(missed, "did not find python-shell");
        Statement statement = ActivityStatement.of(missed, Examples.invocation(), List.of());
        assertEquals("FAILED", statement.predicate().path("result").asText());
        assertEquals("python-shell", statement.predicate().at("/failedTests/0").asText());
        assertFailed(check(List.of(), "it is not installed", null, null, null, null), "no answer: it is not installed");
    }

    @Test
    @DisplayName("fewer rules than last time: failed; more, or as many, or unknown: not for that")
    void rules() {
        assertFailed(check(BOTH, null, 99, null, new Previous("r", "1.8", 100, null), null), "99 rules, and knew 100");
        assertEquals(
                Outcome.PASSED,
                check(BOTH, null, 100, null, new Previous("r", "1.8", 100, null), null)
                        .outcome());
        assertEquals(
                Outcome.PASSED,
                check(BOTH, null, null, null, new Previous("r", "1.8", 100, null), null)
                        .outcome());
    }

    @Test
    @DisplayName("a vulnerability database older than allowed: failed; of unknown age: not proven")
    void database() {
        Instant week = AT.minus(Duration.ofDays(7));
        assertEquals(
                Outcome.PASSED,
                check(BOTH, null, null, new Database(week, 7), null, null).outcome());
        assertFailed(check(BOTH, null, null, new Database(week.minusSeconds(1), 7), null, null), "7 are allowed");
        assertEquals(
                Outcome.NOT_PROVEN,
                check(BOTH, null, null, new Database(null, 7), null, null).outcome());
        assertEquals(
                Outcome.PASSED,
                check(BOTH, null, null, new Database(null, null), null, null).outcome());
    }

    @Test
    @DisplayName("a long silence after findings is said, though what was planted was found")
    void silence() {
        DetectorCheck check = check(BOTH, null, null, null, null, new Silence(30, AT.minus(Duration.ofDays(30))));
        assertEquals(Outcome.PASSED, check.outcome());
        assertTrue(check.reason().contains("nothing in 30 scans"), check.reason());
    }

    @Test
    @DisplayName("nothing planted proves nothing; lists that contradict each other are refused")
    void lists() {
        DetectorCheck none = new DetectorCheck(
                "own", "sast", AT, AT, null, null, null, List.of(), List.of(), List.of(), null, null, null, null);
        assertEquals(Outcome.NOT_PROVEN, none.outcome());
        assertThrows(
                IllegalArgumentException.class,
                () -> new DetectorCheck(
                        "own", "sast", AT, AT, null, null, null, BOTH, BOTH, BOTH, null, null, null, null));
    }

    private static void assertFailed(DetectorCheck check, String saying) {
        assertEquals(Outcome.FAILED, check.outcome());
        assertTrue(check.reason().contains(saying), check.reason());
    }

    private static DetectorCheck check(
            List<String> found,
            @CheckForNull String failure,
            @CheckForNull Integer rules,
            @CheckForNull Database database,
            @CheckForNull Previous previous,
            @CheckForNull Silence silence) {
        List<String> missed =
                BOTH.stream().filter(fault -> !found.contains(fault)).toList();
        return new DetectorCheck(
                "bandit",
                "sast",
                AT.minusSeconds(9),
                AT,
                "1.9",
                "d".repeat(64),
                rules,
                BOTH,
                found,
                missed,
                failure,
                database,
                previous,
                silence);
    }
}
