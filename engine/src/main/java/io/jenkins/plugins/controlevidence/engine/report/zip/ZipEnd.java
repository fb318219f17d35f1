package io.jenkins.plugins.controlevidence.engine.report.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a ZIP file ends with (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16): how many files it has and where its directory is. The
 * 64-bit form is used exactly where the other has no room.
 *
 * @param entries how many files
 * @param directoryOffset where the central directory begins
 * @param directorySize its length in bytes
 */
record ZipEnd(long entries, long directoryOffset, long directorySize) {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int END_LENGTH = 22;
    private static final int END64_LENGTH = 56;
    private static final int LOCATOR64_LENGTH = 20;
    private static final long FULL16 = 0xFFFFL;
    private static final long FULL32 = 0xFFFFFFFFL;
    private static final short VERSION_ZIP64 = 45;

    /** The most bytes that it can have. */
    static final int MAX_LENGTH = END_LENGTH + END64_LENGTH + LOCATOR64_LENGTH;

    private boolean large() {
        return entries >= FULL16 || directoryOffset >= FULL32 || directorySize >= FULL32;
    }

    byte[] toBytes() {
        ByteBuffer bytes = StoredEntry.littleEndian(large() ? MAX_LENGTH : END_LENGTH);
        if (large()) {
            bytes.putInt(END64)
                    .putLong(END64_LENGTH - 12L)
                    .putShort(VERSION_ZIP64)
                    .putShort(VERSION_ZIP64);
            bytes.putInt(0).putInt(0).putLong(entries).putLong(entries);
            bytes.putLong(directorySize).putLong(directoryOffset);
            bytes.putInt(LOCATOR64)
                    .putInt(0)
                    .putLong(directoryOffset + directorySize)
                    .putInt(1);
        }
        short count = (short) Math.min(entries, FULL16);
        bytes.putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        bytes.putInt((int) Math.min(directorySize, FULL32)).putInt((int) Math.min(directoryOffset, FULL32));
        return bytes.putShort((short) 0).array();
    }

    /** What the last bytes of a file say; whether they say it in the one form, the caller compares. */
    static ZipEnd parse(byte[] tail) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int end = tail.length - END_LENGTH;
        if (end < 0 || bytes.getInt(end) != END) {
            throw new ZipFormException(
                    "it does not end as a ZIP file that we write: it was cut off, or something follows");
        }
        ZipEnd parsed = new ZipEnd(
                Short.toUnsignedLong(bytes.getShort(end + 10)),
                Integer.toUnsignedLong(bytes.getInt(end + 16)),
                Integer.toUnsignedLong(bytes.getInt(end + 12)));
        int end64 = end - LOCATOR64_LENGTH - END64_LENGTH;
        if (!parsed.large()) {
            return parsed;
        }
        if (end64 < 0 || bytes.getInt(end64) != END64) {
            throw new ZipFormException("its end tells of a 64-bit directory and there is none");
        }
        return new ZipEnd(bytes.getLong(end64 + 24), bytes.getLong(end64 + 48), bytes.getLong(end64 + 40));
    }
}
