package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The database file of an index: held by one user at a time, and known to be as it was when it was last closed. H2 does not
 * check the bytes of a row, so the file's SHA-256 is written beside it on closing, and a file that has none, or another (after
 * a crash, or damage), is thrown away.
 */
final class IndexFile implements Closeable {
    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;

    private IndexFile(Path directory, FileChannel lockFile, FileLock lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the file for oneself.
     *
     * @param directory where it lies; made if need be
     * @return null if another process, or another user in this one, has it
     */
    @CheckForNull
    static IndexFile take(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new IndexFile(directory, channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /** The path that H2 adds {@code .mv.db} to. */
    Path base() {
        return directory.resolve("index-" + IndexSchema.VERSION);
    }

    private Path database() {
        return directory.resolve(base().getFileName() + ".mv.db");
    }

    private Path digestFile() {
        return directory.resolve(base().getFileName() + ".sha256");
    }

    /** Throws away what is not whole, and the files of other versions; from now on the file counts as not whole. */
    void prepare() throws IOException {
        boolean whole = isWhole();
        Files.deleteIfExists(digestFile());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "index-*")) {
            for (Path file : files) {
                if (!whole || !file.equals(database())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Throws the database away. */
    void delete() throws IOException {
        Files.deleteIfExists(digestFile());
        Files.deleteIfExists(database());
    }

    private boolean isWhole() throws IOException {
        try {
            return Files.readString(digestFile()).equals(digest());
        } catch (NoSuchFileException | CharacterCodingException e) {
            return false;
        }
    }

    /** Says that the file is whole: the database has been closed in order. */
    void seal() throws IOException {
        Path temporary = directory.resolve(digestFile().getFileName() + ".tmp");
        Files.writeString(temporary, digest());
        Files.move(temporary, digestFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String digest() throws IOException {
        try (InputStream file = Files.newInputStream(database());
                DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                continue;
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            lock.release();
        }
    }
}
