package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/**
 * The numbers of the names that one thread has met in trees, found by their bytes: trees name a million files, mostly the same
 * ones again, and to make a string of each first takes longer than all else that is done about a name.
 */
final class NameNumbers {
    private final ToIntFunction<String> added;
    private final int factor = ThreadLocalRandom.current().nextInt() | 1; // nobody can choose names that have one hash
    private byte[][] names = new byte[1 << 10][]; // by a hash; that of a tree ends with a slash
    private int[] numbers = new int[names.length];
    private int count;

    /**
     * Begins without names.
     *
     * @param added gives the number of a name that this thread meets for the first time
     */
    NameNumbers(ToIntFunction<String> added) {
        this.added = added;
    }

    /**
     * The number of a name.
     *
     * @param bytes has the name
     * @param from index of its first byte
     * @param to index after its last
     * @param slash whether it ends with a slash that is not there
     * @return the same in all threads
     */
    int number(byte[] bytes, int from, int to, boolean slash) {
        int slot = slot(bytes, from, to, slash);
        if (names[slot] == null) {
            if (++count > names.length / 2) {
                grow();
                slot = slot(bytes, from, to, slash);
            }
            byte[] name = Arrays.copyOfRange(bytes, from, slash ? to + 1 : to);
            if (slash) {
                name[to - from] = '/';
            }
            names[slot] = name;
            numbers[slot] = added.applyAsInt(new String(name, StandardCharsets.ISO_8859_1));
        }
        return numbers[slot];
    }

    /** Where the name is, or where it is to be put. */
    private int slot(byte[] bytes, int from, int to, boolean slash) {
        int hash = slash ? 1 : 0;
        for (int i = from; i < to; i++) {
            hash = (hash + bytes[i]) * factor;
            hash ^= hash >>> 15;
        }
        int slot = hash & names.length - 1;
        while (names[slot] != null && !isName(names[slot], bytes, from, to, slash)) {
            slot = slot + 1 & names.length - 1;
        }
        return slot;
    }

    private static boolean isName(byte[] name, byte[] bytes, int from, int to, boolean slash) {
        int length = to - from;
        return name.length == (slash ? length + 1 : length)
                && Arrays.equals(name, 0, length, bytes, from, to)
                && (!slash || name[length] == '/');
    }

    private void grow() {
        byte[][] old = names;
        int[] oldNumbers = numbers;
        names = new byte[old.length * 2][];
        numbers = new int[names.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != null) {
                int length = old[i].length;
                boolean slash = length > 0 && old[i][length - 1] == '/';
                int slot = slot(old[i], 0, slash ? length - 1 : length, slash);
                names[slot] = old[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
