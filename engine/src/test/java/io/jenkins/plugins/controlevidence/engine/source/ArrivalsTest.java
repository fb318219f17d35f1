package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The population of changes as the repository itself has it. */
class ArrivalsTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void resolveLinks() throws IOException {
        root = temp.toRealPath();
    }

    private Arrivals arrivals(String branch, Instant since) throws SourceException {
        try (GitRepository repository = GitRepository.open(root)) {
            return repository.arrivals(branch, since, Progress.NONE);
        }
    }

    private static List<String> ids(Arrivals arrivals) {
        return arrivals.commits().stream().map(a -> a.commit().id()).toList();
    }

    @Test
    void aMergeNamesWhatItBroughtAndWhoWroteIt() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        git.run("checkout", "-q", "-b", "topic");
        String older = git.commit("a", "1");
        git.run(
                "-c",
                "user.name=x",
                "commit",
                "-q",
                "--allow-empty",
                "--author",
                "Ben <ben@example.com>",
                "-m",
                "more");
        String tip = git.run("rev-parse", "HEAD");
        git.run("checkout", "-q", "main");
        git.run("merge", "-q", "--no-ff", "-m", "Merge pull request #41 from team/topic", "topic");
        String merge = git.run("rev-parse", "HEAD");

        Arrivals arrivals = arrivals("main", Instant.EPOCH);
        assertEquals(List.of(merge, first), ids(arrivals));
        assertEquals(merge, arrivals.head());
        assertFalse(arrivals.shallow());
        Arrival arrival = arrivals.commits().get(0);
        assertEquals(List.of(tip, older), arrival.brought());
        assertEquals(2, arrival.total());
        assertEquals("41", arrival.request());
        assertTrue(arrival.peopleKnown());
        assertEquals(
                List.of("Ben", "Ann"),
                arrival.people().stream().map(Person::name).distinct().toList());
        assertNull(arrivals.commits().get(1).request());
        assertEquals(List.of(), arrivals.commits().get(1).brought());
    }

    @Test
    void aCommitWithAForgedDateAboveOneOfThePeriodIsThere() throws Exception {
        GitCommand git = GitCommand.init(root);
        String before = commit(git, "before", "2025-12-30T00:00:00Z");
        String inside = commit(git, "inside", "2026-01-05T00:00:00Z");
        String forged = commit(git, "forged", "2010-01-01T00:00:00Z");
        assertEquals(List.of(forged, inside), ids(arrivals("main", Instant.parse("2026-01-01T00:00:00Z"))));
        assertEquals(List.of(), ids(arrivals("main", Instant.parse("2027-01-01T00:00:00Z"))));
        assertEquals(
                3,
                arrivals("main", Instant.parse("2025-12-30T00:00:00Z"))
                        .commits()
                        .size(),
                before);
    }

    /** A commit with a committer's date of one's choice. */
    private static String commit(GitCommand git, String message, String date) {
        String tree = git.run("write-tree");
        String parent = git.run("for-each-ref", "--format=%(objectname)", "refs/heads/main");
        long seconds = Instant.parse(date).getEpochSecond();
        String text = "tree " + tree + "\n" + (parent.isEmpty() ? "" : "parent " + parent + "\n")
                + "author Ann <ann@example.com> " + seconds + " +0000\ncommitter Ann <ann@example.com> " + seconds
                + " +0000\n\n" + message + "\n";
        String id = git.object("commit", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        git.run("update-ref", "refs/heads/main", id);
        return id;
    }

    @Test
    void namesTheBranchesHereAndAtOrigin() throws Exception {
        GitCommand git = GitCommand.init(root);
        git.commit("file", "1");
        git.run("branch", "release/1");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD");
        git.run("update-ref", "refs/remotes/origin/next", "HEAD");
        git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        try (GitRepository repository = GitRepository.open(root)) {
            assertEquals(List.of("main", "next", "release/1"), repository.branches());
        }
        assertEquals("next", arrivals("next", Instant.EPOCH).branch());
        assertThrows(SourceException.class, () -> arrivals("gone", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Merge pull request #12 from a/b | 12",
                "Merge pull request #7 in SHOP/shop from topic to main | 7",
                "Mend the till (#345) | 345",
                "Merged in topic (pull request #9) | 9",
                "Merged PR 88: Mend the till | 88",
                "'Merge branch ''topic'' into ''main''\n\nSee merge request shop/till!77' | 77",
                "'Mend it\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567' | I0123456789abcdef0123456789abcdef01234567",
                "Fix #12 in the till |",
                "'Revert \"Mend the till (#345)\"' |",
                "'' |"
            })
    void findsTheRequestInTheMessage(String message, String request) {
        assertEquals(request, RequestReference.of(message));
    }

    /** Checked against git: the commits of all arrivals are all commits, each once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void everyCommitArrivesOnce(int seed) throws Exception {
        GitCommand git = GitCommand.init(root);
        RandomHistory.create(git, new Random(seed), 40, true);
        String branch = git.run("for-each-ref", "--count=1", "--format=%(refname:short)", "refs/heads");
        Set<String> seen = new TreeSet<>();
        for (Arrival arrival : arrivals(branch, Instant.EPOCH).commits()) {
            assertTrue(seen.add(arrival.commit().id()));
            arrival.brought().forEach(id -> assertTrue(seen.add(id), "twice, seed " + seed));
        }
        assertEquals(git.run("rev-list", branch).lines().collect(Collectors.toCollection(TreeSet::new)), seen);
    }
}
