package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayDeque;

/**
 * Arrays that are used again: what was let go of last is handed out first, while it is still in the processor's cache. A
 * history's objects have gigabytes, and arrays of their own for all of them would have to be zeroed, written to memory and
 * collected. Used by one thread.
 */
final class Buffers {
    /** More than this is left to the garbage collector. */
    private static final int MOST_FREE = 8 << 20;

    private static final int LEAST = 8; // 256 bytes

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private final ArrayDeque<byte[]>[] freeOfSize = new ArrayDeque[Integer.SIZE];

    private long free;

    /**
     * An array to write to.
     *
     * @param least how many bytes it needs
     * @return longer than that, but not by more than twice; of any content
     */
    byte[] take(int least) {
        int size = Math.max(LEAST, Integer.SIZE - Integer.numberOfLeadingZeros(least));
        byte[] buffer = freeOfSize[size] == null ? null : freeOfSize[size].poll();
        if (buffer == null) {
            return new byte[1 << size];
        }
        free -= buffer.length;
        return buffer;
    }

    /** Takes back an array that nobody reads any more. */
    void giveBack(byte[] buffer) {
        if (free + buffer.length <= MOST_FREE) {
            int size = Integer.numberOfTrailingZeros(buffer.length);
            if (freeOfSize[size] == null) {
                freeOfSize[size] = new ArrayDeque<>();
            }
            freeOfSize[size].push(buffer);
            free += buffer.length;
        }
    }
}
