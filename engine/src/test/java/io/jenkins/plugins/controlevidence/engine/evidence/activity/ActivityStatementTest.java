package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the statement of an activity is about, and how long it may be. */
class ActivityStatementTest {
    private static final Actor BEN = new Actor("Ben", "ben@example.org", null, Actor.Type.PERSON);

    @TempDir
    Path directory;

    @Test
    void activityOnACommitIsAboutTheCommitAndWhatWasMadeOfIt() throws Exception {
        Deployment deployment =
                (Deployment) ActivityReader.read(Deployment.KIND, example(Deployment.KIND), "the example");

        List<Subject> subjects = statement(deployment).subjects();

        assertEquals(Subject.ofCommit(deployment.repository(), deployment.commit()), subjects.get(0));
        assertEquals("checkout.jar", subjects.get(1).name());
        assertEquals(
                Map.of("sha256", deployment.artifacts().get(0).sha256()),
                subjects.get(1).digest());
    }

    @Test
    void activityOnNoCommitIsAboutItsOwnDocument() throws Exception {
        Subject one = statement(retraction("wrong")).subjects().get(0);
        Subject same = statement(retraction("wrong")).subjects().get(0);
        Subject other = statement(retraction("very wrong")).subjects().get(0);

        assertEquals("retraction", one.name());
        assertEquals(one, same);
        assertFalse(one.equals(other));
    }

    @Test
    void longestDocumentStillFitsIntoTheLedger() throws Exception {
        try (Store store = Store.openOrCreate(directory.resolve("store"))) {
            store.append(statement(retraction("é".repeat(ActivityReader.MAX_BYTES / 2 - 300))));
            assertEquals(1, store.ledger().size());
        }
    }

    @Test
    void longerDocumentIsRefusedWithAWayOut() {
        EvidenceException e = assertThrows(
                EvidenceException.class, () -> statement(retraction("x".repeat(ActivityReader.MAX_BYTES))));
        assertTrue(e.getMessage().contains("attach"), e.getMessage());
    }

    private static Retraction retraction(String why) {
        return new Retraction("1".repeat(64), why, BEN, Instant.parse("2026-03-05T10:00:00Z"), null);
    }

    private static byte[] example(String kind) {
        return ActivityKinds.of(kind).orElseThrow().example();
    }

    private static Statement statement(Activity activity) throws EvidenceException {
        return ActivityStatement.of(activity, Examples.invocation(), List.of());
    }
}
