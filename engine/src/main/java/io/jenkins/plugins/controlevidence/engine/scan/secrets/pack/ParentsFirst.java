package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/** The order in which history happened, so that what is first in it is where something came from. */
public final class ParentsFirst {
    private ParentsFirst() {}

    /**
     * Orders commits: parents before their children, and of those that could come next the first.
     *
     * @param <C> a commit; equal only to itself
     * @param commits in any order, each once
     * @param parents a commit's parents, also those that are not among {@code commits}
     * @param first says which of two commits that could both come next is first
     * @return all of {@code commits}
     */
    public static <C> List<C> order(
            Collection<C> commits, Function<C, ? extends Collection<C>> parents, Comparator<C> first) {
        Map<C, Integer> waitingFor = new HashMap<>(commits.size() * 2);
        Map<C, List<C>> children = new HashMap<>(commits.size() * 2);
        commits.forEach(commit -> waitingFor.put(commit, 0));
        PriorityQueue<C> next = new PriorityQueue<>(first);
        for (C commit : commits) {
            int parentsHere = 0;
            for (C parent : parents.apply(commit)) {
                if (waitingFor.containsKey(parent)) {
                    children.computeIfAbsent(parent, p -> new ArrayList<>(1)).add(commit);
                    parentsHere++;
                }
            }
            waitingFor.put(commit, parentsHere);
            if (parentsHere == 0) {
                next.add(commit);
            }
        }
        List<C> ordered = new ArrayList<>(commits.size());
        while (!next.isEmpty()) {
            C commit = next.remove();
            ordered.add(commit);
            for (C child : children.getOrDefault(commit, List.of())) {
                if (waitingFor.merge(child, -1, Integer::sum) == 0) {
                    next.add(child);
                }
            }
        }
        return ordered;
    }
}
