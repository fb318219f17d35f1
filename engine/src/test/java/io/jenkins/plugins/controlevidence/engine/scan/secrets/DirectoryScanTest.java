package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryScanTest {
    private static final SecretRules RULES = SecretRules.load();

    @TempDir
    private Path directory;

    private final Random random = new Random(1);

    private DirectoryScan.Result scan() throws IOException, InterruptedException {
        return new DirectoryScan(RULES, false).scan(directory, GitFixture.KEY, Progress.NONE);
    }

    private String plant() {
        return RULES.rules().stream()
                .filter(rule -> rule.id().equals("github-pat"))
                .map(rule -> Planted.sample(rule, random).text())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void filesAreReadAsTheyLieThere() throws Exception {
        String secret = plant();
        Files.createDirectories(directory.resolve("conf/deep"));
        Files.writeString(directory.resolve("conf/deep/app.env"), "\n" + secret);
        Files.writeString(directory.resolve("a.txt"), secret);
        Files.writeString(directory.resolve("b.txt"), "nothing");
        DirectoryScan.Result result = scan();
        assertEquals(3, result.files());
        assertEquals(1, result.findings().size());
        Finding finding = result.findings().get(0);
        assertEquals(List.of(new Location("a.txt", 1), new Location("conf/deep/app.env", 2)), finding.locations());
    }

    @Test
    void whatGitKeepsAndWhatLinksNameIsPassedOver(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(directory.resolve("module/.git"));
        Files.writeString(directory.resolve("module/.git/config"), plant());
        Files.writeString(elsewhere.resolve("other"), plant());
        Files.createSymbolicLink(directory.resolve("link"), elsewhere.resolve("other"));
        Files.createSymbolicLink(directory.resolve("links"), elsewhere);
        assertEquals(0, scan().files());
    }

    @Test
    void aLargeFileIsReadThroughAWindow() throws Exception {
        String line = "x".repeat(99) + "\n";
        Files.writeString(directory.resolve("large"), line.repeat(200_000) + plant());
        assertEquals(
                List.of(new Location("large", 200_001)),
                scan().findings().get(0).locations());
    }

    @Test
    void whatIsNoDirectoryIsAnError() {
        assertThrows(IOException.class, () -> new DirectoryScan(RULES, false)
                .scan(directory.resolve("none"), GitFixture.KEY, Progress.NONE));
    }
}
