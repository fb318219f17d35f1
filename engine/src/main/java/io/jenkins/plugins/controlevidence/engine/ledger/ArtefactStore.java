package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Large things beside the ledger, each under the SHA-256 of its bytes, compressed, written once. A file is named {@code
 * <aa>/<sha256>-<first 32 digits of the file's own sha256>.gz}: the first half binds what it holds, the second every byte of the
 * compressed file, some of which decompression would not miss.
 */
public final class ArtefactStore {
    private static final int OWN_DIGITS = 32;

    /** For so long after it was put somebody may still be about to record it. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final Path directory;

    @CheckForNull
    private final StoreLock lock;

    /** The artefacts in a directory; the lock is the store's, null if it is open for reading only. */
    ArtefactStore(Path directory, @CheckForNull StoreLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Removes what writes that were cut off have left; what is younger than a day may still be written. */
    void removeLeftovers() throws IOException {
        Instant limit = Instant.now().minus(RECENT);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(DurableFile::isTemporary).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            return; // another process has just finished its file; what is left over is for the next time
        }
    }

    /** Writes what an artefact holds. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param to where to; need not be closed
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream to) throws IOException;
    }

    /**
     * Keeps something; on return it is durable, and for a day nothing removes it: so long there is to record it. What is there
     * already is checked instead of written again.
     *
     * @param name what it is to the record that will name it
     * @param mediaType its media type
     * @param content writes it
     * @return what the record has to say of it
     * @throws StoreException if it is there already and damaged
     * @throws IOException if it cannot be written
     */
    public ArtefactReference put(String name, String mediaType, Content content) throws IOException {
        Files.createDirectories(directory); // a copy of a store without artefacts may lack it
        Path temporary = DurableFile.temporary(directory);
        try {
            MessageDigest inner = TreeHash.sha256();
            MessageDigest outer = TreeHash.sha256();
            long size = compress(content, temporary, inner, outer);
            String sha256 = HexFormat.of().formatHex(inner.digest());
            ArtefactReference reference = new ArtefactReference(name, mediaType, sha256, size);
            if (isKeptAgain(sha256)) {
                try (InputStream there = open(reference)) {
                    there.transferTo(OutputStream.nullOutputStream());
                }
            } else {
                keep(temporary, sha256, HexFormat.of().formatHex(outer.digest()));
            }
            return reference;
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(
                    "Keeping the artefact \"" + name + "\" in " + directory + " failed, and nothing of it is kept: "
                            + e.getMessage() + ". Mend that (is the disk full?), then run again.",
                    e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes the file and forces it to the disk; gives the size before compression. */
    private static long compress(Content content, Path to, MessageDigest inner, MessageDigest outer)
            throws IOException {
        try (FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
            GZIPOutputStream compressed = new GZIPOutputStream(new DigestOutputStream(buffered, outer), 1 << 15);
            CountingOutputStream counted = new CountingOutputStream(new DigestOutputStream(compressed, inner));
            OutputStream plain = new BufferedOutputStream(counted, 1 << 15);
            content.writeTo(plain);
            plain.flush();
            compressed.finish();
            buffered.flush();
            file.force(true);
            return counted.count;
        }
    }

    /**
     * Keeps a file; on return it is durable.
     *
     * @param name what it is to the record that will name it
     * @param mediaType its media type
     * @param file what to keep; it is copied
     * @return what the record has to say of it
     * @throws IOException if it cannot be read or written
     */
    public ArtefactReference put(String name, String mediaType, Path file) throws IOException {
        return put(name, mediaType, to -> Files.copy(file, to));
    }

    /** Whether it is there, and from now on no candidate for removal. */
    private boolean isKeptAgain(String sha256) throws IOException {
        Optional<Path> there = find(sha256);
        boolean longKept =
                there.isPresent() && !isRecent(there.get(), Instant.now().plus(RECENT.dividedBy(2)));
        if (!longKept || lock == null) {
            return there.isPresent();
        }
        return lock.whileHeld(() -> {
            Optional<Path> still = find(sha256);
            if (still.isPresent()) {
                Files.setLastModifiedTime(still.get(), FileTime.from(Instant.now()));
            }
            return still.isPresent();
        });
    }

    private static boolean isRecent(Path file, Instant now) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(RECENT));
    }

    /**
     * How much room an artefact takes that may be removed.
     *
     * @param sha256 digest of its bytes
     * @param now the time, UTC
     * @return bytes on the disk; empty if it is not there, or was put so lately that somebody may be about to record it
     * @throws IOException if the directory cannot be read
     */
    OptionalLong removable(String sha256, Instant now) throws IOException {
        Optional<Path> file = find(sha256);
        return file.isEmpty() || isRecent(file.get(), now)
                ? OptionalLong.empty()
                : OptionalLong.of(Files.size(file.get()));
    }

    /**
     * Removes an artefact, unless it was put lately. The record of it has to be durable before.
     *
     * @param sha256 digest of its bytes
     * @param now the time, UTC
     * @return whether there was a file and it is gone
     * @throws StoreException if the store is open for reading only
     * @throws IOException if it cannot be removed
     */
    boolean remove(String sha256, Instant now) throws IOException {
        if (lock == null) {
            throw new StoreException("The store of " + directory + " is open for reading only.");
        }
        return lock.whileHeld(() -> {
            Optional<Path> file = find(sha256);
            if (file.isEmpty() || isRecent(file.get(), now)) {
                return false;
            }
            Files.delete(file.get());
            return true;
        });
    }

    private void keep(Path temporary, String sha256, String ownSha256) throws IOException {
        Path fan = directory.resolve(sha256.substring(0, 2));
        if (!Files.isDirectory(fan)) {
            Files.createDirectories(fan);
            DurableFile.forceDirectory(directory);
        }
        String name = sha256 + "-" + ownSha256.substring(0, OWN_DIGITS) + ".gz";
        Files.move(temporary, fan.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.forceDirectory(fan);
    }

    /**
     * Opens an artefact. It is checked while it is read: who reads it to its end has the right bytes or an error.
     *
     * @param artefact which
     * @return its bytes, decompressed; to be closed
     * @throws StoreException if it is missing
     * @throws IOException if it cannot be read; while reading, if it is damaged
     */
    public InputStream open(ArtefactReference artefact) throws IOException {
        return VerifiedInputStream.open(file(artefact), artefact.sha256(), artefact.size());
    }

    /**
     * The compressed file of an artefact, to be copied as it is. Its name says what it holds.
     *
     * @param artefact which
     * @return a file below the directory of the artefacts
     * @throws StoreException if it is missing
     * @throws IOException if the directory cannot be read
     */
    public Path file(ArtefactReference artefact) throws IOException {
        return find(artefact.sha256()).orElseThrow(() -> missing(artefact));
    }

    private StoreException missing(ArtefactReference artefact) {
        return new StoreException("The artefact " + artefact.sha256() + " (" + artefact.name() + ") is missing from "
                + directory + ". If it has just been removed by retention, begin again; else restore the store from a"
                + " backup.");
    }

    /**
     * Whether an artefact is there; not whether it is whole.
     *
     * @param sha256 digest of its bytes, lower-case hexadecimal
     * @return true if a file bears its name
     * @throws IOException if the directory cannot be read
     */
    public boolean contains(String sha256) throws IOException {
        return find(sha256).isPresent();
    }

    private Optional<Path> find(String sha256) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(sha256.substring(0, 2)))) {
            return files.filter(file -> file.getFileName().toString().startsWith(sha256 + "-"))
                    .min(Path::compareTo);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Counts what is written through it. */
    private static final class CountingOutputStream extends FilterOutputStream {
        private long count;

        CountingOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
