package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs tools that are not ours, to check us. Where one cannot be had, the test is skipped and says so. */
public final class OtherTools {
    private static final long PATIENCE_SECONDS = 300;

    private OtherTools() {}

    /** What a tool said and how it ended. */
    public record Result(int exitCode, String output) {}

    public static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, command + " did not end");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Runs what has to succeed before the tool can be used, as a download; the test is skipped if it does not. */
    public static void prepare(Path directory, List<String> command) throws IOException, InterruptedException {
        Result result = run(directory, command);
        if (result.exitCode() != 0) {
            skip(String.join(" ", command) + " failed: " + result.output());
        }
    }

    /** Skips the test unless there is such a command. */
    public static void require(String command) {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
        if (!there) {
            skip("there is no " + command + " here");
        }
    }

    /** Skips the test unless there is such a program. */
    public static void requireFile(Path program) {
        if (!Files.isExecutable(program)) {
            skip("there is no " + program);
        }
    }

    private static void skip(String why) {
        String message = "NOT CHECKED BY ANOTHER'S SOFTWARE: " + why;
        System.out.println(message);
        abort(message);
    }
}
