package io.jenkins.plugins.controlevidence.engine.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that only a census has named are in the population like all others, once each. */
class CensusTest {
    private static final String REPOSITORY = "https://git.example.org/shop";
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 1, 31);
    private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant CENSUS = Instant.parse("2026-02-01T02:00:00Z");
    private static final Person ANN = new Person("Ann Example", "ann@example.org");
    private static final Person BEN = new Person("Ben Example", "ben@example.org");

    @TempDir
    Path directory;

    private Store store;
    private RecordedBranch main;
    private final List<Commit> line = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        main = new RecordedBranch(store, REPOSITORY, "main", 1);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    /** A commit on top of the line. */
    private Commit commit(Instant committed, String... otherParents) {
        List<String> parents = new ArrayList<>();
        if (!line.isEmpty()) {
            parents.add(line.get(0).id());
        }
        parents.addAll(List.of(otherParents));
        Commit commit = new Commit(
                String.format("%040x", line.size() + 1), parents, ANN, committed, ANN, committed, "Change it (#7)");
        line.add(0, commit);
        return commit;
    }

    private void run(Instant at, int newest, Continuity continuity) throws IOException {
        main.run(at, List.copyOf(line.subList(0, newest)), continuity, false);
        main.flush();
    }

    private void census(Instant taken, List<Arrival> arrivals) throws IOException {
        Arrivals read = new Arrivals(
                new RepositoryIdentity(REPOSITORY),
                "main",
                arrivals.get(0).commit().id(),
                false,
                arrivals);
        ArtefactReference document = store.artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        to -> CommitsDocument.writeArrivals(arrivals, text -> text, to));
        store.append(ActivityStatement.of(
                Census.of(read, FROM, TO, taken),
                new Invocation("https://example.org/builder", null, null, "host", "test"),
                List.of(document)));
    }

    private void census(Instant taken) throws IOException {
        census(taken, line.stream().map(CensusTest::alone).toList());
    }

    private static Arrival alone(Commit commit) {
        return new Arrival(commit, List.of(), 0, List.of(commit.author()), true, null);
    }

    private List<CommitRow> rows() throws IOException {
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            List<CommitRow> rows =
                    new ArrayList<>(index.period().commits(Instant.EPOCH, CENSUS.plus(Duration.ofDays(1))));
            rows.sort((a, b) -> Long.compare(a.place().position(), b.place().position()));
            return rows;
        }
    }

    private static List<String> ids(List<CommitRow> rows) {
        return rows.stream().map(CommitRow::id).toList();
    }

    private List<String> lineUp() {
        List<String> ids = new ArrayList<>(line.stream().map(Commit::id).toList());
        Collections.reverse(ids);
        return ids;
    }

    @Test
    void aStoreWithoutAnyRunKnowsThePopulation() throws IOException {
        commit(MONDAY);
        commit(MONDAY.plusSeconds(60));
        census(CENSUS);
        List<CommitRow> rows = rows();
        assertEquals(lineUp(), ids(rows));
        CommitRow row = rows.get(1);
        assertFalse(row.built());
        assertEquals(MONDAY.plusSeconds(60), row.arrived());
        assertEquals(CENSUS, row.seen());
        assertEquals(row.id(), row.pushHead());
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(List.of(REPOSITORY), index.period().repositories(CENSUS.plusSeconds(1)));
        }
    }

    @Test
    void whatRunsAndCensusesNameIsThereOnce() throws IOException {
        commit(MONDAY);
        commit(MONDAY.plusSeconds(60));
        run(MONDAY.plusSeconds(100), 2, Continuity.FIRST);
        commit(MONDAY.plusSeconds(200));
        commit(MONDAY.plusSeconds(300));
        census(MONDAY.plusSeconds(400));
        List<CommitRow> before = rows();
        assertEquals(lineUp(), ids(before));
        assertEquals(
                List.of(true, true, false, false),
                before.stream().map(CommitRow::built).toList());
        run(MONDAY.plusSeconds(900), 2, Continuity.CONTINUED);
        List<CommitRow> after = rows();
        assertEquals(lineUp(), ids(after));
        assertTrue(after.stream().allMatch(CommitRow::built), "the run speaks of them now");
        assertEquals(MONDAY.plusSeconds(400), after.get(3).seen(), "they had been seen before");
        assertEquals(after.get(3).id(), after.get(2).pushHead(), "and are covered by the tip of the push");
        assertEquals(before.get(2).arrived(), after.get(2).arrived());
        census(CENSUS);
        assertEquals(after, rows(), "a census of what is known adds nothing");
    }

    @Test
    void aScanOfAllHistoryCoversWhatACensusFoundBelowIt() throws IOException {
        Commit lost = commit(MONDAY);
        commit(MONDAY.plusSeconds(60));
        main.run(MONDAY.plusSeconds(100), List.of(line.get(0)), Continuity.FIRST, true);
        main.flush();
        census(CENSUS);
        List<CommitRow> rows = rows();
        assertEquals(lineUp(), ids(rows));
        assertEquals(lost.id(), rows.get(0).id());
        assertTrue(rows.get(1).place().reaches(rows.get(0).place()));
    }

    @Test
    void anotherHistoryUnderTheSameNameIsAnotherLine() throws IOException {
        Change old = main.push(MONDAY, 1);
        main.flush();
        commit(MONDAY.plusSeconds(60));
        census(CENSUS);
        List<CommitRow> rows = rows();
        assertEquals(2, rows.size());
        assertEquals(old.head(), rows.get(0).id());
        assertFalse(rows.get(1).place().reaches(rows.get(0).place()));
    }

    @Test
    void aForgedDateMovesNoCommitOutOfThePeriod() throws IOException {
        commit(MONDAY);
        commit(Instant.parse("2010-01-01T00:00:00Z"));
        commit(Instant.parse("2099-01-01T00:00:00Z"));
        census(CENSUS);
        List<CommitRow> rows = rows();
        assertEquals(MONDAY, rows.get(1).arrived(), "not before the commit below it");
        assertEquals(CENSUS, rows.get(2).arrived(), "not after it was seen");
    }

    @Test
    void whatTheLastRunDidNotSeeCameAfterIt() throws IOException {
        commit(MONDAY);
        run(MONDAY.plusSeconds(100), 1, Continuity.FIRST);
        commit(MONDAY.minusSeconds(1000));
        census(CENSUS);
        assertEquals(MONDAY.plusSeconds(100), rows().get(1).arrived());
    }

    @Test
    void aMergeTellsWhoTookPartOnceACensusHasLooked() throws IOException {
        commit(MONDAY);
        Commit merge = commit(MONDAY.plusSeconds(60), "c".repeat(40));
        run(MONDAY.plusSeconds(100), 2, Continuity.FIRST);
        Contribution before = rows().get(1).contribution();
        assertFalse(before.peopleKnown(), "the run did not say");
        Arrival arrival = new Arrival(merge, List.of("c".repeat(40), "d".repeat(40)), 2, List.of(ANN, BEN), true, "7");
        census(CENSUS, List.of(arrival, alone(line.get(1))));
        Contribution after = rows().get(1).contribution();
        assertTrue(after.peopleKnown());
        assertEquals(List.of(ANN, BEN), after.people());
        assertEquals(List.of("c".repeat(40)), after.tips());
        assertEquals(List.of("c".repeat(40), "d".repeat(40)), after.brought());
        assertEquals("7", after.request());
    }

    @Test
    void aCensusOfManyCommitsIsTakenInWhole() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            commit(MONDAY.plusSeconds(i));
        }
        run(MONDAY.plusSeconds(4_000), 1_000, Continuity.FIRST);
        census(CENSUS);
        assertEquals(lineUp(), ids(rows()));
    }
}
