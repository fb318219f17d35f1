package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found along the deltas of packs is what JGit finds reading the same history commit by commit. */
class PackedHistoryTest {
    private static final SecretRules RULES = SecretRules.load();
    private static final SecretDetector DETECTOR = new SecretDetector(RULES);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Map<String, byte[]>> states = new ArrayList<>();
    private final List<ObjectId> commits = new ArrayList<>();
    private Path directory;
    private GitFixture git;

    @BeforeEach
    void create(@TempDir Path temporary) throws IOException {
        directory = temporary;
        git = new GitFixture(temporary.resolve("repository.git"));
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void inOnePack() throws Exception {
        grow(80);
        git.run("repack", "-adfq", "--depth=50", "--window=20");
        assertSame();
    }

    @Test
    void alongDeltasByIdAndLongChains() throws Exception {
        grow(80);
        git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=250", "--window=100");
        assertSame();
    }

    @Test
    void inSeveralPacksAndLoose() throws Exception {
        for (int i = 0; i < 3; i++) {
            grow(20);
            git.run("repack", "-dq");
        }
        grow(10);
        assertSame();
    }

    @Test
    void withTheSameObjectsInTwoPacks() throws Exception {
        grow(30);
        git.run("repack", "-q");
        grow(10);
        git.run("repack", "-aq");
        assertSame();
    }

    @Test
    void withBorrowedObjects() throws Exception {
        grow(30);
        git.run("repack", "-adfq");
        Path borrower = directory.resolve("borrower.git");
        git.run(
                "clone",
                "-q",
                "--bare",
                "--shared",
                git.repository.getDirectory().getPath(),
                borrower.toString());
        GitFixture origin = git;
        git = GitFixture.open(borrower, origin);
        origin.close();
        grow(10);
        git.run("repack", "-dlq");
        grow(3);
        assertSame();
    }

    @Test
    void aShallowClone() throws Exception {
        grow(40);
        Path shallow = directory.resolve("shallow.git");
        git.run(
                "clone",
                "-q",
                "--bare",
                "--depth=5",
                "--no-single-branch",
                "file://" + git.repository.getDirectory(),
                shallow.toString());
        GitFixture origin = git;
        git = GitFixture.open(shallow, origin);
        origin.close();
        assertSame();
    }

    @Test
    void aCloneWithoutSomeFilesIsAnErrorThatNamesOne() throws Exception {
        grow(20);
        git.run("config", "uploadpack.allowFilter", "true");
        Path partial = directory.resolve("partial.git");
        git.run(
                "clone",
                "-q",
                "--bare",
                "--filter=blob:none",
                "file://" + git.repository.getDirectory(),
                partial.toString());
        try (GitFixture clone = GitFixture.open(partial, git)) {
            assertThrows(MissingObjectException.class, () -> alongThePacks(clone));
            Scan scan = new SecretScanner(clone.repository, RULES, List.of())
                    .scan(clone.request(head(), null, null), Progress.NONE);
            assertEquals(Outcome.ERROR, scan.outcome());
            assertTrue(scan.reason().contains("fetch"), scan.reason());
        }
    }

    @Test
    void whatOnlyUnreachableCommitsLackIsNoError() throws Exception {
        grow(20);
        ObjectId lost = git.commit("lost", "ann", Map.of("lost", GitFixture.bytes("lost\n")));
        git.branch("lost", lost);
        git.run("repack", "-adfq");
        git.run("update-ref", "-d", "refs/heads/lost");
        git.run("repack", "-dq");
        git.reopen();
        assertFalse(alongThePacks(git).isEmpty(), "seed " + seed);
    }

    @Test
    void largeFiles() throws Exception {
        grow(10);
        byte[] large = new byte[3 << 20];
        Arrays.fill(large, (byte) 'a');
        for (int i = 0; i < 3; i++) {
            byte[] secret = GitFixture.bytes(" " + plant() + " \n");
            System.arraycopy(secret, 0, large, random.nextInt(large.length - secret.length), secret.length);
            states.add(new TreeMap<>(Map.of("large", large.clone())));
            commits.add(git.commit("large", "ann", states.get(states.size() - 1), head()));
        }
        git.branch("main", head());
        git.run("repack", "-adfq");
        assertSame();
    }

    @Test
    void aHostileTreeWithANameTwice() throws Exception {
        ObjectId first = twice(plant(), "clean");
        ObjectId second = twice(plant(), plant());
        ObjectId third = twice("clean", plant());
        ObjectId parent = null;
        for (ObjectId tree : List.of(first, second, third, first)) {
            parent = parent == null ? git.commitTree(tree) : git.commitTree(tree, parent);
            commits.add(parent);
        }
        git.branch("main", head());
        git.run("repack", "-adfq", "--depth=50");
        assertEquals(4, alongThePacks(git).size(), "seed " + seed);
    }

    private ObjectId twice(String one, String other) throws IOException {
        try (ObjectInserter inserter = git.repository.newObjectInserter()) {
            byte[] tree = new byte[0];
            String filler = "0".repeat(40);
            for (String[] entry : new String[][] {{"a", filler}, {"same", one}, {"same", other}, {"z", filler}}) {
                byte[] id = new byte[20];
                inserter.insert(Constants.OBJ_BLOB, GitFixture.bytes(entry[1])).copyRawTo(id, 0);
                byte[] name = GitFixture.bytes("100644 " + entry[0] + "\0");
                int end = tree.length;
                tree = Arrays.copyOf(tree, end + name.length + id.length);
                System.arraycopy(name, 0, tree, end, name.length);
                System.arraycopy(id, 0, tree, end + name.length, id.length);
            }
            ObjectId id = inserter.insert(Constants.OBJ_TREE, tree);
            inserter.flush();
            return id;
        }
    }

    @Test
    void aBrokenPackIsReadByJGitOrIsAnErrorButNeverAPass() throws Exception {
        grow(15);
        git.run("repack", "-adfq");
        List<Finding> right = alongThePacks(git);
        Path pack = onlyPack();
        byte[] good = Files.readAllBytes(pack);
        pack.toFile().setWritable(true);
        for (int i = 0; i < 60; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(pack, i % 10 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            git.reopen();
            Scan scan = new SecretScanner(git.repository, RULES, List.of())
                    .scan(git.request(head(), null, null), Progress.NONE);
            if (scan.outcome() != Outcome.ERROR) {
                assertEquals(said(right), said(scan.findings()), "seed " + seed);
            }
        }
    }

    private Path onlyPack() throws IOException {
        try (var files =
                Files.list(git.repository.getObjectDatabase().getPackDirectory().toPath())) {
            return files.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void withoutPacksThereIsNothingToOpen() throws Exception {
        grow(3);
        assertNull(PackedHistory.open(git.repository, new BlobScanner(DETECTOR, true), Progress.NONE));
    }

    private ObjectId head() {
        return commits.get(commits.size() - 1);
    }

    /** Commits that edit, move, remove and merge files, some with secrets. */
    private void grow(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int parent = commits.isEmpty() ? -1 : commits.size() - 1 - random.nextInt(Math.min(3, commits.size()));
            Map<String, byte[]> files = parent < 0 ? new TreeMap<>() : new TreeMap<>(states.get(parent));
            List<ObjectId> parents = new ArrayList<>();
            if (parent >= 0) {
                parents.add(commits.get(parent));
                int other = random.nextInt(commits.size());
                if (random.nextInt(4) == 0 && other != parent) {
                    parents.add(commits.get(other));
                    files.keySet().removeIf(name -> random.nextInt(4) == 0);
                    states.get(other).forEach(files::putIfAbsent);
                    files = withoutConflicts(files);
                }
            }
            for (int change = random.nextInt(3); change >= 0; change--) {
                change(files);
            }
            files = withoutConflicts(files);
            String message = random.nextInt(15) == 0 ? "use " + plant() : "change " + i;
            commits.add(git.commit(message, "author" + random.nextInt(5), files, parents.toArray(ObjectId[]::new)));
            states.add(files);
        }
        git.branch("main", head());
        git.branch("other", commits.get(random.nextInt(commits.size())));
    }

    private void change(Map<String, byte[]> files) throws IOException {
        String name = random.nextBoolean() && !files.isEmpty() ? any(files) : path();
        switch (random.nextInt(8)) {
            case 0 -> files.remove(name);
            case 1 -> {
                if (!files.isEmpty()) {
                    files.put(path(), files.get(any(files)));
                }
            }
            case 2 -> {
                StringBuilder text = new StringBuilder(noise(random.nextInt(3000)));
                edit(text);
                files.put(path(), archive(text.toString()));
            }
            default -> {
                StringBuilder text = new StringBuilder(
                        files.containsKey(name)
                                ? new String(files.get(name), StandardCharsets.ISO_8859_1)
                                : noise(2000 + random.nextInt(8000)));
                edit(text);
                files.put(
                        name,
                        text.toString()
                                .getBytes(
                                        random.nextInt(40) == 0
                                                ? StandardCharsets.UTF_16LE
                                                : StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Other changes edit it as a text, so that it breaks. */
    private byte[] archive(String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(5)) {
            case 0 -> MadeArchive.zip("conf/x", content);
            case 1 -> MadeArchive.gzip(MadeArchive.tar("conf/y", content));
            case 2 -> MadeArchive.gzip(content);
            case 3 -> MadeArchive.tar("z.jar", MadeArchive.zip("conf/x", content));
            default -> MadeArchive.notebook(text.lines().toList());
        };
    }

    private String any(Map<String, byte[]> files) {
        return new ArrayList<>(files.keySet()).get(random.nextInt(files.size()));
    }

    private String path() {
        String[] parts = {"a", "b", "a.b", "a-b", "src", "é"};
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            path.append(parts[random.nextInt(parts.length)]).append('/');
        }
        return path.append(parts[random.nextInt(parts.length)]).toString();
    }

    /** A name is a file or a directory, not both. */
    private static Map<String, byte[]> withoutConflicts(Map<String, byte[]> files) {
        Map<String, byte[]> clean = new TreeMap<>(files);
        clean.keySet().removeIf(name -> files.keySet().stream().anyMatch(other -> other.startsWith(name + "/")));
        return clean;
    }

    private String plant() {
        return Planted.sample(RULES.rules().get(random.nextInt(RULES.count())), random)
                .text();
    }

    private void edit(StringBuilder file) {
        int at = random.nextInt(file.length() + 1);
        int end = Math.min(file.length(), at + random.nextInt(200));
        switch (random.nextInt(6)) {
            case 0, 1 -> file.insert(at, "\n" + plant());
            case 2 -> file.insert(at, noise(random.nextInt(300)));
            case 3 -> file.delete(at, end);
            case 4 -> {
                String moved = file.substring(at, end);
                file.delete(at, end).insert(random.nextInt(file.length() + 1), moved);
            }
            default -> file.insert(at, random.nextInt(40) == 0 ? '\0' : 'x');
        }
    }

    private String noise(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append(random.nextInt(8) == 0 ? "\n" : " ");
        }
        return text.toString();
    }

    private void assertSame() throws Exception {
        git.reopen();
        Leaks leaks = new Leaks();
        HistoryScan history = new HistoryScan(git.repository, new BlobScanner(DETECTOR, true), Progress.NONE, leaks);
        history.scan(new CommitWalk(git.repository).commits(git.tips(), List.of()));
        history.markHead(head().name());
        List<Finding> expected = findings(leaks.all());
        assertFalse(expected.isEmpty(), "seed " + seed);
        assertEquals(said(expected), said(alongThePacks(git)), "seed " + seed);
    }

    private List<Finding> alongThePacks(GitFixture git) throws IOException, InterruptedException {
        PackedHistory packed = PackedHistory.open(git.repository, new BlobScanner(DETECTOR, true), Progress.NONE);
        assertNotNull(packed);
        Leaks leaks = new Leaks();
        packed.scan(git.tips(), head().name(), leaks);
        return findings(leaks.all());
    }

    private static List<Finding> findings(Collection<Leak> leaks) {
        return leaks.stream()
                .map(leak -> leak.toFinding(leak.places(), GitFixture.KEY, SecretScanner.TOOL, null))
                .toList();
    }

    private static String said(List<Finding> findings) {
        StringBuilder said = new StringBuilder();
        findings.forEach(finding -> said.append(finding.rule())
                .append(' ')
                .append(finding.fingerprint())
                .append(' ')
                .append(finding.introduced())
                .append(' ')
                .append(finding.atHead())
                .append(' ')
                .append(finding.occurrences())
                .append(' ')
                .append(finding.locations())
                .append('\n'));
        return said.toString();
    }
}
