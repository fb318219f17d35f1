package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;

/**
 * Writes the files of one commit into an empty directory, byte for byte, for tools that look at files.
 *
 * <p>The tree may be hostile. Nothing is ever written outside the directory: each path is checked as git checks it before a
 * checkout; files are only ever created, never opened; and symbolic links are made last, when no file is left that could be
 * written through one.
 */
final class TreeExport {
    private static final int MAX_LINK = 4096;

    private final ObjectReader reader;
    private final Path target;
    private final Set<Path> directories = new HashSet<>();
    private final Map<Path, String> pendingLinks = new LinkedHashMap<>();
    private int files;
    private int links;
    private int linksAsText;
    private int submodules;

    private TreeExport(ObjectReader reader, Path target) {
        this.reader = reader;
        this.target = target;
    }

    /** Writes all files of {@code commit} into {@code target}, which is made if it is not there and must be empty. */
    static Export write(Repository repository, RevCommit commit, Path target) throws IOException, SourceException {
        Files.createDirectories(target);
        try (var entries = Files.newDirectoryStream(target)) {
            if (entries.iterator().hasNext()) {
                throw new SourceException(target + " is not empty; name an empty directory to write the files to");
            }
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            TreeExport export = new TreeExport(reader, target.toRealPath());
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                export.entry(walk);
            }
            export.makeLinks();
            return new Export(export.files, export.links, export.linksAsText, export.submodules);
        }
    }

    private void entry(TreeWalk walk) throws IOException, SourceException {
        String name = walk.getPathString();
        requireHarmless(name, walk.getRawPath());
        try {
            Path path = target.resolve(name);
            FileMode mode = walk.getFileMode(0);
            if (mode == FileMode.GITLINK) {
                makeDirectory(path);
                submodules++;
                return;
            }
            makeDirectory(path.getParent());
            ObjectLoader blob = reader.open(walk.getObjectId(0));
            if (mode == FileMode.SYMLINK && blob.getSize() <= MAX_LINK) {
                pendingLinks.put(path, new String(blob.getBytes(), StandardCharsets.UTF_8));
            } else {
                writeFile(path, blob, mode == FileMode.EXECUTABLE_FILE);
            }
        } catch (InvalidPathException e) {
            throw new SourceException(
                    "this system cannot hold the file name " + Printable.of(name)
                            + "; on Linux start with LC_ALL=C.UTF-8 in the environment",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new SourceException(
                    "the commit holds " + Printable.of(name) + " twice, as this file system sees it;"
                            + " use one that tells upper from lower case",
                    e);
        }
    }

    private static void requireHarmless(String name, byte[] rawPath) throws SourceException {
        try {
            SystemReader.getInstance().checkPath(rawPath);
        } catch (CorruptObjectException e) {
            throw new SourceException(
                    "the commit holds a path that must not be written: " + Printable.of(name) + " (" + e.getMessage()
                            + "); the repository is hostile or broken",
                    e);
        }
    }

    private void makeDirectory(Path directory) throws IOException {
        if (!directory.equals(target) && directories.add(directory)) {
            makeDirectory(directory.getParent());
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
            }
        }
    }

    private void writeFile(Path path, ObjectLoader blob, boolean executable) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            blob.copyTo(out);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (executable && view != null) {
            Set<PosixFilePermission> permissions =
                    new HashSet<>(view.readAttributes().permissions());
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            view.setPermissions(permissions);
        }
        files++;
    }

    private void makeLinks() throws IOException, SourceException {
        for (Map.Entry<Path, String> link : pendingLinks.entrySet()) {
            try {
                if (staysInside(link.getKey(), link.getValue()) && makeLink(link.getKey(), link.getValue())) {
                    links++;
                } else {
                    Files.writeString(link.getKey(), link.getValue(), StandardOpenOption.CREATE_NEW);
                    linksAsText++;
                    files++;
                }
            } catch (FileAlreadyExistsException e) {
                throw new SourceException(
                        "the commit holds "
                                + Printable.of(target.relativize(link.getKey()).toString())
                                + " twice; the repository is hostile or broken",
                        e);
            }
        }
    }

    private static boolean makeLink(Path link, String linkTarget) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(linkTarget));
            return true;
        } catch (UnsupportedOperationException e) {
            return false; // a file system without links: the link is written as text
        }
    }

    /**
     * Whether a link can only lead to a place inside. It may climb at its beginning, from its own real directory, but not
     * after it has named something: that may be a link itself, from where climbing leads elsewhere than the text shows.
     */
    private boolean staysInside(Path link, String linkTarget) {
        if (linkTarget.isEmpty() || linkTarget.indexOf('\0') >= 0 || linkTarget.indexOf('\\') >= 0) {
            return false;
        }
        Path to;
        try {
            to = Path.of(linkTarget);
        } catch (InvalidPathException e) {
            return false;
        }
        if (to.isAbsolute() || to.getRoot() != null) {
            return false;
        }
        boolean named = false;
        for (Path part : to) {
            boolean climbs = part.toString().equals("..");
            if (climbs && named) {
                return false;
            }
            named |= !climbs && !part.toString().equals(".");
        }
        return link.getParent().resolve(to).normalize().startsWith(target);
    }
}
