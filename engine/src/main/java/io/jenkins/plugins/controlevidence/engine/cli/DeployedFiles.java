package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment.Artifact;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names the files that are deployed by their digests. */
final class DeployedFiles {
    /** More do not fit into a record; then one archive of them is what is deployed. */
    private static final int MOST = 100;

    private static final Set<String> SKIPPED = Set.of(".git", StoreOption.DIRECTORY);

    private DeployedFiles() {}

    /**
     * The files below a directory that globs name, each with its SHA-256.
     *
     * @throws NoSuchFileException if a glob names none
     */
    static List<Artifact> digest(Path directory, List<String> globs) throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        for (String name : names(directory, globs)) {
            artifacts.add(new Artifact(name, FileDigest.sha256(directory.resolve(name))));
        }
        return artifacts;
    }

    private static Set<String> names(Path directory, List<String> globs) throws IOException {
        Set<String> names = new TreeSet<>();
        List<String> all = globs.isEmpty() ? List.of() : files(directory);
        for (String glob : globs) {
            Glob matcher = Glob.of(glob);
            List<String> matching = all.stream().filter(matcher::matches).toList();
            if (matching.isEmpty()) {
                throw new NoSuchFileException(
                        glob, null, "no file in " + directory + " matches; give a path or glob that starts there");
            }
            names.addAll(matching);
        }
        if (names.size() > MOST) {
            throw new IOException(names.size() + " files are named, more than the " + MOST
                    + " that a record has room for; deploy them as an archive and name that.");
        }
        return names;
    }

    /** Paths of all regular files, with slashes; what links point at is not looked at. */
    private static List<String> files(Path directory) throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                Path name = visited.getFileName();
                return !visited.equals(directory) && name != null && SKIPPED.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(directory.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
