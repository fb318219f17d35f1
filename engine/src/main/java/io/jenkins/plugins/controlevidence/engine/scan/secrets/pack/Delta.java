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
    private int deltaLength;
    private long baseLength;
    private long resultLength;
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
     * Begins with a delta.
     *
     * @param bytes begins with the delta; to be left alone until it has been applied
     * @param size how many bytes of it count
     * @return the size of its result
     * @throws IOException if it has none
     */
    long read(byte[] bytes, int size) throws IOException {
        delta = bytes;
        deltaLength = size;
        at = 0;
        count = 0;
        baseLength = number();
        resultLength = number();
        return resultLength;
    }

    /**
     * Applies the delta that was read last.
     *
     * @param base begins with what it is a delta of
     * @param length how many bytes of that count
     * @param result takes the result; at least as long as that
     * @throws IOException if it does not fit its base
     */
    void apply(byte[] base, int length, byte[] result) throws IOException {
        if (baseLength != length) {
            throw new CorruptObjectException("a delta in a pack is for another object than its base");
        }
        long filled = 0;
        while (at < deltaLength) {
            int command = delta[at++] & 0xff;
            boolean copies = (command & 0x80) != 0;
            int from = copies ? operand(command, 4) : at;
            int much = copies ? operand(command >> 4, 3) : command;
            if (command == 0) {
                throw new CorruptObjectException("a delta in a pack has a command that is reserved");
            }
            much = much == 0 ? 0x10000 : much;
            if (from < 0 || much > (copies ? length : deltaLength) - from || filled + much > resultLength) {
                throw new CorruptObjectException("a delta in a pack reaches beyond its base or result");
            }
            System.arraycopy(copies ? base : delta, from, result, (int) filled, much);
            if (copies) {
                copied(from, (int) filled, much);
            } else {
                at += much;
            }
            filled += much;
        }
        if (filled != resultLength) {
            throw new CorruptObjectException("a delta in a pack makes an object of another size than it says");
        }
    }

    private long number() throws IOException {
        long number = 0;
        int shift = 0;
        int b;
        do {
            if (at >= deltaLength || shift > 28) {
                throw new CorruptObjectException("a delta in a pack has no size");
            }
            b = delta[at++] & 0xff;
            number |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while ((b & 0x80) != 0);
        return number;
    }

    private int operand(int present, int bytes) throws IOException {
        int operand = 0;
        for (int i = 0; i < bytes; i++) {
            if ((present >> i & 1) != 0) {
                if (at >= deltaLength) {
                    throw new CorruptObjectException("a delta in a pack is cut off");
                }
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
