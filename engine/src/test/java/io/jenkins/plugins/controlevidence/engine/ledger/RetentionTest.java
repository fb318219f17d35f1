package io.jenkins.plugins.controlevidence.engine.ledger;

import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.ANN;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.NOW;
import static io.jenkins.plugins.controlevidence.engine.ledger.RetainedStore.daysAgo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.MemoryDirectory;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long artefacts have to be kept, how many go at once, and what is recorded of it. */
class RetentionTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @AutoClose
    private RetainedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new RetainedStore(directory.resolve("store"));
    }

    private EvidenceRecord last() throws IOException {
        Ledger ledger = kept.store.ledger();
        return RecordReader.read(ledger.id(ledger.size() - 1), ledger.entry(ledger.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 399, 36_501})
    void lessThanAReviewPeriodAndItsAuditIsRefused(int days) {
        String message = assertThrows(IllegalArgumentException.class, () -> new Retention(days))
                .getMessage();

        assertTrue(message.contains("400"), message);
        assertTrue(message.contains(Integer.toString(days)), message);
    }

    @Test
    void theRecordSaysWhichByWhatRuleWhoAndWhyAndProvesNothing() throws Exception {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();

        kept.prune(450);

        EvidenceRecord record = last();
        assertEquals(
                new ArtefactRemoval(
                        450, daysAgo(450), ANN, "the disk is full", List.of(ArtefactRemoval.Removed.of(old)), NOW),
                ActivityReader.of(record));
        assertEquals(Outcome.SKIPPED, record.outcome());
    }

    @Test
    void manyArtefactsTakeSeveralRecordsAndAtMostSoManyGoInOneRun() throws IOException {
        List<Statement> scans = new ArrayList<>();
        for (int i = 0; i < 311; i++) {
            scans.add(RetainedStore.statement("scan", daysAgo(600), Map.of(), kept.keep("report", "number " + i)));
        }
        kept.store.appendAll(scans);
        kept.today();
        long size = kept.store.ledger().size();

        Pruning.Plan plan = kept.pruning(400).plan();
        Pruning.Result first = kept.pruning(400).run(ANN, "why", Examples.invocation(), 305, kept.store::appendAll);
        Pruning.Result second = kept.pruning(400).run(ANN, "why", Examples.invocation(), 305, kept.store::appendAll);

        assertEquals(311, plan.artefacts());
        assertEquals(305, first.artefacts());
        assertTrue(first.more());
        assertEquals(6, second.artefacts());
        assertFalse(second.more());
        assertEquals(size + 2 + 1, kept.store.ledger().size());
        kept.assertVerified();
    }

    @Test
    void aPlanChangesNothing() throws IOException {
        ArtefactReference old = kept.scan(500, "old");
        kept.today();
        long size = kept.store.ledger().size();

        Pruning.Plan plan = kept.pruning(400).plan();

        assertEquals(1, plan.artefacts());
        assertEquals(0, plan.recorded());
        assertEquals(Files.size(kept.store.artefacts().file(old)), plan.bytes());
        assertEquals(daysAgo(400), plan.before());
        assertTrue(kept.isThere(old));
        assertEquals(size, kept.store.ledger().size());
    }

    @Test
    void whereNothingMayGoNothingIsRecorded() throws IOException {
        kept.scan(10, "young");
        kept.today();
        long size = kept.store.ledger().size();

        assertEquals(0, kept.prune(400).artefacts());
        assertEquals(size, kept.store.ledger().size());
    }
}
