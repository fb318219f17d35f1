package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a write that was cut off leaves in a ledger: tiles and bundles beyond the checkpoint, narrower ones that were about to
 * be removed, temporary files. None of it counts.
 */
final class Leftovers {
    private Leftovers() {}

    /** Whether a file in a ledger of that size can be something left over. */
    static boolean isOne(TilePath path, long size) {
        long hashes = size >>> (TilePath.HEIGHT * Math.max(path.level(), 0));
        boolean beyond = path.index() * TilePath.FULL + path.width() > hashes;
        return beyond || !path.full();
    }

    /** Removes what is left over at the end of a ledger of that size, where the next write goes. */
    static void remove(Path ledger, long size) throws IOException {
        removeTemporary(ledger);
        for (int level = TilePath.ENTRIES; level < TilePath.LEVELS; level++) {
            long hashes = size >>> (TilePath.HEIGHT * Math.max(level, 0));
            long end = hashes / TilePath.FULL;
            boolean found = true;
            for (long index = Math.max(0, end - 1); index <= end || found; index++) {
                found = remove(ledger, new TilePath(level, index, TilePath.FULL), size);
            }
        }
    }

    /** Removes what does not belong at one place; tells whether there was anything there. */
    private static boolean remove(Path ledger, TilePath full, long size) throws IOException {
        Path file = full.under(ledger);
        boolean found = Files.exists(file);
        if (found && !full.isIn(size)) {
            Files.delete(file);
        }
        Path partials = full.withWidth(1).under(ledger).getParent();
        if (Files.isDirectory(partials)) {
            found = true;
            for (Path partial : list(partials)) {
                boolean needed = TilePath.parse(
                                ledger.relativize(partial).toString().replace('\\', '/'))
                        .filter(path -> path.isIn(size))
                        .isPresent();
                if (!needed) {
                    Files.delete(partial);
                }
            }
            removeIfEmpty(partials);
        }
        removeTemporary(file.getParent());
        return found;
    }

    private static void removeTemporary(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            for (Path file : list(directory)) {
                if (DurableFile.isTemporary(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Removes a directory in which nothing is left. */
    static void removeIfEmpty(Path directory) throws IOException {
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // it is still needed, or another removed it
        }
    }
}
