package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the checked out files are what the commit says. */
class ModifiedTest {
    @TempDir
    Path temp;

    private Path root;
    private GitCommand git;

    @BeforeEach
    void commitAFile() throws IOException {
        root = temp.toRealPath().resolve("work");
        git = GitCommand.init(root);
        git.commit("dir/file", "content");
    }

    @Test
    void notAfterACommit() throws Exception {
        assertFalse(modified());
    }

    @Test
    void notByFilesThatAreNotTracked() throws Exception {
        Files.createDirectories(root.resolve("target/deep"));
        Files.writeString(root.resolve("target/deep/file"), "x");
        Files.writeString(root.resolve("file"), "x");
        assertFalse(modified());
    }

    @Test
    void notByATimeAlone() throws Exception {
        Files.setLastModifiedTime(root.resolve("dir/file"), FileTime.fromMillis(1_000_000_000_000L));
        assertFalse(modified());
    }

    @Test
    void byContentOfTheSameLength() throws Exception {
        Files.writeString(root.resolve("dir/file"), "CONTENT");
        assertTrue(modified());
    }

    @Test
    void byAMissingFile() throws Exception {
        Files.delete(root.resolve("dir/file"));
        assertTrue(modified());
    }

    @Test
    void byADirectoryInAFilesPlace() throws Exception {
        Files.delete(root.resolve("dir/file"));
        Files.createDirectories(root.resolve("dir/file"));
        assertTrue(modified());
    }

    @Test
    void byWhatIsStagedThoughTheFileIsBackAsItWas() throws Exception {
        Files.writeString(root.resolve("dir/file"), "changed");
        git.run("add", "dir/file");
        assertTrue(modified());
        Files.writeString(root.resolve("dir/file"), "content");
        assertTrue(modified());
    }

    @Test
    void byAStagedNewFile() throws Exception {
        Files.writeString(root.resolve("new"), "x");
        git.run("add", "new");
        assertTrue(modified());
    }

    @Test
    void byTheExecutableBit() throws Exception {
        assertTrue(root.resolve("dir/file").toFile().setExecutable(true));
        assertTrue(modified());
    }

    @Test
    void byALinkThatLeadsElsewhere() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), Path.of("dir/file"));
        git.run("add", "link");
        git.run("commit", "-q", "-m", "Link");
        assertFalse(modified());
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("dir/elif"));
        assertTrue(modified());
    }

    @Test
    void byAChangeThatGitWasToldToOverlook() throws Exception {
        git.run("update-index", "--assume-unchanged", "dir/file");
        Files.writeString(root.resolve("dir/file"), "CONTENT");
        assertEquals("", git.run("status", "--porcelain"), "git itself does not show it");
        assertTrue(modified());
    }

    @Test
    void byAFileThatASparseCheckoutLeavesOut() throws Exception {
        git.commit("other/file", "x");
        git.run("sparse-checkout", "set", "other");
        assertFalse(Files.exists(root.resolve("dir/file")));
        assertTrue(modified());
    }

    @Test
    void notByLineEndingsThatGitConverts() throws Exception {
        git.commit(".gitattributes", "*.txt text eol=crlf\n");
        git.commit("text.txt", "one\ntwo\n");
        Files.delete(root.resolve("text.txt"));
        git.run("checkout", "text.txt");
        assertEquals("one\r\ntwo\r\n", Files.readString(root.resolve("text.txt")));
        Files.setLastModifiedTime(root.resolve("text.txt"), FileTime.fromMillis(1_000_000_000_000L));
        assertFalse(modified());
    }

    @Test
    void neverRunsAFilterAndTakesWhatOnlyAFilterCouldTellForModified() throws Exception {
        Path trace = root.resolveSibling("trace");
        git.commit(".gitattributes", "*.bin filter=evil\n");
        git.commit("file.bin", "x");
        git.run("config", "filter.evil.clean", "touch " + trace + "; cat");
        git.run("config", "filter.evil.smudge", "touch " + trace + "; cat");
        git.run("config", "filter.evil.process", "touch " + trace);
        git.run("config", "core.fsmonitor", "touch " + trace);
        assertFalse(modified());
        Files.writeString(root.resolve("file.bin"), "y");
        assertTrue(modified());
        assertFalse(Files.exists(trace));
    }

    @Test
    void byASubmodulesFileOrCommit() throws Exception {
        GitCommand library = GitCommand.init(root.resolveSibling("library"));
        String first = library.commit("lib", "1");
        git.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../library", "sub");
        git.run("commit", "-q", "-m", "Add sub");
        assertFalse(modified());
        Files.writeString(root.resolve("sub/lib"), "2");
        git.run("config", "submodule.sub.ignore", "all");
        assertTrue(modified());
        GitCommand.in(root.resolve("sub")).run("checkout", "-q", "-f", first);
        assertFalse(modified());
        GitCommand.in(root.resolve("sub")).commit("lib", "3");
        assertTrue(modified());
    }

    @Test
    void notByASubmoduleThatIsNotCheckedOut() throws Exception {
        GitCommand library = GitCommand.init(root.resolveSibling("library"));
        library.commit("lib", "1");
        git.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../library", "sub");
        git.run("commit", "-q", "-m", "Add sub");
        git.run("submodule", "--quiet", "deinit", "-f", "sub");
        assertFalse(modified());
        Files.writeString(root.resolve("sub/planted"), "x");
        assertTrue(modified());
    }

    @Test
    void cannotBeSaidOfABrokenIndex() throws Exception {
        Files.writeString(root.resolve(".git/index"), "not an index at all, but long enough for its header and digest");
        SourceException refused = assertThrows(SourceException.class, this::modified);
        assertTrue(refused.getMessage().contains("cannot be read"), refused::getMessage);
    }

    @Test
    void afterACloneWithoutACheckout() throws Exception {
        GitCommand.in(root.getParent()).run("clone", "-q", "--no-checkout", "work", "empty");
        try (GitRepository repository = GitRepository.open(root.resolveSibling("empty"))) {
            assertTrue(repository.modified());
        }
    }

    private boolean modified() throws SourceException {
        try (GitRepository repository = GitRepository.open(root)) {
            return repository.modified();
        }
    }
}
