package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds many ASCII keywords in bytes in one pass, whatever their case. Every three bytes are looked up in a table of the
 * first three bytes of the keywords; only where that says so are keywords compared. The table fits into the first-level cache
 * and no look-up waits for the one before, which is why this is faster than an automaton whose every step depends on the last
 * (docs/decisions/022-secrets-keyword-table.md).
 */
final class Keywords {
    /** Three bytes in 5 bits each: letters have a value of their own, digits share one, so do rarer marks. */
    private static final int CODES = 1 << 15;

    private static final int VALUES = 1 << 5;

    private static final int LEAST_LENGTH = 3;

    private final byte[] values = new byte[256];
    private final boolean[] begins = new boolean[CODES];
    private final int[][] fifths =
            new int[CODES][]; // by the value of the fourth byte a bit for each value of the fifth
    private final int[][] keywordsOfCode = new int[CODES][];
    private final byte[][] keywords;
    private int longest;

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

        /** Adds those of another text that begin between two places there, moved. */
        void addMoved(Hits other, int from, int to, int distance) {
            for (int hit = other.firstFrom(from); hit < other.count() && other.start(hit) < to; hit++) {
                add(other.keyword(hit), other.start(hit) + distance);
            }
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
     * @param keywords ASCII, of three characters or more; case does not matter
     */
    Keywords(List<String> keywords) {
        this.keywords = new byte[keywords.size()][];
        for (int k = 0; k < keywords.size(); k++) {
            byte[] keyword = keywords.get(k).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
            if (keyword.length < LEAST_LENGTH) {
                throw new IllegalArgumentException("a keyword needs three characters: " + keywords.get(k));
            }
            for (byte b : keyword) {
                assignValue(b, keywords.get(k));
            }
            this.keywords[k] = keyword;
            longest = Math.max(longest, keyword.length);
        }
        for (int k = 0; k < this.keywords.length; k++) {
            byte[] keyword = this.keywords[k];
            int code = values[keyword[0]] << 10 | values[keyword[1]] << 5 | values[keyword[2]];
            begins[code] = true;
            fifths[code] = fifths[code] == null ? new int[VALUES] : fifths[code];
            for (int fourth = 0; fourth < VALUES; fourth++) {
                if (keyword.length == LEAST_LENGTH || values[keyword[LEAST_LENGTH]] == fourth) {
                    fifths[code][fourth] |=
                            keyword.length <= LEAST_LENGTH + 1 ? -1 : 1 << values[keyword[LEAST_LENGTH + 1]];
                }
            }
            int[] others = keywordsOfCode[code] == null ? new int[0] : keywordsOfCode[code];
            keywordsOfCode[code] = Arrays.copyOf(others, others.length + 1);
            keywordsOfCode[code][others.length] = k;
        }
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
        int end = Math.min(length, to + LEAST_LENGTH - 1);
        int code = 0;
        for (int i = from; i < end; i++) {
            code = (code << 5 | values[text[i] & 0xff]) & CODES - 1;
            if (begins[code]
                    && (i + 2 >= length
                            || (fifths[code][values[text[i + 1] & 0xff]] >>> values[text[i + 2] & 0xff] & 1) != 0)) {
                compare(text, length, i - 2, keywordsOfCode[code], hits);
            }
        }
    }

    /** The length of a keyword. */
    int length(int keyword) {
        return keywords[keyword].length;
    }

    /** The length of the longest. */
    int longest() {
        return longest;
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
