package io.jenkins.plugins.controlevidence.engine.index;

import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.LATER;
import static io.jenkins.plugins.controlevidence.engine.index.IndexedStore.MONDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When commits came to a branch, and in what place. */
class CommitRowsTest {
    @TempDir
    Path directory;

    @AutoClose
    private IndexedStore kept;

    @BeforeEach
    void open() throws IOException {
        kept = new IndexedStore(directory.resolve("store"));
    }

    @Test
    void aForgedDateDoesNotMoveACommitOutOfThePeriodInWhichItWasPushed() throws IOException {
        kept.main.push(MONDAY, 1);
        Instant next = MONDAY.plusSeconds(3600);
        kept.main.run(next, kept.main.commits(Instant.parse("1999-01-01T00:00:00Z"), 1), Continuity.CONTINUED, false);
        kept.main.run(
                next.plusSeconds(60),
                kept.main.commits(Instant.parse("2999-01-01T00:00:00Z"), 1),
                Continuity.CONTINUED,
                false);
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<CommitRow> commits = index.period().commits(MONDAY, LATER);
            assertEquals(2, commits.size());
            assertEquals(MONDAY, commits.get(0).arrived(), "not before the run that did not see it yet");
            assertEquals(next.plusSeconds(60), commits.get(1).arrived(), "not after the run that saw it");
        }
    }

    @Test
    void rewrittenHistoryBeginsANewLine() throws IOException {
        kept.main.push(MONDAY, 2);
        kept.main.run(
                MONDAY.plusSeconds(60), kept.main.commits(MONDAY.plusSeconds(50), 1), Continuity.REWRITTEN, false);
        kept.main.scan(MONDAY.plusSeconds(70), Family.SECRETS, "secrets", List.of());
        kept.main.flush();
        try (EvidenceIndex index = kept.index()) {
            List<CommitRow> commits = index.period().commits(Instant.EPOCH, LATER);
            RecordRow scan = index.period().historyScans(LATER).get(0);
            assertTrue(
                    commits.get(0).place().position() < commits.get(1).place().position());
            assertEquals(
                    List.of(0, 0, 1),
                    commits.stream().map(c -> c.place().line()).toList());
            assertTrue(scan.place().reaches(commits.get(2).place()));
            assertFalse(scan.place().reaches(commits.get(1).place()));
        }
    }
}
