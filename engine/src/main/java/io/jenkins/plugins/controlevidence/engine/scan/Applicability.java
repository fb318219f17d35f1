package io.jenkins.plugins.controlevidence.engine.scan;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Whether a tool has anything to do in a directory. */
final class Applicability {
    private final List<PathMatcher> matchers;

    /** Patterns are globs of paths from the root; {@code **}{@code /} stands for any directory, also the root. */
    Applicability(List<String> patterns) {
        this.matchers = patterns.stream()
                .map(pattern -> FileSystems.getDefault()
                        .getPathMatcher(
                                pattern.startsWith("**/")
                                        ? "glob:{" + pattern.substring(3) + "," + pattern + "}"
                                        : "glob:" + pattern))
                .toList();
    }

    /** Whether some file matches; git's own directory does not count. */
    boolean in(Path directory) throws IOException {
        if (matchers.isEmpty()) {
            return true;
        }
        boolean[] found = new boolean[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return path.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = directory.relativize(file);
                found[0] = matchers.stream().anyMatch(matcher -> matcher.matches(relative));
                return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }
}
