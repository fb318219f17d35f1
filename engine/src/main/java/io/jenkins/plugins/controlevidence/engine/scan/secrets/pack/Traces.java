package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which trees lead to a few blobs that someone looks for, and how. Found from the blobs upwards, so that most trees of a history
 * are never looked at: a tree's change that names a blob is where the blob came into a tree of deltas, and below that change it
 * stays until another change replaces it.
 */
public final class Traces {
    private static final long[] NOTHING = new long[0];

    /** So many entries are kept at a time: 16 MB. */
    private static final int MOST_HELD = 2 << 20;

    private final TreeChanges changes;
    private final BitSet leading; // numbers of what is looked for and of the trees that lead there
    private final int[] indexes; // of trees in changes, by number
    private final int[] firstDelta; // by index
    private final int[] nextDelta;
    private final int[] firstOrigin; // by number of what is named
    private final int[] nextOrigin; // by place in changes, halved
    private final int[] treeOfOrigin;
    private final long[][] known; // by index: entries that were asked for
    private int held; // how many entries that is

    /**
     * Follows all ways.
     *
     * @param changes the trees; none may be added any more
     * @param wanted numbers of the objects to look for
     */
    public Traces(TreeChanges changes, BitSet wanted) {
        this.changes = changes;
        leading = (BitSet) wanted.clone();
        int objects = changes.objects().size();
        int trees = changes.size();
        known = new long[trees][];
        indexes = filled(objects);
        for (int index = 0; index < trees; index++) {
            indexes[changes.tree(index)] = index;
        }
        firstDelta = filled(trees);
        nextDelta = filled(trees);
        firstOrigin = filled(objects);
        nextOrigin = filled(trees == 0 ? 0 : changes.end(trees - 1) / 2);
        treeOfOrigin = new int[nextOrigin.length];
        for (int index = 0; index < trees; index++) {
            link(index);
        }
        ArrayDeque<Integer> open = new ArrayDeque<>();
        wanted.stream().forEach(open::add);
        while (!open.isEmpty()) {
            int child = open.pop();
            for (int origin = firstOrigin[child]; origin >= 0; origin = nextOrigin[origin]) {
                follow(treeOfOrigin[origin], changes.nameAt(origin * 2), open);
            }
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, -1);
        return array;
    }

    private void link(int index) {
        int base = changes.base(index);
        if (base != TreeChanges.NONE) {
            nextDelta[index] = firstDelta[indexes[base]];
            firstDelta[indexes[base]] = index;
        }
        for (int place = changes.begin(index); place < changes.end(index); place += 2) {
            int child = changes.childAt(place);
            if (child != TreeChanges.NONE) {
                treeOfOrigin[place / 2] = index;
                nextOrigin[place / 2] = firstOrigin[child];
                firstOrigin[child] = place / 2;
            }
        }
    }

    /** Marks a tree and all below it that keep the name as it is there. */
    private void follow(int from, int name, ArrayDeque<Integer> open) {
        ArrayDeque<Integer> way = new ArrayDeque<>();
        way.push(from);
        while (!way.isEmpty()) {
            int index = way.pop();
            int tree = changes.tree(index);
            if (!leading.get(tree)) {
                leading.set(tree);
                open.add(tree);
            }
            for (int delta = firstDelta[index]; delta >= 0; delta = nextDelta[delta]) {
                if (!replaces(delta, name)) {
                    way.push(delta);
                }
            }
        }
    }

    private boolean replaces(int index, int name) {
        for (int place = changes.begin(index); place < changes.end(index); place += 2) {
            if (changes.nameAt(place) == name) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an object is looked for or leads to one that is.
     *
     * @param number any number
     * @return false for most
     */
    public boolean leads(int number) {
        return leading.get(number);
    }

    /**
     * The entries of a tree that lead to what is looked for. To be called by one thread.
     *
     * @param tree a number; that of no tree has none
     * @return each a name's number in the upper half, an object's in the lower; see {@link #name} and {@link #child}; not to be
     *     changed
     */
    public long[] entries(int tree) {
        if (!leading.get(tree) || indexes[tree] < 0) {
            return NOTHING;
        }
        IntList way = new IntList();
        long[] entries = NOTHING;
        for (int index = indexes[tree]; index >= 0; index = base(index)) {
            if (known[index] != null) {
                entries = known[index];
                break;
            }
            way.add(index);
        }
        for (int i = way.size() - 1; i >= 0; i--) {
            entries = changed(entries, way.get(i));
            keep(way.get(i), entries);
        }
        return entries;
    }

    private int base(int index) {
        int base = changes.base(index);
        return base == TreeChanges.NONE ? -1 : indexes[base];
    }

    /** The entries of a tree, given those of its base; the same array if nothing that leads anywhere changed. */
    private long[] changed(long[] base, int index) {
        int begin = changes.begin(index);
        int end = changes.end(index);
        long[] entries = new long[(end - begin) / 2 + base.length];
        int found = 0;
        for (int place = begin; place < end; place += 2) {
            int child = changes.childAt(place);
            if (child != TreeChanges.NONE && leading.get(child)) {
                entries[found++] = (long) changes.nameAt(place) << 32 | child;
            }
        }
        int own = found;
        for (long entry : base) {
            if (!replaces(index, (int) (entry >>> 32))) {
                entries[found++] = entry;
            }
        }
        return own == 0 && found == base.length ? base : Arrays.copyOf(entries, found);
    }

    /** Commits come in the order of history, so that most trees are asked for soon after one that they share a base with. */
    private void keep(int index, long[] entries) {
        held += entries.length;
        if (held > MOST_HELD) {
            Arrays.fill(known, null);
            held = entries.length;
        }
        known[index] = entries;
    }

    /**
     * The name of an entry.
     *
     * @param entry one of {@link #entries}
     * @return a character a byte; that of a tree ends with a slash
     */
    public String name(long entry) {
        return changes.name((int) (entry >>> 32));
    }

    /**
     * What an entry names.
     *
     * @param entry one of {@link #entries}
     * @return a number
     */
    public static int child(long entry) {
        return (int) entry;
    }

    /**
     * Whether two entries have the same name.
     *
     * @param one one of {@link #entries}
     * @param other another
     * @return true also for entries of different trees
     */
    public static boolean sameName(long one, long other) {
        return one >>> 32 == other >>> 32;
    }

    /**
     * Whether an entry is that of a tree.
     *
     * @param entry one of {@link #entries}
     * @return false if it is a file's
     */
    public boolean isTree(long entry) {
        return name(entry).endsWith("/");
    }
}
