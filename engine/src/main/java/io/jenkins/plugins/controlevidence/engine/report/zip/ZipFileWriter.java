package io.jenkins.plugins.controlevidence.engine.report.zip;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a ZIP file of the one form. Files follow each other in the order in which they are written; their sizes need not be
 * known before. Not compressed: the same content then gives the same bytes whatever compresses it, and nobody can make a small
 * file large.
 */
public final class ZipFileWriter implements Closeable {
    private final FileChannel channel;
    private final OutputStream out;
    private final List<StoredEntry> entries = new ArrayList<>();
    private long position;

    @CheckForNull
    private Content open;

    private ZipFileWriter(FileChannel channel) {
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins a file.
     *
     * @param file where; must not be there yet
     * @return the writer; {@link #finish()} makes the file whole
     * @throws IOException if it cannot be made
     */
    public static ZipFileWriter create(Path file) throws IOException {
        return new ZipFileWriter(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Begins the next file in it.
     *
     * @param name its path, as {@link StoredEntry#isName} has it
     * @return where its bytes go; to be closed before the next one
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if it cannot have this name
     */
    public OutputStream entry(String name) throws IOException {
        if (open != null) {
            throw new IllegalStateException(open.name + " is not closed");
        }
        out.write(new StoredEntry(name, 0, 0, position).localHeader());
        open = new Content(name);
        return open;
    }

    /** The bytes of one file. */
    private final class Content extends OutputStream {
        private final String name;
        private final CRC32 crc = new CRC32();
        private long size;
        private boolean closed;

        Content(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (size >= StoredEntry.MAX_SIZE) {
                throw new IOException(name + " is too long for a package: " + StoredEntry.MAX_SIZE + " bytes or more");
            }
            crc.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        /** Puts what is known only now into the header. */
        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            StoredEntry entry = new StoredEntry(name, size, crc.getValue(), position);
            out.flush();
            ByteBuffer header = ByteBuffer.wrap(entry.localHeader());
            while (header.hasRemaining()) {
                channel.write(header, position + header.position());
            }
            entries.add(entry);
            position = entry.end();
            open = null;
        }
    }

    /**
     * Writes the directory and forces all of it to the disk.
     *
     * @return how long the file is, in bytes
     * @throws IOException if it cannot be written
     */
    public long finish() throws IOException {
        long size = 0;
        for (StoredEntry entry : entries) {
            byte[] header = entry.centralHeader();
            out.write(header);
            size += header.length;
        }
        out.write(new ZipEnd(entries.size(), position, size).toBytes());
        out.flush();
        channel.force(true);
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
