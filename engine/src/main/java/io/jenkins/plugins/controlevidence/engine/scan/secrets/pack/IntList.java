package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.Arrays;

/** Numbers in an array that grows; lists of boxed ones would need five times the memory, for millions of them. */
final class IntList {
    private int[] values = new int[64];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    int removeLast() {
        return values[--size];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }
}
