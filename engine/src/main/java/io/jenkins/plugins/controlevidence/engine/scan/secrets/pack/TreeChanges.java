package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trees as the pack has them: what each has that its base has not. A history's trees have millions of entries, but all but one
 * or two of a tree's are mostly those of its base, so that this is small, and objects are seldom looked up by id.
 *
 * <p>Of the entries only those are kept that lead to trees, to objects in no pack, and to blobs that someone wants; of the
 * others that they replaced something.
 *
 * <p>Trees are added by {@link TreeReader}s, a thread each.
 */
public final class TreeChanges {
    /** Stands for what need not be known: it only replaced, or took away, what the base has under the name. */
    static final int NONE = -1;

    private final ObjectTable objects;
    private final BitSet wanted;
    private final Map<String, Integer> numberOfName =
            new HashMap<>(); // a character a byte; trees' names end with a slash
    private final List<String> names = new ArrayList<>();
    private final IntList trees = new IntList();
    private final IntList bases = new IntList();
    private final IntList ends = new IntList(); // in changes, after those of a tree
    private final IntList changes = new IntList(); // name, what is there

    /**
     * Makes a collection without trees.
     *
     * @param objects gives the numbers
     * @param wanted numbers of the blobs in packs that the ways to are to be known of
     */
    public TreeChanges(ObjectTable objects, BitSet wanted) {
        this.objects = objects;
        this.wanted = wanted;
    }

    ObjectTable objects() {
        return objects;
    }

    boolean isWanted(int blob) {
        return blob >= objects.packed() || wanted.get(blob);
    }

    synchronized int nameNumber(String name) {
        return numberOfName.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    String name(int number) {
        return names.get(number);
    }

    /** Trees that one thread has read: to take turns at every tree would take longer than to read it. */
    static final class Part {
        private final IntList trees = new IntList();
        private final IntList bases = new IntList();
        private final IntList ends = new IntList();
        private final IntList changes = new IntList();

        /** Notes a change of the tree that is added next: a name and what is there. */
        void change(int name, int child) {
            changes.add(name);
            changes.add(child);
        }

        /** Takes back the changes since the last tree. */
        void forgetChanges() {
            changes.shorten(ends.size() == 0 ? 0 : ends.get(ends.size() - 1));
        }

        /**
         * Adds a tree.
         *
         * @param tree its number
         * @param base the number of the tree that it is a change of, or {@link #NONE} if the changes are all that it has
         */
        void add(int tree, int base) {
            trees.add(tree);
            bases.add(base);
            ends.add(changes.size());
        }
    }

    synchronized void add(Part part) {
        int before = changes.size();
        trees.addAll(part.trees);
        bases.addAll(part.bases);
        changes.addAll(part.changes);
        for (int i = 0; i < part.ends.size(); i++) {
            ends.add(before + part.ends.get(i));
        }
    }

    /** How many trees there are; each has an index below that. */
    int size() {
        return trees.size();
    }

    int tree(int index) {
        return trees.get(index);
    }

    int base(int index) {
        return bases.get(index);
    }

    int begin(int index) {
        return index == 0 ? 0 : ends.get(index - 1);
    }

    int end(int index) {
        return ends.get(index);
    }

    /** The name of the change at a place between {@link #begin} and {@link #end}; changes are two places long. */
    int nameAt(int place) {
        return changes.get(place);
    }

    /** What is under that name, or {@link #NONE}. */
    int childAt(int place) {
        return changes.get(place + 1);
    }
}
