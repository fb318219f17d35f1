package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The objects of a repository by number: first those in packs, pack by pack in the order of the file, then the others that were
 * asked for (loose ones, missing ones). Safe for use by several threads.
 */
public final class ObjectTable {
    /** Bytes that a packed object costs here, in {@link TreeChanges} and in JGit's index, rounded up. */
    private static final long COST = 130;

    private final List<MappedPack> packs = new ArrayList<>();
    private final List<DeltaForest> forests = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>(); // the number of each pack's first entry
    private final Map<ObjectId, Integer> others = new HashMap<>();
    private final List<ObjectId> otherIds = new ArrayList<>();
    private int packed;

    private ObjectTable() {}

    /**
     * Opens packs.
     *
     * @param files the packs, each with its index
     * @return null if they are too large for this, so that the repository is to be read otherwise
     * @throws IOException if one is missing or broken
     */
    @CheckForNull
    public static ObjectTable open(List<Pack> files) throws IOException {
        ObjectTable table = new ObjectTable();
        long objects = 0;
        for (Pack file : files) {
            objects += file.getIndex().getObjectCount();
        }
        if (objects * COST > Runtime.getRuntime().maxMemory() / 2) {
            return null;
        }
        for (Pack file : files) {
            MappedPack pack = MappedPack.open(file.getPackFile(), file.getIndex());
            if (pack == null) {
                return null;
            }
            table.packs.add(pack);
            table.forests.add(new DeltaForest(pack));
            table.firsts.add(table.packed);
            table.packed += pack.count();
        }
        return table;
    }

    /**
     * How many numbers have been given.
     *
     * @return those in packs included
     */
    public synchronized int size() {
        return packed + otherIds.size();
    }

    /**
     * How many objects are in packs.
     *
     * @return the first number of an object that is in none
     */
    public int packed() {
        return packed;
    }

    /**
     * The number of an object; one is given if it has none.
     *
     * @param id which
     * @return from 0
     */
    public int number(AnyObjectId id) {
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        return number(raw, 0);
    }

    /**
     * The number of an object; one is given if it has none.
     *
     * @param raw has the bytes of its id
     * @param at index of the first of them
     * @return from 0
     */
    int number(byte[] raw, int at) {
        for (int i = 0; i < packs.size(); i++) {
            int entry = packs.get(i).find(raw, at);
            if (entry >= 0) {
                return firsts.get(i) + entry;
            }
        }
        synchronized (this) {
            return others.computeIfAbsent(ObjectId.fromRaw(raw, at), other -> {
                otherIds.add(other);
                return packed + otherIds.size() - 1;
            });
        }
    }

    /**
     * An object's id.
     *
     * @param number its number
     * @return never null
     */
    public ObjectId id(int number) {
        if (number >= packed) {
            synchronized (this) {
                return otherIds.get(number - packed);
            }
        }
        int pack = pack(number);
        return packs.get(pack).id(number - firsts.get(pack));
    }

    /**
     * The type of a packed object.
     *
     * @param number less than {@link #packed}
     * @return one of JGit's constants for types of objects
     */
    int type(int number) {
        int pack = pack(number);
        return packs.get(pack).type(number - firsts.get(pack));
    }

    private int pack(int number) {
        int pack = packs.size() - 1;
        while (firsts.get(pack) > number) {
            pack--;
        }
        return pack;
    }

    /**
     * Walks all packed objects of a type along their deltas, on all cores.
     *
     * @param type one of JGit's constants for types of objects
     * @param activity what is being done, for the progress
     * @param progress is told how far it has come
     * @param visitor makes a visitor for each thread, given the number of a pack's entry 0
     * @return the numbers of those that were left out because of their size
     * @throws IOException if a pack is broken
     * @throws InterruptedException if this thread is interrupted
     */
    public List<Integer> walk(int type, String activity, Progress progress, IntFunction<DeltaForest.Visitor<?>> visitor)
            throws IOException, InterruptedException {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < packs.size(); i++) {
            MappedPack pack = packs.get(i);
            DeltaForest forest = forests.get(i);
            int first = firsts.get(i);
            int[] roots = forest.roots(type);
            Parallel.forAll(roots.length, activity, "trees of deltas", progress, () -> {
                DeltaForest.Walker<?> walker = forest.new Walker<>(visitor.apply(first));
                return Parallel.Worker.closing(index -> walker.walk(roots[index]), walker::close);
            });
            for (int entry = 0; entry < pack.count(); entry++) {
                if (pack.type(entry) == type && !forest.isVisited(entry)) {
                    left.add(first + entry);
                }
            }
        }
        return left;
    }
}
