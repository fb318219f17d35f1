package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.Inflater;

/**
 * The trees of deltas that a pack is: under each object that is stored whole, those that are stored as changes of it. They are
 * walked depth first, so that each entry is inflated once and its base is at hand.
 */
public final class DeltaForest {
    /** Larger objects, and what is a delta of them, are left out. */
    private static final int LARGEST = 2 << 20;

    /** What one way down may hold at a time; what would be more is left out with what is below it. */
    private static final int MOST_HELD = 32 << 20;

    private final MappedPack pack;
    private final int[] firstDelta;
    private final int[] nextDelta;
    private final BitSet visited;

    /**
     * Is shown objects, each after its base.
     *
     * @param <N> what is kept of an object while those below it are visited
     */
    public interface Visitor<N> {
        /**
         * An object that is stored whole.
         *
         * @param entry its number in the pack
         * @param content its bytes; not to be changed
         * @return what to keep of it
         * @throws IOException if the object is broken
         */
        N whole(int entry, byte[] content) throws IOException;

        /**
         * An object that is stored as changes of another.
         *
         * @param base what was kept of that
         * @param entry its number in the pack
         * @param content its bytes; not to be changed
         * @param delta which parts of it were copied; only for this call
         * @return what to keep of it
         * @throws IOException if the object is broken
         */
        N delta(N base, int entry, byte[] content, Delta delta) throws IOException;
    }

    DeltaForest(MappedPack pack) {
        this.pack = pack;
        int count = pack.count();
        firstDelta = new int[count];
        nextDelta = new int[count];
        Arrays.fill(firstDelta, -1);
        for (int entry = count - 1; entry >= 0; entry--) {
            int base = pack.base(entry);
            if (base >= 0) {
                nextDelta[entry] = firstDelta[base];
                firstDelta[base] = entry;
            }
        }
        visited = new BitSet(count);
    }

    /** The entries of a type that are stored whole, in the order of the pack. */
    int[] roots(int type) {
        int[] found = new int[pack.count()];
        int roots = 0;
        for (int entry = 0; entry < found.length; entry++) {
            if (pack.base(entry) < 0 && pack.type(entry) == type) {
                found[roots++] = entry;
            }
        }
        return Arrays.copyOf(found, roots);
    }

    /** Whether a walk has come by the entry; those that it leaves out are to be read otherwise. */
    boolean isVisited(int entry) {
        return visited.get(entry);
    }

    private void addVisited(List<Integer> entries) {
        synchronized (visited) {
            entries.forEach(visited::set);
        }
    }

    /** An object on the way down. */
    private record Step<N>(byte[] content, N kept) {}

    /**
     * Walks trees of deltas; one for each thread.
     *
     * @param <N> what the visitor keeps
     */
    final class Walker<N> implements AutoCloseable {
        private final Visitor<N> visitor;
        private final Inflater inflater = new Inflater();
        private final Delta delta = new Delta();
        private final ArrayDeque<Step<N>> path = new ArrayDeque<>();
        private final ArrayDeque<Integer> open = new ArrayDeque<>();
        private final List<Integer> seen = new ArrayList<>();
        private byte[] buffer = new byte[1 << 16];
        private long held;

        Walker(Visitor<N> visitor) {
            this.visitor = visitor;
        }

        void walk(int root) throws IOException {
            if (pack.size(root) < 0 || pack.size(root) > LARGEST) {
                return;
            }
            byte[] whole = new byte[pack.size(root)];
            pack.inflate(root, inflater, whole);
            push(root, whole, visitor.whole(root, whole));
            while (!path.isEmpty()) {
                int child = open.pop();
                if (child < 0) {
                    pop();
                    continue;
                }
                Step<N> base = path.peek();
                if (nextDelta[child] < 0) {
                    pop(); // the last of its deltas: it is needed no more
                } else {
                    open.push(nextDelta[child]);
                }
                descend(base, child);
            }
            addVisited(seen);
            seen.clear();
        }

        private void push(int entry, byte[] content, N kept) {
            seen.add(entry);
            if (firstDelta[entry] >= 0) {
                path.push(new Step<>(content, kept));
                open.push(firstDelta[entry]);
                held += content.length;
            }
        }

        private void pop() {
            held -= path.pop().content().length;
        }

        private void descend(Step<N> base, int entry) throws IOException {
            int size = pack.size(entry);
            if (size < 0 || size > LARGEST) {
                return;
            }
            if (buffer.length < size) {
                buffer = new byte[size * 2];
            }
            pack.inflate(entry, inflater, buffer);
            long result = delta.resultSize(buffer);
            if (result > LARGEST || result + held > MOST_HELD) {
                return;
            }
            byte[] content = delta.apply(base.content(), buffer, size);
            push(entry, content, visitor.delta(base.kept(), entry, content, delta));
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
