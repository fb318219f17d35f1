package io.jenkins.plugins.controlevidence.engine.ledger;

import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.ANN;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.NOW;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.daysAgo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification takes a signed record of a removal that was due for the artefact, and misses every one that went otherwise. */
class RemovalVerificationTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @AutoClose
    private RetainedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new RetainedStore(directory.resolve("store"));
    }

    private ArtefactRemoval removal(int keepDays, Instant before, Instant at, ArtefactReference artefact) {
        return new ArtefactRemoval(
                keepDays, before, ANN, "to make room", List.of(ArtefactRemoval.Removed.of(artefact)), at);
    }

    private void record(ArtefactRemoval removal) throws IOException {
        kept.store.append(ActivityStatement.of(removal, Examples.invocation(), List.of()));
    }

    private void assertMissedInSpiteOf(ArtefactRemoval removal, ArtefactReference artefact) throws IOException {
        record(removal);
        kept.delete(artefact);
        kept.assertMissed(artefact);
    }

    @Test
    void anArtefactThatIsGoneWithoutARecord() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        kept.delete(old);

        kept.assertMissed(old);
    }

    @Test
    void noLaterRunMakesUpARecordForWhatWasTakenAway() throws IOException {
        ArtefactReference taken = kept.scan(500, "taken");
        kept.scan(500, "old");
        kept.today();
        kept.delete(taken);

        assertEquals(1, kept.prune(400).artefacts());
        kept.assertMissed(taken);
    }

    @Test
    void whatIsDamagedIsNotRemovedButSaid() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        Files.write(kept.store.artefacts().file(old), new byte[] {1, 2, 3});
        kept.age(old);

        assertThrows(StoreException.class, () -> kept.prune(400));
        assertTrue(kept.isThere(old));
    }

    @Test
    void aRemovalOfSomethingYoungerThanItsRule() throws IOException {
        ArtefactReference young = kept.scan(399, "young");
        kept.today();
        record(removal(400, daysAgo(400), NOW, young));
        kept.assertVerified(); // as long as it is there nothing is lost

        kept.delete(young);

        kept.assertMissed(young);
        assertTrue(kept.said("artefacts").contains("could not by its own rule"), kept.said("artefacts"));
    }

    @Test
    void aRemovalThatClaimsALaterTimeOrABroaderLimit() throws IOException {
        ArtefactReference young = kept.scan(399, "young");
        kept.today();

        assertMissedInSpiteOf(removal(400, NOW, NOW.plus(Duration.ofDays(900)), young), young);
    }

    @Test
    void aRemovalByARuleThatMayNotBe() throws IOException {
        ArtefactReference young = kept.scan(100, "young");
        kept.today();

        assertMissedInSpiteOf(removal(30, daysAgo(30), NOW, young), young);
    }

    @Test
    void aRemovalOfWhatAReportIsComputedFrom() throws IOException {
        ArtefactReference findings = kept.keep("findings", "a list");
        kept.record("scan", daysAgo(900), findings);
        kept.today();

        assertMissedInSpiteOf(removal(400, daysAgo(400), NOW, findings), findings);
    }

    @Test
    void aRemovalThatComesBeforeTheRecordThatNamesTheArtefact() throws IOException {
        ArtefactReference report = kept.scan(900, "named twice");
        kept.today();
        record(removal(400, daysAgo(400), NOW, report));
        kept.record("scan", daysAgo(890), report);
        kept.delete(report);

        kept.assertMissed(report);
    }

    @Test
    void aRemovalOfAnotherSize() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        assertMissedInSpiteOf(
                removal(
                        400,
                        daysAgo(400),
                        NOW,
                        new ArtefactReference(old.name(), old.mediaType(), old.sha256(), old.size() + 1)),
                old);
    }

    @Test
    void aRemovalThatIsSignedWithAnotherKey() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        SigningKey other = SigningKey.loadOrCreate(directory.resolve("other/key.pem"));
        byte[] forged = Envelope.sign(
                        ActivityStatement.of(removal(400, daysAgo(400), NOW, old), Examples.invocation(), List.of()),
                        other)
                .toBytes();
        kept.store.ledger().append(List.of(forged));
        kept.delete(old);

        kept.assertMissed(old);
        assertTrue(kept.said("signatures").startsWith("NOT_VERIFIED"), kept.said("signatures"));
    }

    @Test
    void aRemovalThatIsBroken() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        kept.record(ArtefactRemoval.KIND, NOW, Map.of("why", "no rule, no list"));
        kept.delete(old);

        kept.assertMissed(old);
        assertTrue(kept.said("records").startsWith("NOT_VERIFIED"), kept.said("records"));
    }

    @Test
    void whatWasRemovedIsSaidInALineOfItsOwn() throws IOException {
        kept.scan(700, "oldest");
        kept.scan(500, "old");
        kept.scan(499, "old too");
        kept.today();
        kept.prune(600);
        kept.prune(400);

        assertEquals(
                "VERIFIED: artefacts that had been kept long enough were removed, and signed records say which: "
                        + "2 by the rule \"keep for 400 days\", 1 by the rule \"keep for 600 days\", last on 2026-06-01",
                kept.said("removed"));
    }
}
