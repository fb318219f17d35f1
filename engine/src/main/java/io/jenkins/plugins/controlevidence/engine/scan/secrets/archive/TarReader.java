package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a tar file (POSIX ustar, GNU long names, pax headers passed over), entry by entry. A header is 512 bytes of text, which is less code
 * than a library would bring with it.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 4096;

    private final InputStream in;
    private long left; // of the entry's content
    private int padding;

    /**
     * A file in a tar file.
     *
     * @param name as it stands there
     * @param size in bytes
     */
    record Entry(String name, long size) {}

    TarReader(InputStream in) {
        this.in = in;
    }

    /** Whether a file begins with a tar header: its checksum is right. */
    static boolean isHeader(byte[] block, int length) {
        if (length < BLOCK || block[0] == 0) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        try {
            return sum == number(block, 148, 8);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The next regular file.
     *
     * @return null at the end
     * @throws IOException if the file is cut off or no tar file
     */
    @CheckForNull
    Entry next() throws IOException {
        String longName = null;
        while (true) {
            in.skipNBytes(left + padding);
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || header[0] == 0) {
                return null;
            }
            if (!isHeader(header, header.length)) {
                throw new IOException("it is cut off, or no tar file");
            }
            left = number(header, 124, 12);
            padding = (int) (-left & BLOCK - 1);
            if (header[156] == 'L' && left <= LONGEST_NAME) {
                longName = text(in.readNBytes((int) left), 0, (int) left);
                left = 0;
            } else if (header[156] == '0' || header[156] == 0) {
                return new Entry(longName == null ? name(header) : longName, left);
            }
        }
    }

    /** Content of the entry; reading it ends with an exception if the file is cut off. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(bytes, offset, (int) Math.min(left, length));
                if (read < 0) {
                    throw new EOFException("it is cut off");
                }
                left -= read;
                return read;
            }
        };
    }

    private static String name(byte[] header) {
        String prefix = header[257] == 'u' ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < bytes.length && end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Octal digits; or, GNU's way of large numbers, binary after a set first bit. */
    private static long number(byte[] header, int from, int length) throws IOException {
        long number = 0;
        if ((header[from] & 0x80) != 0) {
            for (int i = from + length - 8; i < from + length; i++) {
                number = number << 8 | header[i] & 0xff;
            }
        } else {
            for (int i = from; i < from + length && header[i] != 0; i++) {
                if (header[i] >= '0' && header[i] <= '7') {
                    number = number << 3 | header[i] - '0';
                } else if (header[i] != ' ') {
                    throw new IOException("it is no tar file");
                }
            }
        }
        if (number < 0) {
            throw new IOException("it is no tar file");
        }
        return number;
    }
}
