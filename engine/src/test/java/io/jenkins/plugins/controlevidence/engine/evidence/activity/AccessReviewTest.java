package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Decision;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Verdict;
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

class AccessReviewTest {
    private static final Instant TAKEN = Instant.parse("2026-07-01T08:00:00Z");
    private static final Instant SIGNED = Instant.parse("2026-07-02T08:00:00Z");
    private static final Actor ANN = new Actor("Ann", null, "ann", Actor.Type.PERSON);

    private static final AccessSnapshot BEFORE =
            snapshot(account("ann", "Owner", Answer.YES), account("zoe", "Member", Answer.NO));
    private static final AccessSnapshot NOW = snapshot(
            account("ann", "Owner", Answer.YES),
            account("bob", "Owner", Answer.YES),
            account("dan", "Member", Answer.NO));

    @Test
    @DisplayName("signed off by a person, every new account decided on: passed")
    void passed() {
        AccessReview review = review(keep("bob"), keep("dan"));
        assertEquals(Outcome.PASSED, review.outcome());
        assertEquals(List.of("bob", "dan"), review.changes().added());
        assertEquals(List.of("zoe"), review.changes().removed());
        assertEquals(new AccessReview.Snapshot("b".repeat(64), 3, 2, 0, 0), review.snapshot());
        assertTrue(review.decisions().get(0).privileged(), "taken from the snapshot");
        assertEquals(TAKEN, review.started());
        assertEquals(SIGNED, review.finished());
        assertEquals("b".repeat(64), review.subjects().get(0).digest().get("sha256"));
    }

    @Test
    @DisplayName("an account that was not decided on: failed")
    void undecided() {
        assertFailed(review(keep("bob")), "1 accounts that are new");
    }

    @Test
    @DisplayName("access that was to be taken away and is not yet: failed, until it is done")
    void open() {
        assertFailed(review(keep("bob"), new Decision("dan", Verdict.REMOVE, "left", false, false)), "is not yet");
        assertFailed(review(keep("dan"), new Decision("bob", Verdict.REDUCE, "too much", false, false)), "is not yet");
        assertEquals(
                Outcome.PASSED,
                review(keep("bob"), new Decision("dan", Verdict.REMOVE, "left", true, false))
                        .outcome());
    }

    @Test
    @DisplayName("a removal may be of an account that is gone")
    void decisionOnSomebodyGone() {
        assertEquals(
                Outcome.PASSED,
                review(keep("bob"), keep("dan"), new Decision("ZOE", Verdict.REMOVE, "left", true, false))
                        .outcome());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> review(keep("nobody")));
        assertTrue(e.getMessage().contains("nobody"), e.getMessage());
    }

    @Test
    @DisplayName("who decides on no other privileges than their own reviews nobody")
    void ownPrivileges() {
        AccessSnapshot now = snapshot(account("ann", "Owner", Answer.YES), account("dan", "Member", Answer.NO));
        AccessReview own = AccessReview.of(now, null, null, List.of(keep("ann"), keep("dan")), ANN, SIGNED);
        assertFailed(own, "no other privileged access");
        Actor other = new Actor("Bea", null, "bea", Actor.Type.PERSON);
        assertEquals(
                Outcome.PASSED,
                AccessReview.of(now, null, null, List.of(keep("ann"), keep("dan")), other, SIGNED)
                        .outcome());
    }

    @Test
    @DisplayName("a bot cannot review; who may be anything, or has not signed, proves nothing")
    void reviewers() {
        List<Decision> all = List.of(keep("bob"), keep("dan"));
        Actor bot = new Actor("ci[bot]", null, null, null);
        assertFailed(AccessReview.of(NOW, BEFORE, null, all, bot, SIGNED), "by a bot");
        Actor somebody = new Actor("Somebody", null, null, null);
        assertEquals(
                Outcome.NOT_PROVEN,
                AccessReview.of(NOW, BEFORE, null, all, somebody, SIGNED).outcome());
        assertEquals(
                Outcome.NOT_PROVEN,
                AccessReview.of(NOW, BEFORE, null, all, ANN, null).outcome());
        assertFailed(AccessReview.of(NOW, BEFORE, null, all, ANN, TAKEN.minusSeconds(1)), "before the snapshot");
    }

    @Test
    @DisplayName("nothing new: a signature is enough; no snapshot before: everybody is new")
    void nothingNew() {
        assertEquals(
                Outcome.PASSED,
                AccessReview.of(NOW, NOW, null, List.of(), ANN, SIGNED).outcome());
        assertFailed(AccessReview.of(NOW, null, null, List.of(), ANN, SIGNED), "3 accounts");
    }

    @Test
    @DisplayName("ten thousand accounts fit into a record, and what is cut still counts")
    void large() throws Exception {
        List<Account> accounts = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            accounts.add(account("somebody-" + i, "Member", Answer.NO));
            decisions.add(keep("somebody-" + i));
        }
        AccessSnapshot now = snapshot(accounts.toArray(new Account[0]));
        AccessReview whole = AccessReview.of(now, null, null, decisions, ANN, SIGNED);
        assertEquals(Outcome.PASSED, whole.outcome());
        assertEquals(10_000, whole.totals().added());
        assertTrue(whole.changes().added().size() < 1_000);
        ActivityStatement.of(whole, Examples.invocation(), List.of());

        decisions.set(9_999, new Decision("somebody-9999", Verdict.REMOVE, "left", false, false));
        AccessReview open = AccessReview.of(now, null, null, decisions, ANN, SIGNED);
        assertFailed(open, "1 accounts was to be taken away");
        assertEquals("somebody-9999", open.decisions().get(0).account(), "what is open is shown first");
        assertFailed(
                AccessReview.of(now, null, null, decisions.subList(0, 9_000), ANN, SIGNED),
                "1000 accounts that are new");
    }

    @Test
    @DisplayName("totals that the lists belie are refused")
    void totals() {
        AccessReview failed = review(keep("bob"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AccessReview(
                        failed.system(),
                        failed.taken(),
                        failed.source(),
                        failed.snapshot(),
                        null,
                        failed.changes(),
                        failed.decisions(),
                        new AccessReview.Totals(2, 1, 0, 1, 0, 0),
                        ANN,
                        SIGNED));
    }

    private static AccessReview review(Decision... decisions) {
        return AccessReview.of(NOW, BEFORE, null, List.of(decisions), ANN, SIGNED);
    }

    private static Decision keep(String account) {
        return new Decision(account, Verdict.KEEP, "needed", false, false);
    }

    private static void assertFailed(AccessReview review, String saying) {
        assertEquals(Outcome.FAILED, review.outcome());
        assertTrue(review.reason().contains(saying), review.reason());
    }

    private static Account account(String id, String role, Answer privileged) {
        return new Account(
                id,
                id,
                null,
                List.of(role),
                privileged,
                AccountType.PERSON,
                Answer.YES,
                Answer.UNKNOWN,
                null,
                List.of());
    }

    private static AccessSnapshot snapshot(Account... accounts) {
        return new AccessSnapshot("github:shop", TAKEN, "github-graphql-members", List.of(accounts), "b".repeat(64));
    }
}
