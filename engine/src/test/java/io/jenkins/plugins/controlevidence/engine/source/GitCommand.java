package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real git in a directory, away from the user's configuration: makes what the tests read, and says what is right. */
public final class GitCommand {
    private final Path directory;
    private final String name;
    private final String email;

    private GitCommand(Path directory) {
        this(directory, "Ann", "ann@example.com");
    }

    private GitCommand(Path directory, String name, String email) {
        this.directory = directory;
        this.name = name;
        this.email = email;
    }

    public static GitCommand in(Path directory) {
        return new GitCommand(directory);
    }

    /** The same repository as somebody else uses it. */
    public GitCommand as(String other, String address) {
        return new GitCommand(directory, other, address);
    }

    /** A new repository with the branch main checked out. */
    public static GitCommand init(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GitCommand git = new GitCommand(directory);
        git.run("init", "-q", "-b", "main");
        return git;
    }

    public Path directory() {
        return directory;
    }

    /** Runs git, which must succeed. */
    public String run(String... arguments) {
        return new String(feed(new byte[0], arguments), StandardCharsets.UTF_8).stripTrailing();
    }

    List<String> lines(String... arguments) {
        String out = run(arguments);
        return out.isEmpty() ? List.of() : out.lines().toList();
    }

    /** Runs git with something on its standard input. */
    byte[] feed(byte[] input, String... arguments) {
        Result result = execute(input, arguments);
        assertEquals(0, result.status(), () -> "git " + String.join(" ", arguments) + ": " + result.error());
        return result.output();
    }

    /** Exit status of git. */
    int status(String... arguments) {
        return execute(new byte[0], arguments).status();
    }

    /** Writes a file and commits it; returns the commit. */
    public String commit(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("add", "-f", path);
        run("commit", "-q", "-m", "Write " + path);
        return run("rev-parse", "HEAD");
    }

    /** Stores any bytes as an object, however broken. */
    String object(String type, byte[] content) {
        return new String(
                        feed(content, "hash-object", "-t", type, "-w", "--literally", "--stdin"),
                        StandardCharsets.UTF_8)
                .strip();
    }

    private record Result(int status, byte[] output, String error) {}

    private Result execute(byte[] input, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Path errors = Files.createTempFile("git", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            for (String who : List.of("AUTHOR", "COMMITTER")) {
                builder.environment().put("GIT_" + who + "_NAME", name);
                builder.environment().put("GIT_" + who + "_EMAIL", email);
                builder.environment().put("GIT_" + who + "_DATE", "1700000000 +0100");
            }
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            byte[] output;
            try (InputStream out = process.getInputStream()) {
                output = out.readAllBytes();
            }
            int status = process.waitFor();
            String error = Files.readString(errors, StandardCharsets.ISO_8859_1);
            Files.delete(errors);
            return new Result(status, output, error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
