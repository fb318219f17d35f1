package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.RawParseUtils;

/** Commits and their parents, by the numbers of an {@link ObjectTable}. Commits may be added by several threads at once. */
public final class CommitGraph {
    private static final byte[] TREE = Constants.encodeASCII("tree ");
    private static final byte[] PARENT = Constants.encodeASCII("parent ");

    private final ObjectTable objects;
    private final Set<ObjectId> shallow;
    private final Node[] packed; // by number; each is set by one thread, and read when all have been
    private final Map<Integer, Node> others = new ConcurrentHashMap<>();

    /**
     * A commit.
     *
     * @param number its number
     * @param tree the number of its files' tree
     * @param parents the numbers of its parents; not to be changed
     * @param time when it was committed, seconds since 1970
     */
    public record Node(int number, int tree, int[] parents, long time) {}

    /**
     * Makes a graph without commits.
     *
     * @param objects gives the numbers
     * @param shallow commits whose parents are not to be looked for, because the clone was cut off there
     */
    public CommitGraph(ObjectTable objects, Set<ObjectId> shallow) {
        this.objects = objects;
        this.packed = new Node[objects.packed()];
        this.shallow = Set.copyOf(shallow);
    }

    /**
     * Adds a commit.
     *
     * @param number its number
     * @param raw its bytes (git-commit-tree(1))
     * @throws CorruptObjectException if it is none
     */
    public void add(int number, byte[] raw) throws CorruptObjectException {
        try {
            Node node = parse(number, raw);
            if (number < packed.length) {
                packed[number] = node;
            } else {
                others.put(number, node);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // an id that is none
            throw new CorruptObjectException("the commit " + objects.id(number).name() + " is broken", e);
        }
    }

    private Node parse(int number, byte[] raw) {
        int at = RawParseUtils.match(raw, 0, TREE);
        if (at < 0) {
            throw new IllegalArgumentException("no tree");
        }
        int tree = numberAt(raw, at);
        at = RawParseUtils.nextLF(raw, at);
        IntList parents = new IntList(2);
        for (int id = RawParseUtils.match(raw, at, PARENT); id >= 0; id = RawParseUtils.match(raw, at, PARENT)) {
            parents.add(numberAt(raw, id));
            at = RawParseUtils.nextLF(raw, id);
        }
        int committer = RawParseUtils.committer(raw, at);
        long time = committer < 0 ? 0 : RawParseUtils.parseBase10(raw, RawParseUtils.nextLF(raw, committer, '>'), null);
        boolean cut = !shallow.isEmpty() && shallow.contains(objects.id(number));
        return new Node(number, tree, cut ? new int[0] : parents.toArray(), time);
    }

    private int numberAt(byte[] raw, int at) {
        MutableObjectId id = new MutableObjectId();
        id.fromString(raw, at);
        return objects.number(id);
    }

    /**
     * A commit's message and what else follows its header.
     *
     * @param raw a commit's bytes
     * @return a copy
     */
    public static byte[] message(byte[] raw) {
        int at = 0;
        while (at + 1 < raw.length && (raw[at] != '\n' || raw[at + 1] != '\n')) {
            at++;
        }
        return Arrays.copyOfRange(raw, Math.min(raw.length, at + 2), raw.length);
    }

    /**
     * A commit.
     *
     * @param number its number
     * @return its place in the graph
     * @throws MissingObjectException if it has not been added
     */
    public Node commit(int number) throws MissingObjectException {
        Node node = number < packed.length ? packed[number] : others.get(number);
        if (node == null) {
            throw new MissingObjectException(objects.id(number), Constants.TYPE_COMMIT);
        }
        return node;
    }

    /**
     * All commits that are reachable from some, in the order in which history happened.
     *
     * @param tips numbers
     * @return see {@link ParentsFirst}; of two the one that was committed first, then the one with the lower id
     * @throws MissingObjectException if a commit on the way has not been added
     */
    public List<Node> history(Collection<Integer> tips) throws MissingObjectException {
        int[] indexes = new int[objects.size()]; // by number, from 1
        List<Node> reached = new ArrayList<>();
        IntList open = new IntList(tips.size());
        tips.forEach(open::add);
        while (open.size() > 0) {
            int number = open.removeLast();
            if (indexes[number] == 0) {
                Node node = commit(number);
                reached.add(node);
                indexes[number] = reached.size();
                for (int parent : node.parents()) {
                    open.add(parent);
                }
            }
        }
        int[] order = ParentsFirst.order(
                reached.size(),
                index -> Arrays.stream(reached.get(index).parents())
                        .map(parent -> indexes[parent] - 1)
                        .toArray(),
                (one, other) -> first(reached.get(one), reached.get(other)));
        return Arrays.stream(order).mapToObj(reached::get).toList();
    }

    private int first(Node one, Node other) {
        return one.time() == other.time()
                ? objects.id(one.number()).compareTo(objects.id(other.number()))
                : Long.compare(one.time(), other.time());
    }
}
