package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program prints is read to its end, however soon the program ends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class ToolProcessTest {
    private static final int SIZE = 60_000; // as much as waits in a pipe that nobody has read

    @TempDir
    Path directory;

    private ToolProcess.Ended run(String script, Path output) throws Exception {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        return new ToolProcess(List.of("sh", "-c", script), directory, environment, Duration.ofMinutes(1))
                .run(output, seconds -> {});
    }

    @Test
    void nothingIsLostOfWhatWaitsInThePipeWhenTheProgramEnds() throws Exception {
        Path printed = directory.resolve("printed");
        Files.writeString(printed, "x".repeat(SIZE));
        Path output = directory.resolve("output");
        for (int i = 0; i < 50; i++) {
            ToolProcess.Ended ended = run("cat printed; echo why >&2", output);
            assertEquals(0, ended.exitCode());
            assertEquals(SIZE, Files.size(output), "run " + i);
            assertEquals("why\n", ended.errors(), "run " + i);
        }
    }

    @Test
    void whoKeepsTheOutputOpenAfterTheEndIsNamedAsTheReason() throws IOException {
        // In a session of its own and without a parent, it is not known to be of the family.
        String script = "(setsid sleep 30 2>/dev/null & echo $! > pid); sleep 0.3";
        IOException e = assertThrows(IOException.class, () -> run(script, directory.resolve("output")));
        assertTrue(e.getMessage().contains("kept its output open"), e.getMessage());
        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
