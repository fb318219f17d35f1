package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads tiles and bundles from the file system. A writer may replace a partial one by a wider one at any moment; what is asked
 * for is then the beginning of the wider one.
 */
final class TileFiles {
    private static final int ATTEMPTS = 5;

    private final Path directory;

    TileFiles(Path directory) {
        this.directory = directory;
    }

    /** At least as many hashes or entries as asked for. */
    byte[] read(TilePath tile) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Files.readAllBytes(available(tile).under(directory));
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw new StoreException(
                            tile.under(directory)
                                    + " is missing: the ledger is damaged. Restore the store from a backup.",
                            e);
                }
            }
        }
    }

    /** The hashes of a tile, at least as many as asked for. */
    byte[] hashes(TilePath tile) throws IOException {
        byte[] hashes = read(tile);
        if (hashes.length < tile.width() * TreeHash.LENGTH) {
            throw new StoreException(
                    tile.under(directory) + " is cut off: the ledger is damaged. Restore the store from a backup.");
        }
        return hashes;
    }

    /** The tile itself, or where it is gone, a wider one. */
    private TilePath available(TilePath tile) throws IOException {
        if (Files.exists(tile.under(directory))) {
            return tile;
        }
        TilePath full = tile.withWidth(TilePath.FULL);
        Path partials = tile.withWidth(1).under(directory).getParent();
        if (Files.exists(full.under(directory)) || !Files.isDirectory(partials)) {
            return full;
        }
        try (Stream<Path> files = Files.list(partials)) {
            return files.map(file ->
                            TilePath.parse(directory.relativize(file).toString().replace('\\', '/')))
                    .flatMap(Optional::stream)
                    .filter(candidate -> candidate.width() > tile.width())
                    .min((one, other) -> one.width() - other.width())
                    .orElse(full);
        }
    }
}
