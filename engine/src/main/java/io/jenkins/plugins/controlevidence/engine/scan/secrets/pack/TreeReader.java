package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.Arrays;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Reads trees (their entries: mode, blank, name, zero, id) and tells {@link TreeChanges} of them when it is closed. Used by one
 * thread.
 */
public final class TreeReader implements DeltaForest.Visitor<TreeReader.Tree> {
    private final TreeChanges changes;
    private final ObjectTable objects;
    private final int first;
    private final TreeChanges.Part read = new TreeChanges.Part();
    private final NameNumbers names;

    /**
     * A tree on the way down a tree of deltas.
     *
     * @param number its number
     * @param content begins with its bytes
     * @param length how many of them count
     * @param ordered whether its entries are in the order that git gives them, each name once. Where a hostile tree has a name
     *     twice it cannot be told which of them a change replaced, so all of it counts as new
     */
    record Tree(int number, byte[] content, int length, boolean ordered) {}

    /**
     * Makes a reader.
     *
     * @param changes is told of the trees
     * @param first the number of the pack's entry 0
     */
    public TreeReader(TreeChanges changes, int first) {
        this.changes = changes;
        this.objects = changes.objects();
        this.first = first;
        this.names = new NameNumbers(changes::nameNumber);
    }

    @Override
    public Tree whole(int entry, byte[] content, int length) throws CorruptObjectException {
        return read(first + entry, content, length);
    }

    @Override
    public Tree delta(Tree base, int entry, byte[] content, int length, Delta delta) throws CorruptObjectException {
        if (base.ordered() && compare(base.content(), base.length(), content, length)) {
            read.add(first + entry, base.number());
            return new Tree(first + entry, content, length, true);
        }
        read.forgetChanges();
        return read(first + entry, content, length);
    }

    /**
     * Reads a tree that is a change of no other.
     *
     * @param number its number
     * @param content begins with its bytes
     * @param length how many of them count
     * @return the same
     * @throws CorruptObjectException if it is broken
     */
    public Tree read(int number, byte[] content, int length) throws CorruptObjectException {
        boolean ordered = true;
        int before = -1;
        for (int at = 0; at < length; ) {
            int end = end(content, length, at);
            ordered &= before < 0 || order(content, before, content, at) < 0;
            int child = child(content, at, end);
            if (child != TreeChanges.NONE) {
                read.change(name(content, at, end), child);
            }
            before = at;
            at = end;
        }
        read.add(number, TreeChanges.NONE);
        return new Tree(number, content, length, ordered);
    }

    /** Notes what differs; false if the new entries are not in order. */
    private boolean compare(byte[] old, int oldLength, byte[] now, int length) throws CorruptObjectException {
        int i = 0;
        int j = 0;
        int before = -1; // the entry before j
        boolean isNew = false; // the entry before j
        while (true) {
            int same = Arrays.mismatch(old, i, oldLength, now, j, length);
            if (isNew && j < length && order(now, before, now, j) >= 0) {
                return false;
            }
            if (same < 0) {
                return true;
            }
            isNew = false;
            int differs = i + same;
            int end = i < oldLength ? end(old, oldLength, i) : i;
            while (i < oldLength && end <= differs) {
                before = j;
                j += end - i;
                i = end;
                end = i < oldLength ? end(old, oldLength, i) : i;
            }
            int order = i == oldLength ? 1 : j == length ? -1 : order(old, i, now, j);
            if (order < 0) {
                read.change(name(old, i, end), TreeChanges.NONE);
            } else {
                if (before >= 0 && order(now, before, now, j) >= 0) {
                    return false;
                }
                int endNow = end(now, length, j);
                read.change(name(now, j, endNow), child(now, j, endNow));
                before = j;
                isNew = true;
                j = endNow;
            }
            i = order <= 0 ? end : i;
        }
    }

    private int child(byte[] tree, int at, int end) throws CorruptObjectException {
        if (tree[at] == '1' && tree[at + 1] == '6') {
            return TreeChanges.NONE; // a commit of another repository
        }
        int id = end - Constants.OBJECT_ID_LENGTH;
        int child = objects.number(tree, id);
        int type = isTree(tree, at) ? Constants.OBJ_TREE : Constants.OBJ_BLOB;
        if (child < objects.packed() && objects.type(child) != type) {
            throw new CorruptObjectException(ObjectId.fromRaw(tree, id), "is not what a tree says that it is");
        }
        return type == Constants.OBJ_TREE || changes.isWanted(child) ? child : TreeChanges.NONE;
    }

    private int name(byte[] tree, int at, int end) throws CorruptObjectException {
        int zero = end - Constants.OBJECT_ID_LENGTH - 1;
        return names.number(tree, blank(tree, at) + 1, zero, isTree(tree, at));
    }

    @Override
    public void close() {
        changes.add(read);
    }

    private static boolean isTree(byte[] tree, int at) {
        return tree[at] == '4' || tree[at] == '0' && tree[at + 1] == '4'; // old programs wrote 040000
    }

    private static int blank(byte[] tree, int at) throws CorruptObjectException {
        for (int i = at; i < Math.min(tree.length, at + 8); i++) {
            if (tree[i] == ' ') {
                return i;
            }
        }
        throw new CorruptObjectException("a tree has an entry without a mode");
    }

    private static int end(byte[] tree, int length, int at) throws CorruptObjectException {
        int last = length - Constants.OBJECT_ID_LENGTH;
        for (int i = at; i < last; i++) {
            if (tree[i] == 0) {
                return i + 1 + Constants.OBJECT_ID_LENGTH;
            }
        }
        throw new CorruptObjectException("a tree is cut off");
    }

    /** Git's order: by the bytes of the names, as if those of trees ended with a slash. */
    private static int order(byte[] a, int at, byte[] b, int bt) throws CorruptObjectException {
        int i = blank(a, at) + 1;
        int j = blank(b, bt) + 1;
        int same = 0;
        while (a[i + same] != 0 && a[i + same] == b[j + same]) {
            same++;
        }
        return last(a, at, i + same) - last(b, bt, j + same);
    }

    private static int last(byte[] tree, int at, int place) {
        return tree[place] == 0 && isTree(tree, at) ? '/' : tree[place] & 0xff;
    }
}
