package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds many ASCII keywords in bytes in one pass, whatever their case: the automaton of Aho and Corasick ("Efficient string
 * matching", 1975), made deterministic and laid out as one table. Bytes that no keyword has share one column, so that the
 * table stays small; states that end a keyword have the highest numbers, so that the loop needs one comparison a byte.
 */
final class KeywordAutomaton {
    private static final int ALPHABET = 256;

    private final byte[] columns = new byte[ALPHABET];
    private final int width;
    private final int[] next;
    private final int firstFinal;
    private final int[][] ending;
    private final int[] lengths;
    private final int longest;

    /** Is told of each keyword in the text. */
    @FunctionalInterface
    interface Hits {
        /**
         * A keyword is there.
         *
         * @param keyword its index in the list given to the constructor
         * @param start index of its first byte
         * @param end index after its last byte
         */
        void at(int keyword, int start, int end);
    }

    /**
     * Builds the automaton.
     *
     * @param keywords ASCII, not empty; case does not matter
     */
    KeywordAutomaton(List<String> keywords) {
        lengths = keywords.stream().mapToInt(String::length).toArray();
        longest = Arrays.stream(lengths).max().orElse(0);
        width = assignColumns(keywords);
        List<int[]> rows = new ArrayList<>();
        List<List<Integer>> endings = new ArrayList<>();
        addState(rows, endings);
        for (int k = 0; k < keywords.size(); k++) {
            int state = 0;
            for (byte b : keywords.get(k).getBytes(StandardCharsets.US_ASCII)) {
                int column = columns[b];
                if (rows.get(state)[column] < 0) {
                    rows.get(state)[column] = addState(rows, endings);
                }
                state = rows.get(state)[column];
            }
            endings.get(state).add(k);
        }
        completeFailures(rows, endings);
        int[] order = finalsLast(endings);
        int plain = (int) endings.stream().filter(List::isEmpty).count();
        firstFinal = plain * width;
        next = new int[rows.size() * width];
        ending = new int[rows.size() - plain][];
        for (int state = 0; state < rows.size(); state++) {
            for (int column = 0; column < width; column++) {
                next[order[state] * width + column] = order[rows.get(state)[column]] * width;
            }
            if (order[state] >= plain) {
                ending[order[state] - plain] =
                        endings.get(state).stream().mapToInt(Integer::intValue).toArray();
            }
        }
    }

    private int assignColumns(List<String> keywords) {
        int count = 1; // column 0: bytes of no keyword
        for (String keyword : keywords) {
            if (keyword.isEmpty()) {
                throw new IllegalArgumentException("a keyword must not be empty");
            }
            for (char c : keyword.toCharArray()) {
                if (c >= 128) {
                    throw new IllegalArgumentException("a keyword must be ASCII: " + keyword);
                }
                int lower = Character.toLowerCase(c);
                if (columns[lower] == 0) {
                    columns[lower] = (byte) count++;
                    columns[Character.toUpperCase(lower)] = columns[lower];
                }
            }
        }
        return count;
    }

    private int addState(List<int[]> rows, List<List<Integer>> endings) {
        int[] row = new int[width];
        Arrays.fill(row, -1);
        rows.add(row);
        endings.add(new ArrayList<>());
        return rows.size() - 1;
    }

    private void completeFailures(List<int[]> rows, List<List<Integer>> endings) {
        int[] failure = new int[rows.size()];
        ArrayDeque<Integer> breadthFirst = new ArrayDeque<>();
        breadthFirst.add(0);
        while (!breadthFirst.isEmpty()) {
            int state = breadthFirst.remove();
            int[] row = rows.get(state);
            for (int column = 0; column < width; column++) {
                int elsewhere = state == 0 ? 0 : rows.get(failure[state])[column];
                if (row[column] < 0) {
                    row[column] = elsewhere;
                } else {
                    failure[row[column]] = elsewhere;
                    endings.get(row[column]).addAll(endings.get(elsewhere));
                    breadthFirst.add(row[column]);
                }
            }
        }
    }

    private static int[] finalsLast(List<List<Integer>> endings) {
        int[] order = new int[endings.size()];
        int place = 0;
        for (boolean finals : new boolean[] {false, true}) {
            for (int state = 0; state < order.length; state++) {
                if (endings.get(state).isEmpty() != finals) {
                    order[state] = place++;
                }
            }
        }
        return order;
    }

    /**
     * Finds the keywords that begin in a stretch of a text.
     *
     * @param text the bytes
     * @param length how many of them count
     * @param from index of the first byte at which one may begin
     * @param to index after the last
     * @param hits is told of each, in the order of their ends
     */
    void scan(byte[] text, int length, int from, int to, Hits hits) {
        int end = Math.min(length, to + longest - 1);
        int[] table = next;
        byte[] column = columns;
        int finals = firstFinal;
        int state = 0;
        for (int i = from; i < end; i++) {
            state = table[state + column[text[i] & 0xff]];
            if (state >= finals) {
                for (int keyword : ending[(state - finals) / width]) {
                    int start = i + 1 - lengths[keyword];
                    if (start < to) {
                        hits.at(keyword, start, i + 1);
                    }
                }
            }
        }
    }
}
