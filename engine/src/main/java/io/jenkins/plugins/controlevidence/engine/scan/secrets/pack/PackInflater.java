package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates entries of a {@link MappedPack}. Used by one thread. */
final class PackInflater implements AutoCloseable {
    /**
     * So many bytes more than an entry has are offered to zlib on both sides: it decodes fast only as long as the longest match
     * (258 bytes) still fits, and entries that are deltas are mostly shorter than that.
     */
    static final int SLACK = 258 + 8;

    private final MappedPack pack;
    private final ByteBuffer[] segments;
    private final Inflater inflater = new Inflater();

    PackInflater(MappedPack pack) {
        this.pack = pack;
        this.segments = pack.segments();
    }

    /**
     * Inflates an entry.
     *
     * @param entry which
     * @param into at least {@link MappedPack#size} bytes long, and for speed {@link #SLACK} longer; what is after the entry's
     *     bytes may be overwritten
     * @throws IOException if it is broken
     */
    void inflate(int entry, byte[] into) throws IOException {
        int size = pack.size(entry);
        long from = pack.dataStart(entry);
        inflater.reset();
        inflater.setInput(input(from, (int) Math.min(pack.dataEnd(entry) - from + SLACK, Integer.MAX_VALUE - 16)));
        try {
            int done = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(into, done, Math.min(into.length, size + SLACK) - done);
                done += more;
                if (more == 0 && !inflater.finished()) {
                    if (done == into.length && inflater.inflate(new byte[1]) == 0 && inflater.finished()) {
                        break;
                    }
                    throw pack.broken(entry, "is cut off");
                }
            }
            if (done != size) {
                throw pack.broken(entry, "has not the size that it says");
            }
        } catch (DataFormatException e) {
            throw pack.broken(entry, "cannot be inflated: " + e.getMessage());
        }
    }

    private ByteBuffer input(long from, int most) {
        int segment = (int) (from / MappedPack.SEGMENT);
        int start = (int) (from % MappedPack.SEGMENT);
        ByteBuffer input = segments[segment];
        if (start + (long) most <= input.capacity() || segment + 1 == segments.length) {
            return input.limit((int) Math.min(input.capacity(), start + (long) most))
                    .position(start);
        }
        ByteBuffer next = segments[segment + 1];
        input.limit(input.capacity()).position(start);
        next.limit(Math.min(next.capacity(), most - input.remaining())).position(0);
        return ByteBuffer.allocate(input.remaining() + next.remaining())
                .put(input)
                .put(next)
                .flip();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
