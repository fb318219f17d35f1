package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is new on a branch since a commit, compared with git's own answer and with the plain definition. */
class ChangeTest {
    private static final String GONE = "1234567890123456789012345678901234567890";

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void resolveLinks() throws IOException {
        root = temp.toRealPath();
    }

    @Test
    void isTheWholeLineTheFirstTime() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        String second = git.commit("file", "2");
        Change change = change(root, null, null);
        assertEquals(Continuity.FIRST, change.continuity());
        assertEquals(List.of(second, first), ids(change));
        assertEquals("main", change.branch());
        assertEquals(second, change.head());
        assertEquals(List.of(second), change.tips());
    }

    @Test
    void isWhatCameAfterTheLastRecordedCommit() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        String second = git.commit("file", "2");
        assertChange(Continuity.CONTINUED, List.of(second), change(root, null, first));
        assertChange(Continuity.UNCHANGED, List.of(), change(root, null, second));
    }

    @Test
    void takesTheBranchFromTheCallerWhereTheHeadIsDetached() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        git.commit("file", "2");
        git.run("checkout", "-q", "--detach", first);
        Change change = change(root, "main", null);
        assertEquals("main", change.branch());
        assertEquals(first, change.head(), "what is checked out, not what the branch has come to since");
    }

    @Test
    void isRewrittenAfterAForcePush() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        String lost = git.commit("file", "2");
        git.run("reset", "-q", "--hard", first);
        assertChange(Continuity.REWRITTEN, List.of(), change(root, null, lost));
        String other = git.commit("file", "3");
        assertChange(Continuity.REWRITTEN, List.of(other), change(root, null, lost));
        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "-q", "--prune=now");
        assertChange(Continuity.REWRITTEN, List.of(other, first), change(root, null, lost));
    }

    @Test
    void isRewrittenIfTheLastRecordedCommitWasNeverHere() throws Exception {
        String first = GitCommand.init(root).commit("file", "1");
        assertChange(Continuity.REWRITTEN, List.of(first), change(root, null, GONE));
        assertChange(Continuity.REWRITTEN, List.of(first), change(root, null, "no id at all"));
    }

    @Test
    void goesOnWhereTheLastRecordedCommitWasMergedAsASecondParent() throws Exception {
        GitCommand git = GitCommand.init(root);
        git.commit("file", "1");
        git.run("checkout", "-q", "-b", "side");
        String other = git.commit("side", "1");
        git.run("checkout", "-q", "main");
        String recorded = git.commit("file", "2");
        git.run("checkout", "-q", "side");
        git.run("merge", "-q", "--no-ff", "-m", "Foxtrot", "main");
        String merge = git.run("rev-parse", "HEAD");
        assertChange(Continuity.CONTINUED, List.of(merge, other), change(root, "side", recorded));
    }

    @Test
    void isUnknownWhereAShallowCloneDoesNotReach() throws Exception {
        GitCommand git = GitCommand.init(root.resolve("work"));
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            commits.add(0, git.commit("file", "" + i));
        }
        GitCommand.in(root).run("clone", "-q", "--depth", "3", "file://" + git.directory(), "shallow");
        Path shallow = root.resolve("shallow");
        assertChange(Continuity.UNKNOWN, commits.subList(0, 3), change(shallow, null, commits.get(4)));
        assertChange(Continuity.CONTINUED, commits.subList(0, 1), change(shallow, null, commits.get(1)));
        Change first = change(shallow, null, null);
        assertChange(Continuity.FIRST, commits.subList(0, 3), first);
        assertTrue(first.shallow());
        assertEquals("file://" + git.directory(), first.repository().uri());
    }

    @Test
    void isThatOfTheBranchAskedForHereOrAtOrigin() throws Exception {
        GitCommand git = GitCommand.init(root.resolve("work"));
        String first = git.commit("file", "1");
        git.run("checkout", "-q", "-b", "feature/x");
        String second = git.commit("file", "2");
        git.run("checkout", "-q", "main");
        GitCommand.in(root).run("clone", "-q", "work", "clone");
        Path clone = root.resolve("clone");
        assertEquals(second, change(clone, "feature/x", first).head());
        assertEquals("feature/x", change(clone, "refs/heads/feature/x", first).branch());
        SourceException refused = assertThrows(SourceException.class, () -> change(clone, "feature/y", null));
        assertTrue(refused.getMessage().contains("no branch 'feature/y'"), refused::getMessage);
        assertTrue(refused.getMessage().contains("main"), refused::getMessage);
    }

    @Test
    void hasNoBranchWithADetachedHeadUnlessItIsGiven() throws Exception {
        GitCommand git = GitCommand.init(root);
        git.commit("file", "1");
        git.run("checkout", "-q", "--detach");
        String detached = git.commit("file", "2");
        Change change = change(root, null, null);
        assertEquals(null, change.branch());
        assertTrue(change.tips().contains(detached), "a detached head is a tip too");
        assertEquals("main", change(root, "main", null).branch());
    }

    @Test
    void tipsAreTheCommitsOfAllRefs() throws Exception {
        GitCommand git = GitCommand.init(root);
        Set<String> tips = new TreeSet<>();
        tips.add(git.commit("file", "1"));
        git.run("tag", "-a", "-m", "Annotated", "v1");
        tips.add(git.commit("file", "2"));
        git.run("tag", "light");
        git.run("update-ref", "refs/pull/7/head", git.commit("file", "3"));
        tips.add(git.run("rev-parse", "HEAD"));
        git.run("tag", "tree", "HEAD^{tree}");
        git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/none");
        assertEquals(List.copyOf(tips), change(root, null, null).tips());
    }

    @Test
    void isThatOfTheCommitsAsPushedWhateverReplaceRefsAndGraftsShow() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        String second = git.commit("file", "2");
        String third = git.commit("file", "3");
        git.run("replace", "--graft", third, first);
        Files.createDirectories(root.resolve(".git/info"));
        Files.writeString(root.resolve(".git/info/grafts"), third + "\n");
        assertEquals(List.of(third, second, first), ids(change(root, null, null)));
    }

    @Test
    void doesNotBelieveTheCommitGraphFile() throws Exception {
        GitCommand git = GitCommand.init(root);
        git.commit("file", "1");
        String second = git.commit("file", "2");
        git.run("checkout", "-q", "--orphan", "other");
        String third = git.commit("file", "3");
        git.run("config", "core.commitGraph", "true");
        git.run("commit-graph", "write", "--reachable");
        Path graph = root.resolve(".git/objects/info/commit-graph");
        assertTrue(Files.exists(graph));
        Files.write(graph, new byte[] {1, 2, 3});
        assertEquals(List.of(third), ids(change(root, null, null)));
        assertEquals(second, ids(change(root, "main", null)).get(0));
    }

    @Test
    void saysThatTheRepositoryIsDamaged() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        git.commit("file", "2");
        Files.delete(root.resolve(".git/objects/" + first.substring(0, 2) + "/" + first.substring(2)));
        SourceException refused = assertThrows(SourceException.class, () -> change(root, null, null));
        assertTrue(refused.getMessage().contains(first), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tree x", "tree 1234567890123456789012345678901234567890"})
    void saysThatACommitIsNoCommit(String content) throws Exception {
        GitCommand git = GitCommand.init(root);
        git.commit("file", "1");
        String broken = git.object("commit", content.getBytes(StandardCharsets.UTF_8));
        Files.writeString(root.resolve(".git/refs/heads/main"), broken + "\n");
        SourceException refused = assertThrows(SourceException.class, () -> change(root, null, null));
        assertTrue(refused.getMessage().contains(broken), refused::getMessage);
    }

    @Test
    void rangeIsWhatOneSideHasAndTheOtherHasNot() throws Exception {
        GitCommand git = GitCommand.init(root);
        String first = git.commit("file", "1");
        String second = git.commit("file", "2");
        String third = git.commit("file", "3");
        try (GitRepository repository = GitRepository.open(root)) {
            assertEquals(List.of(third, second), repository.range(first + ".." + third));
            assertEquals(List.of(third), repository.range("HEAD~1.."));
            assertEquals(List.of(third), repository.range(second.substring(0, 10) + "..main"));
            assertEquals(List.of(), repository.range("main.."));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "main, is not a range",
        "main...main, is not a range",
        "nowhere..main, in the range nowhere..main is not known",
        "main..1234567890123456789012345678901234567890, is not known",
        "main..HEAD^{tree}, is not a commit",
        "main..HEAD^{, is not a revision",
    })
    void rangeSaysWhatIsWrongWithIt(String range, String expected) throws Exception {
        GitCommand.init(root).commit("file", "1");
        try (GitRepository repository = GitRepository.open(root)) {
            SourceException refused = assertThrows(SourceException.class, () -> repository.range(range));
            assertTrue(refused.getMessage().contains(expected), refused::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void agreesWithGitOnAnyHistory(long seed) throws Exception {
        GitCommand git = GitCommand.init(root);
        Random random = new Random(seed);
        RandomHistory history = RandomHistory.create(git, random, 60, false);
        for (int i = 0; i < 5; i++) {
            int head = random.nextInt(history.size());
            String base = history.id(random.nextInt(history.size()));
            Change change = change(root, "c" + head, base);
            String place = "seed " + seed + ", head " + change.head() + ", base " + base;
            assertEquals(git.lines("rev-list", "--first-parent", base + ".." + change.head()), ids(change), place);
            boolean ancestor = git.status("merge-base", "--is-ancestor", base, change.head()) == 0;
            assertEquals(ancestor, change.continuity() != Continuity.REWRITTEN, place);
            try (GitRepository repository = GitRepository.open(root)) {
                assertEquals(
                        Set.copyOf(git.lines("rev-list", base + ".." + change.head())),
                        Set.copyOf(repository.range(base + ".." + change.head())),
                        place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void isNotMisledByForgedDates(long seed) throws Exception {
        Random random = new Random(seed);
        RandomHistory history = RandomHistory.create(GitCommand.init(root), random, 120, true);
        try (GitRepository repository = GitRepository.open(root)) {
            for (int i = 0; i < 40; i++) {
                int head = random.nextInt(history.size());
                int base = random.nextInt(history.size());
                String place = "seed " + seed + ", c" + base + "..c" + head;
                Set<String> old = history.reachable(base);
                List<String> line = new ArrayList<>(history.line(head));
                line.removeAll(old);
                Change change = repository.change("c" + head, history.id(base), Progress.NONE);
                assertEquals(line, ids(change), place);
                boolean ancestor = history.reachable(head).contains(history.id(base));
                assertEquals(ancestor, change.continuity() != Continuity.REWRITTEN, place);
                Set<String> expected = new HashSet<>(history.reachable(head));
                expected.removeAll(old);
                List<String> range = repository.range("c" + base + "..c" + head);
                assertEquals(expected, Set.copyOf(range), place);
                assertEquals(expected.size(), range.size(), place);
            }
        }
    }

    private static void assertChange(Continuity continuity, List<String> commits, Change change) {
        assertEquals(continuity, change.continuity());
        assertEquals(commits, ids(change));
    }

    private static Change change(Path directory, String branch, String base) throws SourceException {
        try (GitRepository repository = GitRepository.open(directory)) {
            return repository.change(branch, base, Progress.NONE);
        }
    }

    private static List<String> ids(Change change) {
        return change.commits().stream().map(Commit::id).toList();
    }
}
