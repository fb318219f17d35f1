package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The trees of deltas that a pack is: under each object that is stored whole, those that are stored as changes of it. They are
 * walked depth first, so that each entry is inflated once and its base is at hand.
 */
public final class DeltaForest {
    /** Larger objects, and what is a delta of them, are left out. */
    private static final int LARGEST = 2 << 20;

    /** What one way down may hold at a time, in arrays of up to twice that; what would be more is left out with what is below it. */
    private static final int MOST_HELD = 32 << 20;

    /** After so many objects a thread tells the others which. */
    private static final int MOST_SEEN = 10_000;

    private final MappedPack pack;
    private final int[] firstDelta;
    private final int[] nextDelta;
    private final BitSet visited;

    /**
     * Is shown objects, each after its base.
     *
     * @param <N> what is kept of an object while those below it are visited
     */
    public interface Visitor<N> extends AutoCloseable {
        /**
         * An object that is stored whole.
         *
         * @param entry its number in the pack
         * @param content begins with its bytes; not to be changed, nor to be read when those below it have been visited
         * @param length how many of them count
         * @return what to keep of it
         * @throws IOException if the object is broken
         */
        N whole(int entry, byte[] content, int length) throws IOException;

        /**
         * An object that is stored as changes of another.
         *
         * @param base what was kept of that
         * @param entry its number in the pack
         * @param content begins with its bytes; not to be changed, nor to be read when those below it have been visited
         * @param length how many of them count
         * @param delta which parts of it were copied; only for this call
         * @return what to keep of it
         * @throws IOException if the object is broken
         */
        N delta(N base, int entry, byte[] content, int length, Delta delta) throws IOException;

        /** There are no more objects. */
        @Override
        default void close() {}
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

    private void addVisited(IntList entries) {
        synchronized (visited) {
            for (int i = 0; i < entries.size(); i++) {
                visited.set(entries.get(i));
            }
        }
    }

    /** An object on the way down. */
    private record Step<N>(byte[] content, int length, N kept) {}

    /**
     * Walks trees of deltas; one for each thread.
     *
     * @param <N> what the visitor keeps
     */
    final class Walker<N> implements AutoCloseable {
        private final Visitor<N> visitor;
        private final PackInflater inflater = new PackInflater(pack);
        private final Delta delta = new Delta();
        private final Buffers buffers = new Buffers();
        private final ArrayDeque<Step<N>> path = new ArrayDeque<>();
        private final IntList next = new IntList(); // for each object on the way the delta to go down to
        private final IntList seen = new IntList();
        private long held;

        Walker(Visitor<N> visitor) {
            this.visitor = visitor;
        }

        void walk(int root) throws IOException {
            int size = pack.size(root);
            if (size < 0 || size > LARGEST) {
                return;
            }
            byte[] whole = buffers.take(size + PackInflater.SLACK);
            inflater.inflate(root, whole);
            visited(root, whole, size, visitor.whole(root, whole, size));
            while (!path.isEmpty()) {
                int child = next.removeLast();
                if (nextDelta[child] >= 0) {
                    next.add(nextDelta[child]);
                    descend(path.peek(), child);
                } else { // the last of its deltas: it is needed no more
                    Step<N> base = path.pop();
                    held -= base.length();
                    descend(base, child);
                    buffers.giveBack(base.content());
                }
            }
            if (seen.size() > MOST_SEEN) {
                addVisited(seen);
                seen.clear();
            }
        }

        private void visited(int entry, byte[] content, int length, N kept) {
            seen.add(entry);
            if (firstDelta[entry] < 0) {
                buffers.giveBack(content);
                return;
            }
            path.push(new Step<>(content, length, kept));
            next.add(firstDelta[entry]);
            held += length;
        }

        private void descend(Step<N> base, int entry) throws IOException {
            int size = pack.size(entry);
            if (size < 0 || size > LARGEST) {
                return;
            }
            byte[] changes = buffers.take(size + PackInflater.SLACK);
            inflater.inflate(entry, changes);
            long result = delta.read(changes, size);
            if (result <= LARGEST && result + held <= MOST_HELD) {
                int length = (int) result;
                byte[] content = buffers.take(length);
                delta.apply(base.content(), base.length(), content);
                visited(entry, content, length, visitor.delta(base.kept(), entry, content, length, delta));
            }
            buffers.giveBack(changes);
        }

        @Override
        public void close() {
            addVisited(seen);
            inflater.close();
            visitor.close();
        }
    }
}
