package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What one archive, with all that is nested in it, may cost. A small file can unpack to terabytes, or hold itself; so what is unpacked is
 * counted as it is read, and reading ends where a bound is reached.
 */
final class ArchiveBudget {
    /** How deep archives in archives are opened. */
    static final int MOST_NESTED = 3;

    /** How many entries are read, nested ones included. */
    static final int MOST_ENTRIES = 20_000;

    /** How many bytes are unpacked in all. */
    static final long MOST_BYTES = 1L << 30;

    /** How many bytes of one entry are looked at. */
    static final int MOST_ENTRY_BYTES = 32 << 20;

    /** How many times as large as itself an archive may be unpacked, once it is worth asking. */
    static final int MOST_RATIO = 200;

    /** Small archives may compress well. */
    private static final long ALWAYS_ALLOWED = 8L << 20;

    private final long packed;
    private final ArchiveAllowance scan;
    private long unpacked;
    private int entries;

    /** A bound was reached; the message says which, in words that name no entry. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message);
        }
    }

    ArchiveBudget(long packed, ArchiveAllowance scan) {
        this.packed = packed;
        this.scan = scan;
    }

    /** Counts an entry. */
    void entry() throws Exceeded {
        scan.takeEntry();
        if (++entries > MOST_ENTRIES) {
            throw new Exceeded("it has more than " + MOST_ENTRIES + " entries");
        }
    }

    private void count(long bytes) throws Exceeded {
        scan.take(bytes);
        unpacked += bytes;
        if (unpacked > MOST_BYTES) {
            throw new Exceeded("it unpacks to more than " + (MOST_BYTES >> 20) + " MB");
        }
        if (unpacked > ALWAYS_ALLOWED && unpacked > packed * MOST_RATIO) {
            throw new Exceeded("it unpacks to more than " + MOST_RATIO + " times its size");
        }
    }

    /** Counts what is read, and skipped, of an unpacked stream. */
    InputStream counting(InputStream unpackedStream) {
        return new FilterInputStream(unpackedStream) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                count(Math.max(0, read));
                return read;
            }

            @Override
            public long skip(long bytes) throws IOException {
                byte[] passed = new byte[(int) Math.min(Math.max(0, bytes), 8192)];
                return passed.length == 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
            }

            @Override
            public boolean markSupported() {
                return false;
            }

            /** Whoever has read an entry to its end closes it, and there may be more entries. */
            @Override
            public void close() {
                // the archive stays open
            }
        };
    }
}
