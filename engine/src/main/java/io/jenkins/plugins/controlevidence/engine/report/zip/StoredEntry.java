package io.jenkins.plugins.controlevidence.engine.report.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file in a ZIP file, and the two headers that it has there (APPNOTE 6.3.10, sections 4.3.7 and 4.3.12): stored, not
 * compressed; no attributes, no comment, the first time that ZIP can tell.
 *
 * @param name its path, see {@link #isName}
 * @param size its length in bytes, below {@link #MAX_SIZE}
 * @param crc its CRC-32
 * @param offset where its local header begins in the ZIP file
 */
public record StoredEntry(String name, long size, long crc, long offset) {
    /** Longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** A file must be smaller, in bytes: what fits the 32 bits that ZIP has for it. */
    public static final long MAX_SIZE = 0xFFFFFFFFL;

    static final int LOCAL_LENGTH = 30;
    static final int CENTRAL_LENGTH = 46;
    static final int OFFSET_FIELD_LENGTH = 12;

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final short VERSION_STORED = 10;
    private static final short VERSION_ZIP64 = 45;
    private static final short ZIP64_FIELD = 1;
    private static final int FIRST_DATE = 0x0021; // 1980-01-01; the time of day is 0
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?";
    private static final Pattern NAME = Pattern.compile(PART + "(?:/" + PART + "){0,15}");

    /** Refuses what has no form here. */
    public StoredEntry {
        if (!isName(name) || size < 0 || size >= MAX_SIZE || offset < 0) {
            throw new IllegalArgumentException("no entry: " + name + ", " + size + " bytes at " + offset);
        }
    }

    /**
     * Whether a file can have a name: a relative path of Latin letters, digits, dots, hyphens and underscores, that means the
     * same on every system and leads nowhere else.
     *
     * @param name the name
     * @return false if it could be misunderstood
     */
    public static boolean isName(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    /** Where the file's bytes begin. */
    long dataOffset() {
        return offset + LOCAL_LENGTH + name.length();
    }

    /** Where the next header begins. */
    long end() {
        return dataOffset() + size;
    }

    byte[] localHeader() {
        ByteBuffer header = littleEndian(LOCAL_LENGTH + name.length());
        header.putInt(LOCAL).putShort(VERSION_STORED);
        common(header);
        return header.putShort((short) 0).put(nameBytes()).array();
    }

    byte[] centralHeader() {
        boolean far = offset >= 0xFFFFFFFFL;
        short version = far ? VERSION_ZIP64 : VERSION_STORED;
        ByteBuffer header = littleEndian(CENTRAL_LENGTH + name.length() + (far ? OFFSET_FIELD_LENGTH : 0));
        header.putInt(CENTRAL).putShort(version).putShort(version);
        common(header);
        header.putShort((short) (far ? OFFSET_FIELD_LENGTH : 0)).putShort((short) 0); // extra, comment
        header.putShort((short) 0).putShort((short) 0).putInt(0); // disk, attributes
        header.putInt((int) (far ? 0xFFFFFFFFL : offset)).put(nameBytes());
        if (far) {
            header.putShort(ZIP64_FIELD).putShort((short) Long.BYTES).putLong(offset);
        }
        return header.array();
    }

    /** Flags, method, time, CRC, both sizes, length of the name: as both headers have them. */
    private void common(ByteBuffer header) {
        header.putShort((short) 0).putShort((short) 0).putInt(FIRST_DATE << 16);
        header.putInt((int) crc).putInt((int) size).putInt((int) size).putShort((short) name.length());
    }

    private byte[] nameBytes() {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
