package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** One file of a commit. */
class CommittedFileTest {
    @TempDir
    Path temp;

    @Test
    void isWhatTheCommitHoldsAndNotWhatLiesInTheWorkTree() throws Exception {
        GitCommand git = GitCommand.init(temp);
        String commit = git.commit("dir/file", "committed");
        Files.writeString(temp.resolve("dir/file"), "changed");
        try (GitRepository repository = GitRepository.open(temp)) {
            assertArrayEquals(
                    "committed".getBytes(StandardCharsets.UTF_8),
                    repository.file(commit, "dir/file", 9).orElseThrow());
            assertEquals(Optional.empty(), repository.file(commit, "dir/none", 9));
        }
    }

    @Test
    void isRefusedIfItIsTooLongOrNoFile() throws Exception {
        GitCommand git = GitCommand.init(temp);
        git.commit("dir/file", "committed");
        Files.createSymbolicLink(temp.resolve("link"), Path.of("dir/file"));
        git.run("add", "link");
        git.run("commit", "-q", "-m", "Link");
        String commit = git.run("rev-parse", "HEAD");
        try (GitRepository repository = GitRepository.open(temp)) {
            assertRefused("longer than 8", () -> repository.file(commit, "dir/file", 8));
            assertRefused("no regular file", () -> repository.file(commit, "link", 100));
            assertRefused("no regular file", () -> repository.file(commit, "dir", 100));
            assertRefused("not the full id", () -> repository.file("HEAD", "dir/file", 100));
        }
    }

    private static void assertRefused(String expected, Executable reading) {
        SourceException refused = assertThrows(SourceException.class, reading);
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    }
}
