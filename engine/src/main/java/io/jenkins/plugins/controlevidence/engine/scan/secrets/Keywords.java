package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds many ASCII keywords in bytes in one pass, whatever their case. Every three bytes are looked up in a table of the
 * first three bytes of the keywords, which says what bytes may follow; only where they do are keywords compared. What text asks
 * of the table mostly fits into the first-level cache and no look-up waits for the one before, which is why this is faster than
 * an automaton whose every step depends on the last (docs/decisions/022-secrets-keyword-table.md).
 */
final class Keywords {
    /** Three bytes in 5 bits each: letters have a value of their own, digits share one, so do rarer marks. */
    private static final int CODES = 1 << 15;

    private static final int VALUES = 1 << 5;

    private static final int LEAST_LENGTH = 3;
    private static final int MOST_LENGTH = 127;

    private final byte[] values = new byte[256];
    private final int[] fourths = new int[CODES]; // a bit for each value of the fourth byte
    private final int[][] fifths =
            new int[CODES][]; // by the value of the fourth byte a bit for each value of the fifth
    private final int[][] keywordsOfCode = new int[CODES][];
    private final byte[] before = new byte[CODES]; // how far before these three bytes a keyword that has them may begin
    private final byte[][] keywords;

    /**
     * The keywords that are in a text, in the order of their beginnings. They are collected before anything is done about
     * them, so that the loop over all bytes stays small enough for the compiler to do well.
     */
    static final class Hits {
        private int[] values = new int[16]; // keyword and start, in turn
        private int count;

        private void add(int keyword, int start) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count] = keyword;
            values[count + 1] = start;
            count += 2;
        }

        /** The first that does not begin before a place; their count if there is none. */
        int firstFrom(int place) {
            int low = 0;
            int high = count();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (start(middle) < place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** How many there are. */
        int count() {
            return count / 2;
        }

        /** The index of the keyword in the list given to the constructor of {@link Keywords}. */
        int keyword(int hit) {
            return values[hit * 2];
        }

        /** The index of its first byte in the text. */
        int start(int hit) {
            return values[hit * 2 + 1];
        }
    }

    /**
     * Prepares the table.
     *
     * @param keywords ASCII, of 3 to 127 characters; case does not matter
     */
    Keywords(List<String> keywords) {
        this.keywords = new byte[keywords.size()][];
        for (int k = 0; k < keywords.size(); k++) {
            byte[] keyword = keywords.get(k).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
            if (keyword.length < LEAST_LENGTH || keyword.length > MOST_LENGTH) {
                throw new IllegalArgumentException("a keyword has 3 to 127 characters: " + keywords.get(k));
            }
            for (byte b : keyword) {
                assignValue(b, keywords.get(k));
            }
            this.keywords[k] = keyword;
        }
        for (int k = 0; k < this.keywords.length; k++) {
            byte[] keyword = this.keywords[k];
            for (int i = 0; i + LEAST_LENGTH <= keyword.length; i++) {
                before[code(keyword, i)] = (byte) Math.max(before[code(keyword, i)], i);
            }
            int code = code(keyword, 0);
            fifths[code] = fifths[code] == null ? new int[VALUES] : fifths[code];
            for (int fourth = 0; fourth < VALUES; fourth++) {
                if (keyword.length == LEAST_LENGTH || values[keyword[LEAST_LENGTH]] == fourth) {
                    fourths[code] |= 1 << fourth;
                    fifths[code][fourth] |=
                            keyword.length <= LEAST_LENGTH + 1 ? -1 : 1 << values[keyword[LEAST_LENGTH + 1]];
                }
            }
            int[] others = keywordsOfCode[code] == null ? new int[0] : keywordsOfCode[code];
            keywordsOfCode[code] = Arrays.copyOf(others, others.length + 1);
            keywordsOfCode[code][others.length] = k;
        }
    }

    private int code(byte[] text, int at) {
        return values[text[at] & 0xff] << 10 | values[text[at + 1] & 0xff] << 5 | values[text[at + 2] & 0xff];
    }

    /** 0 is for bytes of no keyword. */
    private void assignValue(byte b, String keyword) {
        if (b < 0) {
            throw new IllegalArgumentException("a keyword must be ASCII: " + keyword);
        }
        if (b >= 'a' && b <= 'z') {
            values[b] = (byte) (b - 'a' + 1);
            values[Character.toUpperCase(b)] = values[b];
        } else if (b >= '0' && b <= '9') {
            values[b] = 27;
        } else {
            values[b] = (byte) (b == '_' ? 28 : b == '-' ? 29 : b == ':' || b == '/' || b == '.' ? 30 : 31);
        }
    }

    /**
     * Finds the keywords that begin in a stretch of a text.
     *
     * @param text the bytes
     * @param length how many of them count
     * @param from index of the first byte at which one may begin
     * @param to index after the last
     * @param hits to which to add the keywords that are there
     */
    void scan(byte[] text, int length, int from, int to, Hits hits) {
        byte[] values = this.values; // fields would be read again for every byte
        int[] fourths = this.fourths;
        int end = Math.min(length, to + LEAST_LENGTH - 1);
        int followed = Math.min(end, length - 2); // by two bytes at least
        int next = from < followed ? values[text[from] & 0xff] : 0;
        int code = 0;
        int i = from;
        for (; i < followed; i++) {
            code = (code << 5 | next) & CODES - 1;
            next = values[text[i + 1] & 0xff];
            if ((fourths[code] & 1 << next) != 0 && (fifths[code][next] >>> values[text[i + 2] & 0xff] & 1) != 0) {
                compare(text, length, i - 2, keywordsOfCode[code], hits);
            }
        }
        for (; i < end; i++) {
            code = (code << 5 | values[text[i] & 0xff]) & CODES - 1;
            if (fourths[code] != 0) {
                compare(text, length, i - 2, keywordsOfCode[code], hits);
            }
        }
    }

    /** The length of a keyword. */
    int length(int keyword) {
        return keywords[keyword].length;
    }

    /**
     * Where the keywords begin that lie across a place in a text.
     *
     * @param text the bytes
     * @param length how many of them count
     * @param place index of a byte, not the first
     * @return none that begins before this index has the byte at {@code place} in it; less than {@code place}
     */
    int firstAcross(byte[] text, int length, int place) {
        return place < 2 || place >= length ? place - 1 : place - 2 - before[code(text, place - 2)];
    }

    /**
     * Adds the keywords of a part of another text that was copied.
     *
     * @param hits to which to add them
     * @param others the keywords of the other text
     * @param from index there of the first byte of the part
     * @param to index before which those begin that are wanted
     * @param end index after the last byte of the part; what goes on behind it is left out
     * @param distance how much farther on the part is in the text
     */
    void addMoved(Hits hits, Hits others, int from, int to, int end, int distance) {
        for (int hit = others.firstFrom(from); hit < others.count() && others.start(hit) < to; hit++) {
            int keyword = others.keyword(hit);
            if (others.start(hit) + keywords[keyword].length <= end) {
                hits.add(keyword, others.start(hit) + distance);
            }
        }
    }

    private void compare(byte[] text, int length, int start, int[] candidates, Hits hits) {
        for (int candidate : candidates) {
            byte[] keyword = keywords[candidate];
            if (length - start >= keyword.length && isAt(text, start, keyword)) {
                hits.add(candidate, start);
            }
        }
    }

    private static boolean isAt(byte[] text, int start, byte[] keyword) {
        for (int i = LEAST_LENGTH; i < keyword.length; i++) { // first what the table has not seen
            if (lower(text[start + i]) != keyword[i]) {
                return false;
            }
        }
        for (int i = 0; i < LEAST_LENGTH; i++) {
            if (lower(text[start + i]) != keyword[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
