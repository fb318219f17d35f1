package io.jenkins.plugins.controlevidence.engine.scan;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the paths of a report relative to the repository. A report made elsewhere has absolute paths of that place: the longest
 * end of such a path that is a file here is the path.
 */
final class RepositoryPaths {
    private final Path directory;
    private final Path real;
    private final Map<String, String> known = new HashMap<>();

    RepositoryPaths(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.real = real(this.directory);
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            // Not there: then nothing in it can be named either, and paths stay as they are.
            return directory;
        }
    }

    /** The path from the root of the repository; as the report has it where it is none. */
    String relative(String path) {
        return known.computeIfAbsent(path, this::resolve);
    }

    private String resolve(String path) {
        if (path.matches("(?i)[a-z][a-z0-9+.-]+://.*") || path.startsWith("<")) {
            return path;
        }
        boolean windows = File.separatorChar == '\\' || path.matches("[A-Za-z]:\\\\.*") || isWrittenOnWindows(path);
        String slashed = (windows ? path.replace('\\', '/') : path).replaceFirst("^/(?=[A-Za-z]:/)", "");
        Path given;
        try {
            given = Path.of(slashed);
        } catch (InvalidPathException e) {
            return path;
        }
        if (!given.isAbsolute() && !slashed.matches("[A-Za-z]:/.*")) {
            String normal = slashes(given.normalize());
            return normal.isEmpty() ? path : normal;
        }
        Path normal = given.normalize();
        for (Path root : new Path[] {directory, real}) {
            if (normal.startsWith(root) && !normal.equals(root)) {
                return slashes(root.relativize(normal));
            }
        }
        for (int from = 1; from < normal.getNameCount(); from++) {
            Path end = normal.subpath(from, normal.getNameCount());
            if (Files.isRegularFile(directory.resolve(end), LinkOption.NOFOLLOW_LINKS)) {
                return slashes(end);
            }
        }
        return path;
    }

    /** A backslash may be part of a file's name here, but not where the path with slashes is that of a file. */
    private boolean isWrittenOnWindows(String path) {
        return path.indexOf('\\') >= 0 && !isFile(path) && isFile(path.replace('\\', '/'));
    }

    private boolean isFile(String relative) {
        try {
            return Files.isRegularFile(directory.resolve(relative), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }
}
