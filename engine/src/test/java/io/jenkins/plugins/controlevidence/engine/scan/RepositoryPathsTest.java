package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A finding is in the same place whichever system the report comes from, and whichever reads it. */
class RepositoryPathsTest {
    @TempDir
    private Path repository;

    private RepositoryPaths paths;

    @BeforeEach
    void file() throws IOException {
        Files.createDirectories(repository.resolve("src/app"));
        Files.writeString(repository.resolve("src/app/Main.java"), "");
        paths = new RepositoryPaths(repository);
    }

    @Test
    void pathsOfThisSystemAreTakenFromTheRepositorysRoot() {
        assertEquals("src/app/Main.java", paths.relative("./src/app/../app/Main.java"));
        assertEquals(
                "src/app/Main.java",
                paths.relative(repository.resolve("src/app/Main.java").toString()));
    }

    @Test
    void pathsOfAWindowsMachineAreRead() {
        assertEquals("src/app/Main.java", paths.relative("src\\app\\Main.java"));
        assertEquals("src/app/Main.java", paths.relative("C:\\agent\\workspace\\shop\\src\\app\\Main.java"));
        assertEquals("src/app/Main.java", paths.relative("/D:/agent/shop/src/app/Main.java"));
    }

    @Test
    void pathsOfAnotherCheckoutAreFoundByTheirEnd() {
        assertEquals("src/app/Main.java", paths.relative("/home/ci/workspace/shop/src/app/Main.java"));
    }

    @Test
    void whatIsNoPathStaysAsItIs() {
        assertEquals("https://example.com/a", paths.relative("https://example.com/a"));
        assertEquals("<generated>", paths.relative("<generated>"));
        assertEquals("C:\\elsewhere\\Other.java", paths.relative("C:\\elsewhere\\Other.java"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aBackslashMayBePartOfAName() throws IOException {
        Files.writeString(repository.resolve("src\\odd.java"), "");
        assertEquals("src\\odd.java", paths.relative("src\\odd.java"));
        assertEquals("none\\such.java", paths.relative("none\\such.java"));
    }
}
