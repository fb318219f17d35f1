package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of a store that were shown to others, in {@code checkpoints/}: {@code <size>.note} as the ledger signed it,
 * and beside it the answers, {@code <size>-<sender>-<digest>.tsr} (RFC 3161, of the note's bytes) and {@code .witness}
 * (signature lines to append to the note). Nothing is ever changed or removed.
 */
public final class KeptCheckpoints {
    private static final String NOTE = ".note";

    private final Path directory;

    KeptCheckpoints(Path directory) {
        this.directory = directory;
    }

    /** How the names of a size's files begin: they sort by size. */
    static String stem(long size) {
        return String.format(Locale.ROOT, "%020d", size);
    }

    /**
     * Keeps a checkpoint; one of that size that is there already stays.
     *
     * @param checkpoint as the ledger signed it
     * @return what is kept
     * @throws IOException if it cannot be written
     */
    public KeptCheckpoint keep(Checkpoint checkpoint) throws IOException {
        Path note = note(checkpoint.size());
        if (!Files.exists(note)) {
            Files.createDirectories(directory);
            DurableFile.write(note, checkpoint.toBytes());
        }
        return read(note, names());
    }

    /** Where the checkpoint of a size is kept. */
    Path note(long size) {
        return directory.resolve(stem(size) + NOTE);
    }

    /**
     * Keeps an answer.
     *
     * @param of the checkpoint that was shown
     * @param receipt what was answered
     * @throws IOException if it cannot be written
     */
    public void add(Checkpoint of, Receipt receipt) throws IOException {
        DurableFile.write(directory.resolve(receipt.fileName(of.size())), receipt.bytes());
    }

    /**
     * All of them.
     *
     * @return by size
     * @throws StoreException if one is damaged
     * @throws IOException if they cannot be read
     */
    public List<KeptCheckpoint> all() throws IOException {
        List<String> names = names();
        List<KeptCheckpoint> all = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(NOTE)) {
                all.add(read(directory.resolve(name), names));
            }
        }
        return all;
    }

    /** The names of all files there, sorted, without what a write left unfinished. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !DurableFile.isTemporary(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Whether a file of this name can be one of a checkpoint that is kept. */
    static boolean isName(String name, List<String> names) {
        Optional<Receipt.Name> receipt = Receipt.name(name);
        return receipt.isPresent()
                ? names.contains(receipt.get().stem() + NOTE)
                : name.matches("[0-9]{20}" + NOTE.replace(".", "\\."));
    }

    private KeptCheckpoint read(Path file, List<String> names) throws IOException {
        byte[] note = bounded(file);
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(note);
        } catch (StoreException e) {
            throw new StoreException(file + ": " + e.getMessage(), e);
        }
        String stem = stem(checkpoint.size());
        if (!file.getFileName().toString().equals(stem + NOTE)) {
            throw new StoreException(file + " is a checkpoint of " + checkpoint.size() + " entries.");
        }
        List<Receipt> receipts = new ArrayList<>();
        for (String name : names) {
            Optional<Receipt.Name> of = Receipt.name(name).filter(n -> n.stem().equals(stem));
            if (of.isPresent()) {
                byte[] bytes = bounded(directory.resolve(name));
                if (!of.get().fits(bytes)) {
                    throw new StoreException(directory.resolve(name) + " was changed.");
                }
                receipts.add(new Receipt(of.get().kind(), of.get().sender(), bytes));
            }
        }
        return new KeptCheckpoint(note, checkpoint, receipts);
    }

    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > Receipt.MAX_BYTES) {
            throw new StoreException(file + " is too long to be a checkpoint or an answer to one.");
        }
        return Files.readAllBytes(file);
    }
}
