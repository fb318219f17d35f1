package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange.Authorisation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.KeyManagement.Key;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Outcomes of the kinds that a system reports in one go. */
class SystemActivitiesTest {
    private static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    @DisplayName("key management: encrypted, and all keys within their schedules")
    void keyManagement() {
        Key fresh = key(AT.minus(400, ChronoUnit.DAYS), AT.minus(365, ChronoUnit.DAYS), 365);
        Key old = key(AT.minus(366, ChronoUnit.DAYS), null, 365);
        assertEquals(Outcome.PASSED, keys(Answer.YES, fresh).outcome());
        assertEquals(Outcome.FAILED, keys(Answer.NO, fresh).outcome());
        assertEquals(Outcome.FAILED, keys(Answer.YES, fresh, old).outcome());
        assertEquals(Outcome.FAILED, keys(Answer.UNKNOWN, old).outcome());
        assertEquals(Outcome.NOT_PROVEN, keys(Answer.UNKNOWN, fresh).outcome());
        assertEquals(Outcome.NOT_PROVEN, keys(Answer.YES).outcome());
        assertEquals(Outcome.NOT_PROVEN, keys(Answer.YES, key(AT, null, null)).outcome());
    }

    @Test
    @DisplayName("a change of configuration needs a rule or a ticket")
    void configurationChange() {
        Actor cleo = new Actor("Cleo", null, null, null);
        Authorisation ticket = new Authorisation(Authorisation.Kind.TICKET, "OPS-1");
        assertEquals(Outcome.PASSED, change(cleo, ticket, null).outcome());
        ConfigurationChange quiet = change(null, null, null);
        assertEquals(Outcome.FAILED, quiet.outcome());
        assertTrue(quiet.reason().startsWith("Unauthorised: job shop was changed by nobody known"), quiet.reason());
        assertTrue(quiet.reason().contains("no alert was raised"), quiet.reason());
        assertTrue(change(cleo, null, "AL-7").reason().contains("the alert is AL-7"));
    }

    @Test
    @DisplayName("a change of the environment is neither good nor bad")
    void environmentChange() {
        assertEquals(
                Outcome.PASSED, new EnvironmentChange("production", "agent added", null, AT, null, null).outcome());
    }

    @Test
    @DisplayName("security events: whole and quiet, an alert, a gap")
    void securityEvents() {
        assertEquals(Outcome.PASSED, events(true).outcome());
        assertEquals(Outcome.NOT_PROVEN, events(false).outcome());
        assertEquals(
                Outcome.FAILED, events(false, "100 failed log-ins of admin").outcome());
        assertTrue(events(true, "100 failed log-ins of admin").reason().contains("admin"));
        assertEquals(AT.plusSeconds(60), events(true).finished());
        assertThrows(
                IllegalArgumentException.class,
                () -> new SecurityEvents(
                        "jenkins",
                        AT,
                        AT.minusSeconds(1),
                        true,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private static Key key(Instant created, @CheckForNull Instant rotated, @CheckForNull Integer days) {
        return new Key("k", "volumes", "platform team", "KMS", created, rotated, days);
    }

    private static KeyManagement keys(Answer encrypted, Key... keys) {
        return new KeyManagement("database", AT, encrypted, List.of(keys), List.of());
    }

    private static ConfigurationChange change(
            @CheckForNull Actor by, @CheckForNull Authorisation authorisation, @CheckForNull String alert) {
        return new ConfigurationChange(
                null, null, null, "jenkins", "job shop", "edited", by, AT, null, null, authorisation, alert);
    }

    private static SecurityEvents events(boolean complete, String... alerts) {
        return new SecurityEvents(
                "jenkins",
                AT,
                AT.plusSeconds(60),
                complete,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(alerts));
    }
}
