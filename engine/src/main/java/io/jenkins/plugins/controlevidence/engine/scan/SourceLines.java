package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines that findings point at. Holds one file at a time: ask in the order of paths. A path that leaves the directory, a link,
 * and a file of more than 10 MB have no lines: a report is not to be trusted with where it points.
 */
final class SourceLines {
    private static final long LARGEST = 10_000_000;

    private final Path directory;
    private String current;
    private List<String> lines = List.of();

    SourceLines(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The line, or null if it cannot be had. */
    @CheckForNull
    String line(String path, int number) {
        if (!path.equals(current)) {
            current = path;
            lines = read(path);
        }
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
    }

    private List<String> read(String path) {
        try {
            Path file = directory.resolve(path).normalize();
            boolean inside = file.startsWith(directory) && !Path.of(path).isAbsolute();
            if (!inside
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(directory.toRealPath())
                    || Files.size(file) > LARGEST) {
                return List.of();
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException | InvalidPathException e) {
            // Without the line the message takes its place in the fingerprint.
            return List.of();
        }
    }
}
