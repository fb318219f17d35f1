package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jgit.errors.CorruptObjectException;

/**
 * A pack's delta (gitformat-pack(5)) applied, and which parts of the result it copied. Copies of neighbouring parts are one.
 * Reused from delta to delta; not safe for use by several threads.
 */
public final class Delta {
    private int[] copies = new int[96]; // three for each: where from, where to, how long
    private int count;
    private byte[] delta = new byte[0];
    private int at;

    Delta() {}

    /**
     * How many parts were copied.
     *
     * @return each of them has a number from 0, in the order of the result
     */
    public int copies() {
        return count;
    }

    /**
     * Where a part was copied from.
     *
     * @param copy its number
     * @return index in the base
     */
    public int from(int copy) {
        return copies[copy * 3];
    }

    /**
     * Where a part was copied to.
     *
     * @param copy its number
     * @return index in the result
     */
    public int to(int copy) {
        return copies[copy * 3 + 1];
    }

    /**
     * How long a copied part is.
     *
     * @param copy its number
     * @return bytes
     */
    public int length(int copy) {
        return copies[copy * 3 + 2];
    }

    /**
     * The size of the result, read without applying.
     *
     * @param bytes the delta
     * @return bytes
     * @throws IOException if it has none
     */
    long resultSize(byte[] bytes) throws IOException {
        delta = bytes;
        at = 0;
        number();
        return number();
    }

    /**
     * Applies a delta.
     *
     * @param base what it is a delta of
     * @param bytes the delta
     * @param length how many bytes of it count
     * @return the result
     * @throws IOException if it does not fit its base
     */
    byte[] apply(byte[] base, byte[] bytes, int length) throws IOException {
        delta = bytes;
        at = 0;
        count = 0;
        long baseSize = number();
        long size = number();
        if (baseSize != base.length || size > Integer.MAX_VALUE - 16) {
            throw new CorruptObjectException("a delta in a pack is for another object than its base");
        }
        byte[] result = new byte[(int) size];
        int filled = 0;
        try {
            while (at < length) {
                int command = delta[at++] & 0xff;
                if ((command & 0x80) != 0) {
                    int from = operand(command, 4);
                    int much = operand(command >> 4, 3);
                    much = much == 0 ? 0x10000 : much;
                    System.arraycopy(base, from, result, filled, much);
                    copied(from, filled, much);
                    filled += much;
                } else if (command != 0) {
                    System.arraycopy(delta, at, result, filled, command);
                    at += command;
                    filled += command;
                } else {
                    throw new CorruptObjectException("a delta in a pack has a command that is reserved");
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptObjectException("a delta in a pack reaches beyond its base or result");
        }
        if (filled != result.length) {
            throw new CorruptObjectException("a delta in a pack makes an object of another size than it says");
        }
        return result;
    }

    private long number() throws IOException {
        long number = 0;
        int shift = 0;
        int b;
        do {
            if (at == delta.length || shift > 28) {
                throw new CorruptObjectException("a delta in a pack has no size");
            }
            b = delta[at++] & 0xff;
            number |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while ((b & 0x80) != 0);
        return number;
    }

    private int operand(int present, int bytes) {
        int operand = 0;
        for (int i = 0; i < bytes; i++) {
            if ((present >> i & 1) != 0) {
                operand |= (delta[at++] & 0xff) << i * 8;
            }
        }
        return operand;
    }

    private void copied(int from, int to, int much) {
        int last = count - 1;
        if (last >= 0 && from(last) + length(last) == from && to(last) + length(last) == to) {
            copies[last * 3 + 2] += much;
            return;
        }
        if (count * 3 == copies.length) {
            copies = Arrays.copyOf(copies, copies.length * 2);
        }
        copies[count * 3] = from;
        copies[count * 3 + 1] = to;
        copies[count * 3 + 2] = much;
        count++;
    }
}
