package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of one commit, in a directory, and never a byte outside it. */
class ExportTest {
    @TempDir
    Path temp;

    private GitCommand git;
    private Path target;

    @BeforeEach
    void createRepository() throws IOException {
        Path root = temp.toRealPath();
        git = GitCommand.init(root.resolve("work"));
        target = root.resolve("out/files");
    }

    @Test
    void isByteForByteWhatTheCommitHolds() throws Exception {
        byte[] bytes = new byte[300_000];
        new java.util.Random(1).nextBytes(bytes);
        Files.write(git.directory().resolve("binary"), bytes);
        git.run("add", "binary");
        git.commit(".gitattributes", "*.txt text eol=crlf\n*.id ident\n");
        git.commit("a/b/text.txt", "one\ntwo\n");
        git.commit("x.id", "$Id$\n");
        git.commit("run.sh", "#!/bin/sh\n");
        git.run("update-index", "--chmod=+x", "run.sh");
        git.run("commit", "-q", "-m", "Executable");
        String commit = git.run("rev-parse", "HEAD");
        git.commit("later", "not part of it");
        Export export = export(commit);
        assertEquals(new Export(5, 0, 0, 0), export);
        assertArrayEquals(bytes, Files.readAllBytes(target.resolve("binary")));
        assertEquals("one\ntwo\n", Files.readString(target.resolve("a/b/text.txt")));
        assertEquals("$Id$\n", Files.readString(target.resolve("x.id")));
        assertTrue(Files.isExecutable(target.resolve("run.sh")));
        assertFalse(Files.isExecutable(target.resolve("x.id")));
        assertFalse(Files.exists(target.resolve("later")));
    }

    @Test
    void makesSubmodulesEmptyDirectories() throws Exception {
        String first = git.commit("file", "x");
        git.run("update-index", "--add", "--cacheinfo", "160000," + first + ",lib/sub");
        git.run("commit", "-q", "-m", "Submodule");
        assertEquals(new Export(1, 0, 0, 1), export(git.run("rev-parse", "HEAD")));
        assertTrue(Files.isDirectory(target.resolve("lib/sub")));
    }

    @ParameterizedTest
    @CsvSource({
        "file, true",
        "dir/../file, false",
        "../file, true",
        "../../file, false",
        "./../file, true",
        "../missing, true",
        "., true",
        "/etc/passwd, false",
        "../../../etc/passwd, false",
        "other/../../../x, false",
        "a\\..\\b, false",
    })
    void linksOnlyToWhatIsInside(String linkTarget, boolean link) throws Exception {
        String blob = git.object("blob", linkTarget.getBytes(StandardCharsets.UTF_8));
        String file = git.object("blob", "x".getBytes(StandardCharsets.UTF_8));
        String dir = tree(entry("120000", "link", blob), entry("100644", "other", file));
        Export export = export(commit(tree(entry("40000", "dir", dir), entry("100644", "file", file))));
        assertEquals(link ? 1 : 0, export.links());
        assertEquals(link ? 0 : 1, export.linksAsText());
        assertEquals(link, Files.isSymbolicLink(target.resolve("dir/link")));
        if (!link) {
            assertEquals(linkTarget, Files.readString(target.resolve("dir/link")));
        }
    }

    @Test
    void doesNotLetALinkThroughALinkEscape() throws Exception {
        String up = git.object("blob", "../..".getBytes(StandardCharsets.UTF_8));
        String trick = git.object("blob", "deep/er/up/../secret".getBytes(StandardCharsets.UTF_8));
        String er = tree(entry("120000", "up", up));
        String deep = tree(entry("40000", "er", er));
        export(commit(tree(entry("40000", "deep", deep), entry("120000", "trick", trick))));
        assertTrue(Files.isSymbolicLink(target.resolve("deep/er/up")));
        assertFalse(Files.isSymbolicLink(target.resolve("trick")));
    }

    @Test
    void doesNotWriteThroughALink() throws Exception {
        Path outside = Files.createDirectories(target.resolveSibling("outside"));
        String link = git.object("blob", "../outside".getBytes(StandardCharsets.UTF_8));
        String inside = git.object("blob", ".".getBytes(StandardCharsets.UTF_8));
        String file = git.object("blob", "x".getBytes(StandardCharsets.UTF_8));
        String sub = tree(entry("100644", "planted", file));
        for (String linkTo : List.of(link, inside)) {
            String commit = commit(tree(entry("120000", "a", linkTo), entry("40000", "a", sub)));
            Path here = target.resolveSibling(linkTo);
            SourceException refused = assertThrows(SourceException.class, () -> export(commit, here));
            assertTrue(refused.getMessage().contains("twice"), refused::getMessage);
        }
        assertEmpty(outside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", ".git", ".GIT", "../x", "/x", "a/../../x", "a//x", ".git/config", "a/.git/hooks/x"})
    void refusesPathsThatLeaveTheDirectoryOrReachIntoGit(String name) throws Exception {
        String file = git.object("blob", "x".getBytes(StandardCharsets.UTF_8));
        for (String tree : List.of(
                tree(entry("100644", name, file)),
                tree(entry("40000", name, tree(entry("100644", "planted", file)))),
                tree(entry("120000", name, file)),
                tree(entry("160000", name, "1234567890123456789012345678901234567890")))) {
            String commit = commit(tree);
            Path here = target.resolveSibling("files-" + tree);
            SourceException refused = assertThrows(SourceException.class, () -> export(commit, here));
            assertTrue(refused.getMessage().contains("must not be written"), refused::getMessage);
            assertEmpty(here);
            Files.delete(here);
        }
        assertEmpty(target.getParent());
    }

    @Test
    void showsHostileNamesHarmlessly() throws Exception {
        String file = git.object("blob", "x".getBytes(StandardCharsets.UTF_8));
        String commit = commit(tree(entry("100644", "../a\n\u001b[31m\u202e", file)));
        SourceException refused = assertThrows(SourceException.class, () -> export(commit));
        assertTrue(refused.getMessage().contains("../a\\u{a}\\u{1b}[31m\\u{202e}"), refused::getMessage);
    }

    @Test
    void refusesOneNameTwice() throws Exception {
        String file = git.object("blob", "x".getBytes(StandardCharsets.UTF_8));
        String link = git.object("blob", "elsewhere".getBytes(StandardCharsets.UTF_8));
        for (String tree : List.of(
                tree(entry("100644", "a", file), entry("100644", "a", file)),
                tree(entry("100644", "a", file), entry("120000", "a", link)),
                tree(entry("100644", "a", file), entry("40000", "a", tree(entry("100644", "b", file)))))) {
            String commit = commit(tree);
            Path here = target.resolveSibling("files-" + tree);
            assertThrows(SourceException.class, () -> export(commit, here));
        }
    }

    @Test
    void wantsAnEmptyDirectory() throws Exception {
        String commit = git.commit("file", "x");
        Files.createDirectories(target);
        Files.writeString(target.resolve("there"), "before");
        SourceException refused = assertThrows(SourceException.class, () -> export(commit));
        assertTrue(refused.getMessage().contains("is not empty"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, is not the full id", "1234567890123456789012345678901234567890, partial"})
    void wantsACommitThatIsThere(String commit, String expected) throws Exception {
        git.commit("file", "x");
        SourceException refused = assertThrows(SourceException.class, () -> export(commit));
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    }

    private Export export(String commit) throws SourceException {
        return export(commit, target);
    }

    private Export export(String commit, Path directory) throws SourceException {
        try (GitRepository repository = GitRepository.open(git.directory())) {
            return repository.export(commit, directory);
        }
    }

    private static byte[] entry(String mode, String name, String id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(HexFormat.of().parseHex(id));
        return out.toByteArray();
    }

    private String tree(byte[]... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(entries).forEach(out::writeBytes);
        return git.object("tree", out.toByteArray());
    }

    private String commit(String tree) {
        String text = "tree " + tree + "\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nHostile\n";
        String commit = git.object("commit", text.getBytes(StandardCharsets.UTF_8));
        git.run("update-ref", "refs/heads/main", commit);
        return commit;
    }

    private static void assertEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    entries.filter(e -> Files.exists(e, LinkOption.NOFOLLOW_LINKS))
                            .toList());
        }
    }
}
