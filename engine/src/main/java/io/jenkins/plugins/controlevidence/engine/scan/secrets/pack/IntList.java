package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.Arrays;

/** Numbers in an array that grows; lists of boxed ones would need five times the memory, for millions of them. */
final class IntList {
    private int[] values;
    private int size;

    IntList() {
        this(64);
    }

    IntList(int room) {
        values = new int[Math.max(2, room)];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    void addAll(IntList others) {
        if (values.length - size < others.size) {
            values = Arrays.copyOf(values, Math.max(size + others.size, size + (size >> 1)));
        }
        System.arraycopy(others.values, 0, values, size, others.size);
        size += others.size;
    }

    int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    int removeLast() {
        return values[--size];
    }

    int size() {
        return size;
    }

    void shorten(int length) {
        size = length;
    }

    void clear() {
        size = 0;
    }
}
