package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.MfaEnrolment.Exemption;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccountType;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MfaEnrolmentTest {
    private static final Instant TAKEN = Instant.parse("2026-07-01T08:00:00Z");
    private static final Actor BOSS = new Actor("Boss", null, "boss", Actor.Type.PERSON);

    @Test
    @DisplayName("everybody enrolled: passed; programs, bots and closed accounts do not count")
    void passed() {
        MfaEnrolment enrolment = enrolment(
                List.of(),
                account("ann", AccountType.PERSON, Answer.YES, Answer.YES),
                account("ci[bot]", AccountType.BOT, Answer.YES, Answer.NO),
                account("deploy", AccountType.SERVICE, Answer.YES, Answer.NO),
                account("zoe", AccountType.PERSON, Answer.NO, Answer.NO));
        assertEquals(Outcome.PASSED, enrolment.outcome());
        assertEquals(1, enrolment.accounts());
        assertEquals(1, enrolment.enrolled());
    }

    @Test
    @DisplayName("somebody without a second factor: failed, unless somebody else granted it and it has not run out")
    void missing() {
        Account eve = account("eve", AccountType.PERSON, Answer.YES, Answer.NO);
        assertEquals(Outcome.FAILED, enrolment(List.of(), eve).outcome());
        assertEquals(List.of("eve"), enrolment(List.of(), eve).missing());
        assertEquals(
                Outcome.PASSED,
                enrolment(List.of(until("EVE", TAKEN.plusSeconds(1), BOSS)), eve)
                        .outcome());
        assertEquals(
                Outcome.FAILED,
                enrolment(List.of(until("eve", TAKEN, BOSS)), eve).outcome(),
                "it has run out");
        assertEquals(
                Outcome.FAILED,
                enrolment(List.of(until("ann", TAKEN.plusSeconds(1), BOSS)), eve)
                        .outcome());
        Actor herself = new Actor("Eve", null, "eve", Actor.Type.PERSON);
        assertEquals(
                Outcome.FAILED,
                enrolment(List.of(until("eve", TAKEN.plusSeconds(1), herself)), eve)
                        .outcome());
        Actor bot = new Actor("ci[bot]", null, null, null);
        assertEquals(
                Outcome.FAILED,
                enrolment(List.of(until("eve", TAKEN.plusSeconds(1), bot)), eve).outcome());
    }

    @Test
    @DisplayName("of somebody it is not known: not proven, never failed and never passed")
    void unknown() {
        MfaEnrolment enrolment = enrolment(
                List.of(),
                account("ann", AccountType.PERSON, Answer.YES, Answer.YES),
                account("bob", AccountType.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN));
        assertEquals(Outcome.NOT_PROVEN, enrolment.outcome());
        assertEquals(0, enrolment.notEnrolled());
        assertEquals(1, enrolment.unknown());
    }

    @Test
    @DisplayName("nobody who could log in proves nothing")
    void nobody() {
        assertEquals(
                Outcome.NOT_PROVEN,
                enrolment(List.of(), account("deploy", AccountType.SERVICE, Answer.YES, Answer.NO))
                        .outcome());
    }

    @Test
    @DisplayName("of a long list what is cut counts as missing")
    void large() {
        List<Account> accounts = new ArrayList<>();
        List<Exemption> exceptions = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            accounts.add(account("somebody-" + i, AccountType.PERSON, Answer.YES, Answer.NO));
            exceptions.add(until("somebody-" + i, TAKEN.plusSeconds(1), BOSS));
        }
        MfaEnrolment enrolment = enrolment(exceptions, accounts.toArray(new Account[0]));
        assertTrue(enrolment.missing().size() < 3_000);
        assertEquals(Outcome.FAILED, enrolment.outcome());
    }

    @Test
    @DisplayName("counts that do not add up are refused")
    void counts() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new MfaEnrolment("s", TAKEN, "x", null, 3, 1, 1, 0, List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MfaEnrolment("s", TAKEN, "x", null, 1, 1, 0, 0, List.of("eve"), List.of()));
    }

    private static MfaEnrolment enrolment(List<Exemption> exceptions, Account... accounts) {
        return MfaEnrolment.of(
                new AccessSnapshot("aws", TAKEN, "aws-credential-report", List.of(accounts), "b".repeat(64)),
                exceptions);
    }

    private static Exemption until(String account, Instant until, Actor by) {
        return new Exemption(account, "a lost device", until, by);
    }

    private static Account account(String id, AccountType type, Answer active, Answer mfa) {
        return new Account(id, id, null, List.of(), Answer.NO, type, active, mfa, null, List.of());
    }
}
