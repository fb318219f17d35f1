package io.jenkins.plugins.controlevidence.engine.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;

/**
 * Files that are there whole or not at all, whatever happens to the machine: written to a temporary neighbour, forced to the
 * disk, renamed, and the directory forced too. A crash leaves at most a temporary file, which {@link #isTemporary} tells.
 */
public final class DurableFile {
    private static final boolean DIRECTORIES_CAN_BE_FORCED = File.separatorChar == '/';

    private DurableFile() {}

    /**
     * Writes a file, in place of one that may be there, and forces its directory: when this returns, the file survives a crash.
     *
     * @param target where to; its directory exists
     * @param content all of it
     * @throws IOException if it cannot be written; what was there before is unchanged
     */
    public static void write(Path target, byte[] content) throws IOException {
        replace(target, content);
        forceDirectory(directoryOf(target));
    }

    /**
     * Writes a file, in place of one that may be there, without forcing its directory: for several files in one directory,
     * followed by one {@link #forceDirectory}.
     *
     * @param target where to; its directory exists
     * @param content all of it
     * @throws IOException if it cannot be written; what was there before is unchanged
     */
    public static void replace(Path target, byte[] content) throws IOException {
        put(target, content, new CopyOption[] {StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING});
    }

    /**
     * Writes a file that must not be there yet, and forces its directory.
     *
     * @param target where to; its directory exists
     * @param content all of it
     * @param attributes such as permissions, in force before the first byte is written
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     * @throws IOException if it cannot be written
     */
    static void create(Path target, byte[] content, FileAttribute<?>... attributes) throws IOException {
        put(target, content, new CopyOption[0], attributes);
        forceDirectory(directoryOf(target));
    }

    private static void put(Path target, byte[] content, CopyOption[] options, FileAttribute<?>... attributes)
            throws IOException {
        Path temporary = temporary(directoryOf(target));
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, options);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * A name for a temporary file that nobody else uses.
     *
     * @param directory where it is to be
     * @return the name; nothing is created
     */
    public static Path temporary(Path directory) {
        return directory.resolve("." + UUID.randomUUID() + ".tmp");
    }

    /**
     * Whether a file is one that a write left unfinished.
     *
     * @param file any file
     * @return true if its name is one that {@link #temporary} gives
     */
    public static boolean isTemporary(Path file) {
        return String.valueOf(file.getFileName()).matches("\\.[0-9a-f-]{36}\\.tmp");
    }

    /**
     * Forces what files a directory has to the disk. Where the system cannot (Windows) its own journal must do.
     *
     * @param directory the directory
     * @throws IOException if it cannot be done
     */
    public static void forceDirectory(Path directory) throws IOException {
        if (DIRECTORIES_CAN_BE_FORCED) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path directoryOf(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(target + " is no file");
        }
        return parent;
    }
}
