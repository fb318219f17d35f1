package io.jenkins.plugins.controlevidence.engine.report.zip;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a ZIP file of the one form and refuses every other: each header is made anew from the name, size and CRC in it, and
 * compared. So there is no room for what two programs could read differently: compressed, encrypted or hidden files, links, data
 * before, between or after the files, two files of one name, names that lead out.
 */
public final class ZipFileReader implements Closeable {
    /** The most files that are read. */
    public static final int MAX_ENTRIES = 2_000_000;

    private final FileChannel channel;
    private final List<StoredEntry> entries;

    private ZipFileReader(FileChannel channel) throws IOException {
        this.channel = channel;
        this.entries = directory();
    }

    /**
     * Opens a file and checks its form; the content of the files in it is not looked at yet.
     *
     * @param file the ZIP file
     * @return the reader, to be closed
     * @throws ZipFormException if it is not of the one form; says why
     * @throws IOException if it cannot be read
     */
    public static ZipFileReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new ZipFileReader(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private List<StoredEntry> directory() throws IOException {
        long size = channel.size();
        byte[] tail = bytes(Math.max(0, size - ZipEnd.MAX_LENGTH), (int) Math.min(size, ZipEnd.MAX_LENGTH));
        ZipEnd end = ZipEnd.parse(tail);
        byte[] expected = end.toBytes();
        int at = tail.length - expected.length;
        if (at < 0 || !Arrays.equals(tail, at, tail.length, expected, 0, expected.length)) {
            throw new ZipFormException("its end is not in the one form that we write");
        }
        if (end.entries() < 1 || end.entries() > MAX_ENTRIES) {
            throw new ZipFormException(
                    "it says that it has " + end.entries() + " files; 1 to " + MAX_ENTRIES + " can be");
        }
        if (end.directoryOffset() < 0
                || end.directorySize() < 0
                || end.directoryOffset() > size
                || end.directoryOffset() + end.directorySize() + expected.length != size) {
            throw new ZipFormException("its directory is not where it has to be: something was added or taken away");
        }
        List<StoredEntry> found = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new Range(end.directoryOffset(), end.directorySize()), 1 << 16))) {
            Names names = new Names();
            long offset = 0;
            for (long i = 0; i < end.entries(); i++) {
                StoredEntry entry = next(in, offset);
                names.add(entry.name());
                found.add(entry);
                offset = entry.end();
            }
            if (in.read() >= 0 || offset != end.directoryOffset()) {
                throw new ZipFormException("it holds bytes that belong to no file");
            }
        }
        return found;
    }

    /** The next file of the directory, which must follow the one before without a gap. */
    private StoredEntry next(DataInputStream in, long offset) throws IOException {
        byte[] fixed = in.readNBytes(StoredEntry.CENTRAL_LENGTH);
        if (fixed.length < StoredEntry.CENTRAL_LENGTH) {
            throw new ZipFormException("its directory is cut off");
        }
        ByteBuffer header = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        int nameLength = Short.toUnsignedInt(header.getShort(28));
        String name =
                new String(in.readNBytes(Math.min(nameLength, StoredEntry.MAX_NAME)), StandardCharsets.ISO_8859_1);
        long size = Integer.toUnsignedLong(header.getInt(24));
        if (name.length() != nameLength || !StoredEntry.isName(name) || size >= StoredEntry.MAX_SIZE) {
            throw new ZipFormException("it holds a file with a name or size that no file of ours has");
        }
        StoredEntry entry = new StoredEntry(name, size, Integer.toUnsignedLong(header.getInt(16)), offset);
        byte[] expected = entry.centralHeader();
        int rest = StoredEntry.CENTRAL_LENGTH + nameLength;
        byte[] extra = in.readNBytes(expected.length - rest);
        if (!Arrays.equals(fixed, 0, fixed.length, expected, 0, fixed.length)
                || !Arrays.equals(extra, 0, extra.length, expected, rest, expected.length)) {
            throw new ZipFormException(name + " has a header in the directory that we do not write: compressed,"
                    + " encrypted, with attributes, out of order, or changed");
        }
        byte[] local = entry.localHeader();
        if (entry.end() > channel.size() || !Arrays.equals(local, bytes(offset, local.length))) {
            throw new ZipFormException(name + " is not where the directory says, or has another header there");
        }
        return entry;
    }

    /** Refuses names that mean the same file somewhere, or a file and a directory at once. */
    private static final class Names {
        private final Set<String> files = new HashSet<>();
        private final Set<String> directories = new HashSet<>();

        void add(String name) throws ZipFormException {
            String folded = name.toLowerCase(Locale.ROOT);
            boolean fits = files.add(folded) && !directories.contains(folded);
            for (int slash = folded.lastIndexOf('/'); slash > 0 && fits; slash = folded.lastIndexOf('/', slash - 1)) {
                String directory = folded.substring(0, slash);
                fits = !files.contains(directory);
                directories.add(directory);
            }
            if (!fits) {
                throw new ZipFormException("it holds " + name + " twice, or as a file and as a directory");
            }
        }
    }

    /**
     * The files in it.
     *
     * @return in the order in which they are there
     */
    public List<StoredEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Reads one of the files.
     *
     * @param entry one of {@link #entries()}
     * @return its bytes; whether they have the CRC of the entry, the caller has to see
     */
    public InputStream open(StoredEntry entry) {
        return new BufferedInputStream(new Range(entry.dataOffset(), entry.size()), 1 << 16);
    }

    private byte[] bytes(long offset, int length) throws IOException {
        try (Range range = new Range(offset, length)) {
            return range.readNBytes(length);
        }
    }

    /** Some of the file's bytes. */
    private final class Range extends InputStream {
        private long position;
        private final long end;

        Range(long offset, long length) {
            position = offset;
            end = offset + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, end - position);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            if (read > 0) {
                position += read;
            }
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
