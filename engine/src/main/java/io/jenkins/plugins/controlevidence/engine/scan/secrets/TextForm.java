package io.jenkins.plugins.controlevidence.engine.scan.secrets;

/** How the bytes of a file are to be read. */
enum TextForm {
    /** ASCII and what extends it: UTF-8, ISO 8859, Windows code pages. */
    TEXT,
    /** No text: only credentials with a mark of their own are looked for. */
    BINARY,
    /** UTF-16, low byte first. */
    UTF_16LE,
    /** UTF-16, high byte first. */
    UTF_16BE;

    /** How many of the first bytes are looked at: the formats that are no text show it early. */
    static final int PROBE = 512;

    /**
     * Tells the form from the first bytes: a byte order mark, or zeros at every other place, or any zero.
     *
     * @param bytes the file or its beginning
     * @param length how many bytes count
     * @return never null
     */
    static TextForm of(byte[] bytes, int length) {
        if (length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return UTF_16LE;
        }
        if (length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return UTF_16BE;
        }
        int[] zeros = new int[2];
        int probe = Math.min(length, PROBE);
        for (int i = 0; i < probe; i++) {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        int most = probe / 2 * 7 / 10;
        if (zeros[0] + zeros[1] == 0) {
            return TEXT;
        }
        if (probe >= 8 && zeros[1] > most && zeros[0] <= probe / 50) {
            return UTF_16LE;
        }
        return probe >= 8 && zeros[0] > most && zeros[1] <= probe / 50 ? UTF_16BE : BINARY;
    }

    /**
     * Whether two bytes are one character.
     *
     * @return true for UTF-16
     */
    boolean isWide() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    /**
     * Makes ASCII of UTF-16 in place; what is not ASCII becomes 0xFF, which is in no keyword.
     *
     * @param bytes of UTF-16, from a character's first byte
     * @param length how many count, even
     * @return how many bytes are left
     */
    int narrow(byte[] bytes, int length) {
        int low = this == UTF_16LE ? 0 : 1;
        for (int i = 0; i + 1 < length; i += 2) {
            bytes[i / 2] = bytes[i + 1 - low] == 0 && bytes[i + low] >= 0 ? bytes[i + low] : (byte) 0xff;
        }
        return length / 2;
    }
}
