package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/** The order in which history happened, so that what is first in it is where something came from. */
public final class ParentsFirst {
    private ParentsFirst() {}

    /** Says of two commits that could both come next which is first, given their indexes. */
    @FunctionalInterface
    public interface Order {
        /**
         * Compares.
         *
         * @param one an index
         * @param other another
         * @return less than 0 if {@code one} comes first
         */
        int compare(int one, int other);
    }

    /**
     * Orders commits: parents before their children, and of those that could come next the first.
     *
     * @param count how many commits there are; each has an index below that
     * @param parents the indexes of a commit's parents; a negative one is of none of these commits
     * @param first says which of two commits that could both come next is first
     * @return all indexes
     */
    public static int[] order(int count, IntFunction<int[]> parents, Order first) {
        int[] waitingFor = new int[count];
        int[] firstChild = new int[count]; // in nextChild and childOf
        Arrays.fill(firstChild, -1);
        IntList nextChild = new IntList();
        IntList childOf = new IntList();
        PriorityQueue<Integer> next = new PriorityQueue<>(first::compare);
        for (int commit = 0; commit < count; commit++) {
            for (int parent : parents.apply(commit)) {
                if (parent >= 0) {
                    waitingFor[commit]++;
                    nextChild.add(firstChild[parent]);
                    childOf.add(commit);
                    firstChild[parent] = childOf.size() - 1;
                }
            }
            if (waitingFor[commit] == 0) {
                next.add(commit);
            }
        }
        int[] ordered = new int[count];
        for (int i = 0; !next.isEmpty(); i++) {
            int commit = next.remove();
            ordered[i] = commit;
            for (int child = firstChild[commit]; child >= 0; child = nextChild.get(child)) {
                if (--waitingFor[childOf.get(child)] == 0) {
                    next.add(childOf.get(child));
                }
            }
        }
        return ordered;
    }
}
