package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.NB;

/**
 * A pack file (gitformat-pack(5), versions 2 and 3) as a table of its entries in the order in which they lie in the file, each
 * with the entry that it is a delta of. The file is mapped; nothing is inflated until asked for. Safe for use by several
 * threads.
 */
final class MappedPack {
    static final int SEGMENT = 1 << 30;
    private static final int HEADER = 12;
    private static final int PARTS = 4; // for each core
    private static final int INDEX_BITS = 24;
    private static final int ID_INTS = Constants.OBJECT_ID_LENGTH / Integer.BYTES;
    private static final int ROW = ID_INTS + 1;
    private static final String NO_BASE = "is a delta of what is not in the pack";

    private final String name;
    private final MappedByteBuffer[] segments;
    private final PackIndex index;
    private final int hashLength;
    private final long[] places; // offset, then number in the index, in one long so that they sort together
    private final int[] dataStarts; // relative to the entry
    private final int[] sizes; // inflated; -1 if too large for an array
    private final int[] bases; // -1: not a delta
    private final byte[] types; // of a delta that of its root
    private final int[] rows; // by number in the index: the id, which JGit would make an object of, and the entry
    private final int[] firstRows; // by the first bits of an id: of those that begin so, the first in the index
    private final int shift; // of an id's first 32 bits, so that those bits are left
    private final long end;

    private MappedPack(File file, PackIndex index) throws IOException {
        this.name = file.getName();
        this.index = index;
        this.hashLength = index.getChecksum().length;
        this.segments = map(file);
        this.end = file.length() - hashLength;
        int count = (int) index.getObjectCount();
        places = new long[count];
        rows = new int[count * ROW];
        shift = Math.min(Integer.SIZE - 1, Integer.numberOfLeadingZeros(count));
        firstRows = new int[(1 << Integer.SIZE - shift) + 1];
        int number = 0;
        for (PackIndex.MutableEntry entry : index) {
            places[number] = entry.getOffset() << INDEX_BITS | number;
            entry.toObjectId().copyRawTo(rows, number * ROW);
            firstRows[(rows[number * ROW] >>> shift) + 1] = ++number;
        }
        for (int i = 1; i < firstRows.length; i++) { // where nothing begins so
            firstRows[i] = Math.max(firstRows[i], firstRows[i - 1]);
        }
        Arrays.parallelSort(places);
        dataStarts = new int[count];
        sizes = new int[count];
        bases = new int[count];
        types = new byte[count];
        for (int entry = 0; entry < count; entry++) {
            rows[(int) (places[entry] & (1 << INDEX_BITS) - 1) * ROW + ID_INTS] = entry;
        }
        readHeaders();
        rejectCycles();
        for (int entry = 0; entry < count; entry++) {
            types[entry] = typeOfRoot(entry);
        }
    }

    private byte typeOfRoot(int entry) throws IOException {
        int root = entry;
        while (bases[root] >= 0 && isDelta(types[root])) { // an earlier base already has the type of its own root
            root = bases[root];
        }
        if (types[root] < Constants.OBJ_COMMIT || types[root] > Constants.OBJ_TAG) {
            throw broken(root, "is of no type that git has");
        }
        return types[root];
    }

    private static boolean isDelta(int type) {
        return type == Constants.OBJ_OFS_DELTA || type == Constants.OBJ_REF_DELTA;
    }

    /**
     * Opens a pack.
     *
     * @param file the pack file
     * @param index its index
     * @return null if it is larger than this class can hold; it is to be read otherwise
     * @throws IOException if it cannot be read, or is not the pack that the index is of
     */
    @CheckForNull
    static MappedPack open(File file, PackIndex index) throws IOException {
        boolean fits = index.getObjectCount() < 1 << INDEX_BITS && file.length() < 1L << 62 - INDEX_BITS;
        if (!fits || file.length() < HEADER + index.getChecksum().length) {
            return null;
        }
        MappedPack pack = new MappedPack(file, index);
        pack.check();
        return pack;
    }

    private static MappedByteBuffer[] map(File file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.READ)) {
            MappedByteBuffer[] segments = new MappedByteBuffer[(int) ((channel.size() + SEGMENT - 1) / SEGMENT)];
            for (int i = 0; i < segments.length; i++) {
                long from = (long) i * SEGMENT;
                segments[i] =
                        channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(SEGMENT, channel.size() - from));
            }
            return segments;
        }
    }

    private void check() throws IOException {
        int magic = (at(0) & 0xff) << 24 | (at(1) & 0xff) << 16 | (at(2) & 0xff) << 8 | at(3) & 0xff;
        boolean right = magic == 0x5041434b && (at(7) == 2 || at(7) == 3);
        byte[] sum = index.getChecksum();
        for (int i = 0; i < hashLength; i++) {
            right &= at(end + i) == sum[i];
        }
        if (!right) {
            throw new CorruptObjectException("the pack " + name + " and its index do not belong together");
        }
    }

    private byte at(long position) throws IOException {
        if (position >= end + hashLength) {
            throw new CorruptObjectException("the pack " + name + " is cut off");
        }
        return segments[(int) (position / SEGMENT)].get((int) (position % SEGMENT));
    }

    private void readHeaders() throws IOException {
        int parts = Runtime.getRuntime().availableProcessors() * PARTS;
        try {
            IntStream.range(0, parts).parallel().forEach(part -> {
                try {
                    int to = (int) ((part + 1L) * count() / parts);
                    for (int entry = (int) ((long) part * count() / parts); entry < to; entry++) {
                        readHeader(entry);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readHeader(int entry) throws IOException {
        long start = offset(entry);
        long position = start;
        if (start < HEADER || start >= end) {
            throw broken(entry, "lies outside the file");
        }
        int b = at(position++) & 0xff;
        types[entry] = (byte) (b >> 4 & 7);
        long size = b & 15;
        for (int shift = 4; (b & 0x80) != 0; shift += 7) {
            b = at(position++) & 0xff;
            size |= (long) (b & 0x7f) << shift;
        }
        sizes[entry] = size > Integer.MAX_VALUE - 16 ? -1 : (int) size;
        bases[entry] = -1;
        if (types[entry] == Constants.OBJ_OFS_DELTA) {
            b = at(position++) & 0xff;
            long back = b & 0x7f;
            while ((b & 0x80) != 0) {
                b = at(position++) & 0xff;
                back = back + 1 << 7 | b & 0x7f;
            }
            bases[entry] = entryAt(start - back, entry);
        } else if (types[entry] == Constants.OBJ_REF_DELTA) {
            byte[] id = new byte[hashLength];
            for (int i = 0; i < hashLength; i++) {
                id[i] = at(position++);
            }
            bases[entry] = find(id, 0);
            if (bases[entry] < 0) {
                throw broken(entry, NO_BASE);
            }
        }
        dataStarts[entry] = (int) (position - start);
    }

    /** Deltas by id can lie before or after their base, so that a hostile pack can send a reader round for ever. */
    private void rejectCycles() throws IOException {
        int[] seenFrom = new int[bases.length];
        for (int start = 0; start < bases.length; start++) {
            for (int entry = start; entry >= 0 && seenFrom[entry] == 0; entry = bases[entry]) {
                seenFrom[entry] = start + 1;
                if (bases[entry] >= 0 && seenFrom[bases[entry]] == start + 1) {
                    throw broken(entry, "is a delta of itself");
                }
            }
        }
    }

    private int entryAt(long offset, int delta) throws IOException {
        int place = Arrays.binarySearch(places, offset << INDEX_BITS);
        int entry = place >= 0 ? place : -place - 1;
        if (offset < 0 || entry >= places.length || offset(entry) != offset) {
            throw broken(delta, NO_BASE);
        }
        return entry;
    }

    IOException broken(int entry, String what) {
        return new CorruptObjectException("in the pack " + name + " the object at " + offset(entry) + " " + what);
    }

    int count() {
        return places.length;
    }

    private long offset(int entry) {
        return places[entry] >>> INDEX_BITS;
    }

    ObjectId id(int entry) {
        return index.getObjectId(places[entry] & (1 << INDEX_BITS) - 1);
    }

    /**
     * The entry of an object, or -1. Trees name a million objects: a search in the sorted index took a third of the time that
     * reading all trees takes, because each of its dozen steps waits for memory. Ids are as good as random, so that hardly any
     * two begin with the same bits.
     */
    int find(byte[] raw, int at) {
        int begin = NB.decodeInt32(raw, at) >>> shift;
        int low = firstRows[begin];
        int high = firstRows[begin + 1];
        while (low < high) {
            int middle = low + high >>> 1;
            int order = compare(raw, at, middle * ROW);
            if (order == 0) {
                return rows[middle * ROW + ID_INTS];
            }
            if (order < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }

    private int compare(byte[] raw, int at, int row) {
        for (int i = 0; i < ID_INTS; i++) {
            int word = NB.decodeInt32(raw, at + i * Integer.BYTES);
            if (word != rows[row + i]) {
                return Integer.compareUnsigned(word, rows[row + i]);
            }
        }
        return 0;
    }

    /** The type of the object, one of the constants of JGit; a delta's is that of its root. */
    int type(int entry) {
        return types[entry];
    }

    /** The entry that this one is a delta of, or -1. */
    int base(int entry) {
        return bases[entry];
    }

    /** Inflated size of the entry itself, of a delta the size of the delta; -1 if it is larger than an array can be. */
    int size(int entry) {
        return sizes[entry];
    }

    /** Where the compressed bytes of an entry begin in the file. */
    long dataStart(int entry) {
        return offset(entry) + dataStarts[entry];
    }

    /** Where the next entry begins, or the checksum after the last. */
    long dataEnd(int entry) {
        return entry + 1 < places.length ? offset(entry + 1) : end;
    }

    /** The mapped file for the use of one thread, in parts of {@link #SEGMENT} bytes. */
    ByteBuffer[] segments() {
        ByteBuffer[] own = new ByteBuffer[segments.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = segments[i].duplicate();
        }
        return own;
    }
}
