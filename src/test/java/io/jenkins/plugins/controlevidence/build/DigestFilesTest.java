package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.AbortException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is named the same way whichever system built it, and however the pattern was written. */
class DigestFilesTest {
    @TempDir
    private File directory;

    @BeforeEach
    void files() throws IOException {
        for (String name : new String[] {"target/app.jar", "target/lib/one.jar", "target/notes.txt"}) {
            Path file = directory.toPath().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @Test
    void patternsHaveSlashesOrBackslashes() throws IOException {
        assertThat(new DigestFiles("target/*.jar").invoke(directory, null).keySet(), contains("target/app.jar"));
        assertThat(new DigestFiles("target\\*.jar").invoke(directory, null).keySet(), contains("target/app.jar"));
        assertThat(
                new DigestFiles("target\\**\\*.jar, target/notes.txt")
                        .invoke(directory, null)
                        .keySet(),
                contains("target/app.jar", "target/lib/one.jar", "target/notes.txt"));
    }

    @Test
    void patternThatFitsNothingIsRefusedWithTheDirectory() {
        AbortException e =
                assertThrows(AbortException.class, () -> new DigestFiles("out/*.jar").invoke(directory, null));
        assertThat(e.getMessage(), containsString("No file fits 'out/*.jar' in " + directory));
    }
}
