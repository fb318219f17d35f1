package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code prune}: what it tells and removes. */
class PruneCommandTest {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(800));

    @TempDir
    Path directory;

    private Path store;
    private ArtefactReference old;

    @BeforeEach
    void makeAStoreWithAnOldAttachment() throws Exception {
        store = directory.resolve("store");
        try (Store opened = Store.openOrCreate(store)) {
            RecordedBranch branch = new RecordedBranch(opened, "https://git.example.org/shop", "main", 1);
            branch.push(LONG_AGO, 1);
            branch.flush();
            old = opened.artefacts()
                    .put(Attachment.ARTEFACT, "text/plain", out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
            Files.setLastModifiedTime(opened.artefacts().file(old), FileTime.from(LONG_AGO));
            opened.append(ActivityStatement.of(
                    new Attachment(
                            "review",
                            null,
                            "Minutes",
                            new Attachment.File("a.txt", old.sha256(), old.size(), "text/plain"),
                            new Actor("Ann", null, "ann", Actor.Type.PERSON),
                            "that is it",
                            LONG_AGO,
                            null,
                            null),
                    new Invocation("https://example.org/builder", null, null, "host", "test"),
                    List.of(old)));
            branch.push(Instant.now(), 1);
            branch.flush();
        }
    }

    private boolean isThere() throws Exception {
        try (Store opened = Store.openReadOnly(store)) {
            return opened.artefacts().contains(old.sha256());
        }
    }

    private EvidenceRecord last() throws Exception {
        try (Store opened = Store.openReadOnly(store)) {
            long last = opened.ledger().size() - 1;
            return RecordReader.read(opened.ledger().id(last), opened.ledger().entry(last));
        }
    }

    @Test
    void aDryRunTellsWhatWouldGoAndChangesNothing() throws Exception {
        Ran ran = control("prune", "--store", store, "--keep-days", 400, "--dry-run");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().startsWith("Would remove 1 artefact, 0.0 MB. Nothing was changed."), ran::toString);
        String since = LocalDate.now(ZoneOffset.UTC).minusDays(400).toString();
        assertTrue(ran.out().contains("Looked for what no record has named since " + since), ran::toString);
        assertTrue(isThere());
        assertEquals("run", last().kind());
    }

    @Test
    void aLedgerThatTellsNoTimeIsSaidToKeepEverything() throws Exception {
        Path empty = directory.resolve("empty");
        Store.openOrCreate(empty).close();

        Ran ran = control("prune", "--store", empty, "--keep-days", 400, "--dry-run");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("everything is kept"), ran::toString);
    }

    @Test
    void itRemovesRecordsWhoAndWhyAndTheStoreStillVerifies() throws Exception {
        Ran ran = control("prune", "--store", store, "--keep-days", 400, "--reason", "two years are over, OPS-91");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().startsWith("Removed 1 artefact, 0.0 MB."), ran::toString);
        assertFalse(isThere());
        ArtefactRemoval removal = (ArtefactRemoval) ActivityReader.of(last());
        assertEquals("two years are over, OPS-91", removal.why());
        assertEquals(System.getProperty("user.name"), removal.by().account());
        Ran verified = control("verify", "--store", store);
        assertEquals(0, verified.exit(), verified::toString);
        assertTrue(verified.out().contains("1 by the rule \"keep for 400 days\""), verified::toString);
        Ran again = control("prune", "--store", store, "--keep-days", 400, "--reason", "again");
        assertEquals(0, again.exit(), again::toString);
        assertTrue(again.out().contains("nothing: no artefact that may go"), again::toString);
    }

    @Test
    void whatWasTakenAwayOtherwiseIsStillMissed() throws Exception {
        try (Store opened = Store.openReadOnly(store)) {
            Files.delete(opened.artefacts().file(old));
        }

        assertEquals(
                0,
                control("prune", "--store", store, "--keep-days", 400, "--reason", "why")
                        .exit());
        Ran verified = control("verify", "--store", store);

        assertEquals(1, verified.exit(), verified::toString);
        assertTrue(verified.out().contains("the artefact " + old.sha256() + " is missing"), verified::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "399", "-5", "99999999"})
    void aRuleThatAnAuditCouldNotLiveWithIsRefused(String days) throws Exception {
        Ran ran = control("prune", "--store", store, "--keep-days", days, "--reason", "why");

        assertEquals(64, ran.exit(), ran::toString);
        assertTrue(ran.err().contains("at least 400 days, a review period of 12 months"), ran::toString);
        assertTrue(isThere());
    }

    @Test
    void withoutAReasonNothingIsRemoved() throws Exception {
        Ran ran = control("prune", "--store", store, "--keep-days", 400);

        assertEquals(64, ran.exit(), ran::toString);
        assertTrue(ran.err().contains("--reason"), ran::toString);
        assertTrue(isThere());
    }

    @Test
    void withoutAStoreNothingCanBeDone() {
        assertEquals(
                2,
                control("prune", "--store", directory.resolve("none"), "--keep-days", 400, "--dry-run")
                        .exit());
    }

    @Test
    void nobodyCanStateARemoval() {
        Ran ran = control("record", ArtefactRemoval.KIND, "--example", "--store", store);

        assertEquals(64, ran.exit(), ran::toString);
    }
}
