package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a commit says of itself, however it says it. */
class CommitReaderTest {
    private static final String TREE = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

    @Test
    void readsWhatGitWrites(@TempDir Path temp) throws Exception {
        GitCommand git = GitCommand.init(temp);
        git.run("commit", "-q", "--allow-empty", "-m", "Subject line\n\nBody");
        try (GitRepository repository = GitRepository.open(temp)) {
            Commit commit =
                    repository.change(null, null, Progress.NONE).commits().get(0);
            assertEquals(git.run("rev-parse", "HEAD"), commit.id());
            assertEquals(new Person("Ann", "ann@example.com"), commit.author());
            assertEquals(new Person("Ann", "ann@example.com"), commit.committer());
            assertEquals(Instant.ofEpochSecond(1_700_000_000L), commit.authored());
            assertEquals(Instant.ofEpochSecond(1_700_000_000L), commit.committed());
            assertEquals("Subject line", commit.subject());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ann <a@b> 1700000000 +0100, Ann, a@b, 1700000000",
        "Ann <a@b> 1700000000, Ann, a@b, 1700000000",
        "Ann <a@b>, Ann, a@b, 0",
        "Ann <a@b> yesterday, Ann, a@b, 0",
        "Ann <a@b> -5 +0000, Ann, a@b, 0",
        "Ann <a@b> 99999999999999999999999999 +0000, Ann, a@b, 0",
        "Ann <a@b> 253402300799 +0000, Ann, a@b, 253402300799",
        "Ann <a@b> 253402300800 +0000, Ann, a@b, 0",
        "Ann <a@b> 1700000000 +9999999999, Ann, a@b, 1700000000",
        "<a@b> 1 +0000, '', a@b, 1",
        "Ann <> 1 +0000, Ann, '', 1",
        "Ann <a@b>> 1 +0000, Ann, a@b, 1",
        "Ann <a <b> 1 +0000, Ann, a <b, 1",
        "Ann <a@b, Ann, a@b, 0",
        "Ann, Ann, '', 0",
        "'', '', '', 0",
    })
    void readsAnyIdentity(String line, String name, String email, long seconds) throws Exception {
        Commit commit = read(TREE + "author " + line + "\ncommitter C <c@d> 7 +0000\n\nS\n");
        assertEquals(new Person(name, email), commit.author());
        assertEquals(Instant.ofEpochSecond(seconds), commit.authored());
        assertEquals(new Person("C", "c@d"), commit.committer());
        assertEquals(Instant.ofEpochSecond(7), commit.committed());
    }

    @Test
    void readsACommitWithNothingInIt() throws Exception {
        Commit commit = read(TREE + "\n");
        assertEquals(new Person("", ""), commit.author());
        assertEquals(Instant.EPOCH, commit.committed());
        assertEquals("", commit.subject());
    }

    @Test
    void takesTheFirstLineThatSaysSomething() throws Exception {
        assertEquals("First", read(message("\n\r\n\nFirst\r\nSecond\n")).subject());
        assertEquals("", read(message("\n\n")).subject());
    }

    @Test
    void cutsLongSubjectsBetweenCharacters() throws Exception {
        String emoji = "\uD83D\uDE00";
        assertEquals("x".repeat(199), read(message("x".repeat(199) + emoji)).subject());
        assertEquals(
                "x".repeat(198) + emoji,
                read(message("x".repeat(198) + emoji + "y")).subject());
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, ISO-8859-1, Grüße",
        "windows-1252, windows-1252, Preis €",
        "Shift_JIS, Shift_JIS, 日本",
        "UTF-8, no-such-encoding, Grüße",
        "UTF-8, ../../etc/passwd, Grüße",
        "UTF-8, US-ASCII, Grüße",
    })
    void readsAnyEncoding(String actual, String declared, String subject) throws Exception {
        String text = TREE + "author A <a@b> 1 +0000\nencoding " + declared + "\n\n" + subject + "\n";
        assertEquals(subject, read(text.getBytes(Charset.forName(actual))).subject());
    }

    @Test
    void readsBytesThatAreNoText() throws Exception {
        byte[] bytes = message("a?b").getBytes(StandardCharsets.ISO_8859_1);
        bytes[bytes.length - 2] = (byte) 0xE9;
        assertEquals("a\u00E9b", read(bytes).subject());
    }

    @Test
    void survivesAnything() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        byte[] whole = (TREE + "parent 1234567890123456789012345678901234567890\nauthor Ann <a@b> 17 +0100\n"
                        + "committer Bob <b@c> 18 +0100\nencoding UTF-16\ngpgsig -----BEGIN\n x\n\nSubject\n\nBody\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] mutated = whole.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                // the header up to the parents is JGit's, which refuses a broken one
                mutated[95 + random.nextInt(mutated.length - 95)] = (byte) "\n <>\0\u00ff9:-".charAt(random.nextInt(9));
            }
            Commit commit = read(mutated);
            assertTrue(commit.subject().length() <= CommitReader.MAX_SUBJECT, "seed " + seed + ", round " + round);
        }
    }

    private static String message(String message) {
        return TREE + "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n" + message;
    }

    private static Commit read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Commit read(byte[] bytes) throws Exception {
        return CommitReader.read(RevCommit.parse(bytes));
    }
}
