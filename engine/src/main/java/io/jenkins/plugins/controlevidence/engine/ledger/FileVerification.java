package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that a store holds no files but its own; those below the artefacts are {@link ArtefactVerification}'s. */
final class FileVerification extends SimpleFileVisitor<Path> {
    private static final Set<String> KNOWN = Set.of(
            StoreFormat.NAME,
            ".gitignore",
            "keys/signing.pem",
            "keys/signing.pub.pem",
            "keys/fingerprint.key",
            "ledger/" + CheckpointFile.NAME);

    private static final String KEPT = "checkpoints/";

    private final StoreLayout layout;
    private final long size;
    private final List<String> kept;
    private final Faults faults = new Faults();
    private long count;
    private long leftovers;

    /** Prepares to look through a store whose ledger has that size. */
    static FileVerification of(StoreLayout layout, long size) throws IOException {
        // links inside a store are faults, but the store itself may be reached by one
        return new FileVerification(
                new StoreLayout(layout.directory().toRealPath()),
                size,
                new KeptCheckpoints(layout.checkpoints()).names());
    }

    private FileVerification(StoreLayout layout, long size, List<String> kept) {
        this.layout = layout;
        this.kept = kept;
        this.size = size;
    }

    Check run() throws IOException {
        Files.walkFileTree(layout.directory(), this);
        String left = leftovers == 0
                ? ""
                : "; " + leftovers + " more were left by a write that was cut off before it counted: harmless";
        return faults.check("files", count + " files, all of which belong to the store" + left);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean elsewhere = directory.equals(layout.artefacts())
                || (directory.getParent().equals(layout.directory())
                        && StoreLayout.NOT_EVIDENCE.contains(
                                directory.getFileName().toString()));
        return elsewhere ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = layout.directory().relativize(file).toString().replace('\\', '/');
        if (StoreLayout.NOT_EVIDENCE.contains(name)) {
            return FileVisitResult.CONTINUE;
        }
        count++;
        if (!attributes.isRegularFile()) {
            faults.add(name + " is no regular file");
        } else if (DurableFile.isTemporary(file)) {
            leftovers++;
        } else if (!KNOWN.contains(name) && !isRetiredKey(name) && !isKept(name)) {
            tile(name);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isRetiredKey(String name) {
        return name.matches("keys/retired/[0-9a-f]{64}\\.pub\\.pem");
    }

    private boolean isKept(String name) {
        return name.startsWith(KEPT) && KeptCheckpoints.isName(name.substring(KEPT.length()), kept);
    }

    /** A file that went while we looked was a writer's; whether those that are needed are there, others check. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private void tile(String name) {
        Optional<TilePath> path =
                name.startsWith("ledger/") ? TilePath.parse(name.substring("ledger/".length())) : Optional.empty();
        if (path.isEmpty()) {
            faults.add(name + " does not belong to a store");
        } else if (!path.get().isIn(size)) {
            if (Leftovers.isOne(path.get(), size)) {
                leftovers++;
            } else {
                faults.add(name + " does not belong to a ledger of " + size + " entries");
            }
        }
    }
}
