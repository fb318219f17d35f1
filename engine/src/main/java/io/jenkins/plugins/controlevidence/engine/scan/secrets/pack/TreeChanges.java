package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Trees as the pack has them: what each has that its base has not. A history's trees have millions of entries, but all but one
 * or two of a tree's are mostly those of its base, so that this is small, and objects are seldom looked up by id.
 *
 * <p>Of the entries only those are kept that lead to trees, to objects in no pack, and to blobs that someone wants; of the
 * others that they replaced something.
 */
public final class TreeChanges {
    /** Stands for what need not be known: it only replaced, or took away, what the base has under the name. */
    static final int NONE = -1;

    private final ObjectTable objects;
    private final IntPredicate wanted;
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
     * @param wanted tells of a blob's number whether the ways to it are to be known
     */
    public TreeChanges(ObjectTable objects, IntPredicate wanted) {
        this.objects = objects;
        this.wanted = wanted;
    }

    ObjectTable objects() {
        return objects;
    }

    boolean isWanted(int blob) {
        return blob >= objects.packed() || wanted.test(blob);
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

    /**
     * Adds a tree.
     *
     * @param tree its number
     * @param base the number of the tree that it is a change of, or {@link #NONE} if the changes are all that it has
     * @param changed names and what is there, in turn; empties it
     */
    synchronized void add(int tree, int base, IntList changed) {
        for (int i = 0; i < changed.size(); i++) {
            changes.add(changed.get(i));
        }
        changed.clear();
        trees.add(tree);
        bases.add(base);
        ends.add(changes.size());
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
