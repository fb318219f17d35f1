package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Credential;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Leaver;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Totals;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessKey;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccountType;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CredentialInventoryTest {
    private static final Instant TAKEN = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    @DisplayName("within its schedule: passed; a second later: failed")
    void rotation() {
        assertEquals(Outcome.PASSED, inventory(credential(days(90), 90)).outcome());
        assertEquals(
                Outcome.FAILED,
                inventory(credential(days(90).minusSeconds(1), 90)).outcome());
    }

    @Test
    @DisplayName("an age or a schedule that is not known proves nothing")
    void unknown() {
        assertEquals(Outcome.NOT_PROVEN, inventory(credential(null, 90)).outcome());
        assertEquals(Outcome.NOT_PROVEN, inventory(credential(days(1), null)).outcome());
        assertEquals(Outcome.PASSED, inventory().outcome(), "a system without credentials has none that is old");
    }

    @Test
    @DisplayName("first seen long ago is overdue; first seen yesterday says nothing of its age")
    void firstSeen() {
        assertEquals(
                Outcome.FAILED,
                inventory(new Credential("a", "key", null, days(91), null, 90, null))
                        .outcome());
        assertEquals(
                Outcome.NOT_PROVEN,
                inventory(new Credential("a", "key", null, days(1), null, 90, null))
                        .outcome());
    }

    @Test
    @DisplayName("who left loses their access within a day")
    void leavers() {
        assertEquals(Outcome.PASSED, left(days(1), null).outcome());
        assertEquals(Outcome.FAILED, left(days(1).minusSeconds(1), null).outcome());
        assertEquals(Outcome.PASSED, left(days(9), days(8)).outcome());
        assertEquals(Outcome.FAILED, left(days(9), days(7)).outcome(), "withdrawn, but late");
    }

    @Test
    @DisplayName("thousands fit into a record, the worst first")
    void large() throws Exception {
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            credentials.add(new Credential("key-" + i, "key", null, null, i == 4_999 ? days(91) : days(1), 90, null));
        }
        CredentialInventory inventory = CredentialInventory.of("jenkins", TAKEN, credentials, List.of(), List.of());
        assertEquals(new Totals(5_000, 1, 0), inventory.totals());
        assertEquals("key-4999", inventory.credentials().get(0).id());
        assertEquals(Outcome.FAILED, inventory.outcome());
        ActivityStatement.of(inventory, Examples.invocation(), List.of());
    }

    @Test
    @DisplayName("totals that the list belies are refused")
    void totals() {
        List<Credential> old = List.of(credential(days(91), 90));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CredentialInventory("s", TAKEN, old, List.of(), List.of(), new Totals(1, 0, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CredentialInventory("s", TAKEN, old, List.of(), List.of(), new Totals(2, 0, 0)));
    }

    @Test
    @DisplayName("the keys of an AWS account: those that can be used, with their ages")
    void ofSnapshot() {
        Account deploy = new Account(
                "deploy",
                "deploy",
                null,
                List.of(),
                Answer.UNKNOWN,
                AccountType.SERVICE,
                Answer.YES,
                Answer.NO,
                null,
                List.of(
                        new AccessKey("access_key_1", null, days(100), Answer.YES),
                        new AccessKey("access_key_2", null, days(900), Answer.NO)));
        AccessSnapshot snapshot =
                new AccessSnapshot("aws", TAKEN, "aws-credential-report", List.of(deploy), "b".repeat(64));
        CredentialInventory inventory = CredentialInventory.of(snapshot, 90, List.of());
        assertEquals(
                List.of(new Credential("deploy/access_key_1", "access-key", "aws", null, days(100), 90, null)),
                inventory.credentials());
        assertEquals(Outcome.FAILED, inventory.outcome());
        assertTrue(inventory.reason().contains("1 of 1"), inventory.reason());
    }

    private static CredentialInventory inventory(Credential... credentials) {
        return CredentialInventory.of("jenkins", TAKEN, List.of(credentials), List.of(), List.of());
    }

    private static CredentialInventory left(Instant left, @CheckForNull Instant revoked) {
        return CredentialInventory.of(
                "jenkins", TAKEN, List.of(), List.of(), List.of(new Leaver("zoe", left, revoked)));
    }

    private static Credential credential(@CheckForNull Instant rotated, @CheckForNull Integer rotationDays) {
        return new Credential("deploy-key", "ssh-key", null, null, rotated, rotationDays, null);
    }

    private static Instant days(int ago) {
        return TAKEN.minus(Duration.ofDays(ago));
    }
}
