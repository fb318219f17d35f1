package io.jenkins.plugins.controlevidence.engine.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A random commit graph in a real repository, with merges of up to five parents, several roots and dates that may run
 * backwards; and the plain definition of what is reachable, to compare with.
 */
final class RandomHistory {
    private final List<List<Integer>> parents = new ArrayList<>();
    private List<String> ids = List.of();

    private RandomHistory() {}

    static RandomHistory create(GitCommand git, Random random, int size, boolean forgedDates) {
        RandomHistory history = new RandomHistory();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < size; i++) {
            Set<Integer> chosen = new LinkedHashSet<>();
            int wanted = i == 0 || random.nextInt(40) == 0 ? 0 : random.nextInt(5) > 0 ? 1 : 2 + random.nextInt(4);
            for (int p = 0; p < wanted; p++) {
                chosen.add(Math.max(0, i - 1 - random.nextInt(8)));
            }
            history.parents.add(List.copyOf(chosen));
            long date = forgedDates ? random.nextInt(2_000_000_000) : 1_600_000_000L + i * 60L;
            stream.append("commit refs/heads/c").append(i).append('\n');
            stream.append("mark :").append(i + 1).append('\n');
            stream.append("committer Ann <ann@example.com> ").append(date).append(" +0000\n");
            stream.append("data 1\n").append((char) ('a' + i % 26)).append('\n');
            int n = 0;
            for (int parent : chosen) {
                stream.append(n++ == 0 ? "from :" : "merge :")
                        .append(parent + 1)
                        .append('\n');
            }
            stream.append("M 644 inline f").append(i).append("\ndata 1\nx\n");
        }
        git.feed(stream.toString().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet", "--force");
        List<String> arguments = new ArrayList<>(List.of("rev-parse"));
        for (int i = 0; i < size; i++) {
            arguments.add("c" + i);
        }
        history.ids = git.lines(arguments.toArray(String[]::new));
        return history;
    }

    String id(int commit) {
        return ids.get(commit);
    }

    int size() {
        return ids.size();
    }

    /** All that can be reached from a commit, itself included. */
    Set<String> reachable(int commit) {
        Set<Integer> seen = new HashSet<>(Set.of(commit));
        Deque<Integer> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            for (int parent : parents.get(queue.remove())) {
                if (seen.add(parent)) {
                    queue.add(parent);
                }
            }
        }
        Set<String> reachable = new HashSet<>();
        seen.forEach(i -> reachable.add(ids.get(i)));
        return reachable;
    }

    /** The first-parent line, newest first. */
    List<String> line(int commit) {
        List<String> line = new ArrayList<>();
        int at = commit;
        line.add(ids.get(at));
        while (!parents.get(at).isEmpty()) {
            at = parents.get(at).get(0);
            line.add(ids.get(at));
        }
        return line;
    }
}
