package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether files lie beside the commit's that are neither tracked nor ignored; git's own status says what is right. */
class UntrackedTest {
    @TempDir
    Path temp;

    private Path root;
    private GitCommand git;

    @BeforeEach
    void commitFiles() throws Exception {
        root = temp.toRealPath().resolve("work");
        git = GitCommand.init(root);
        git.commit("dir/file", "content");
        git.commit(".gitignore", "target/\n*.log\n");
    }

    private void assertUntracked(boolean expected) throws Exception {
        boolean gitSays = git.lines("status", "--porcelain", "--untracked-files=all").stream()
                .anyMatch(line -> line.startsWith("??"));
        assertEquals(expected, gitSays, "git");
        try (GitRepository repository = GitRepository.open(root)) {
            assertEquals(expected, repository.hasUntrackedFiles());
        }
    }

    @Test
    void noneAfterACommit() throws Exception {
        assertUntracked(false);
    }

    @Test
    void noneIfAllIsIgnored() throws Exception {
        Files.createDirectories(root.resolve("target/deep"));
        Files.writeString(root.resolve("target/deep/Main.class"), "x");
        Files.writeString(root.resolve("dir/build.log"), "x");
        Files.createDirectories(root.resolve("empty"));
        assertUntracked(false);
    }

    @Test
    void noneIfADirectoryIgnoresItself() throws Exception {
        Files.createDirectories(root.resolve("store/deep"));
        Files.writeString(root.resolve("store/.gitignore"), "*\n");
        Files.writeString(root.resolve("store/deep/file"), "x");
        assertUntracked(false);
    }

    @Test
    void oneBesideTrackedFiles() throws Exception {
        Files.writeString(root.resolve("dir/new"), "x");
        assertUntracked(true);
    }

    @Test
    void oneInADirectoryOfItsOwn() throws Exception {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/new"), "x");
        assertUntracked(true);
    }

    @Test
    void aRepositoryWithinTheRepository() throws Exception {
        GitCommand.init(root.resolve("inner")).commit("file", "x");
        assertUntracked(true);
    }
}
