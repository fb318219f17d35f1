package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.CommitGraph;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.ObjectTable;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * Says which commit brought a credential in: the file has it, and no parent's file of that path has. Looks only into the trees
 * that lead to files with credentials.
 */
final class PackedAttribution {
    private final Repository repository;
    private final ObjectTable objects;
    private final CommitGraph commits;
    private final Traces traces;
    private final Map<Integer, List<BlobScanner.Hit>> hits;
    private final BitSet missing;
    private final Leaks leaks;

    PackedAttribution(
            Repository repository,
            ObjectTable objects,
            CommitGraph commits,
            Traces traces,
            Map<Integer, List<BlobScanner.Hit>> hits,
            BitSet missing,
            Leaks leaks) {
        this.repository = repository;
        this.objects = objects;
        this.commits = commits;
        this.traces = traces;
        this.hits = hits;
        this.missing = missing;
        this.leaks = leaks;
    }

    /** Notes what a commit brought in; to be called in the order of history. */
    void attribute(CommitGraph.Node commit) throws IOException {
        for (BlobScanner.Hit hit : hits.getOrDefault(commit.number(), List.of())) {
            leaks.introduced(hit, HistoryScan.COMMIT_MESSAGE, introduced(commit));
        }
        if (traces.leads(commit.tree())) {
            int[] before = new int[commit.parents().length];
            for (int i = 0; i < before.length; i++) {
                before[i] = commits.commit(commit.parents()[i]).tree();
            }
            compare(commit, "", commit.tree(), before);
        }
    }

    private void compare(CommitGraph.Node commit, String path, int tree, int[] before) throws IOException {
        reject(tree, Constants.OBJ_TREE, commit);
        long[][] old = new long[before.length][];
        for (int i = 0; i < old.length; i++) {
            if (before[i] == tree) {
                return;
            }
            old[i] = traces.entries(before[i]);
        }
        for (long entry : sorted(without(traces.entries(tree), old))) {
            int[] replaced = named(entry, old);
            String name = path + traces.name(entry);
            if (traces.isTree(entry)) {
                compare(commit, name, Traces.child(entry), replaced);
            } else {
                compareFile(commit, name, Traces.child(entry), replaced);
            }
        }
    }

    /** What the others have under the name of an entry. */
    private static int[] named(long entry, long[][] others) {
        int[] children = new int[0];
        for (long[] entries : others) {
            for (long other : entries) {
                if (Traces.sameName(other, entry)) {
                    children = Arrays.copyOf(children, children.length + 1);
                    children[children.length - 1] = Traces.child(other);
                }
            }
        }
        return children;
    }

    private void compareFile(CommitGraph.Node commit, String path, int blob, int[] before) throws IOException {
        reject(blob, Constants.OBJ_BLOB, commit);
        for (BlobScanner.Hit hit : hits.getOrDefault(blob, List.of())) {
            if (Arrays.stream(before).noneMatch(other -> Leaks.contain(hits.getOrDefault(other, List.of()), hit))) {
                leaks.introduced(hit, decoded(path), introduced(commit));
            }
        }
    }

    private void reject(int number, int type, CommitGraph.Node commit) throws MissingObjectException {
        if (missing.get(number)) {
            throw new MissingObjectException(objects.id(number), type);
        }
    }

    /** Notes which credentials are in the files of a commit. */
    void markHead(CommitGraph.Node head) {
        mark("", head.tree());
    }

    private void mark(String path, int tree) {
        for (long entry : sorted(traces.entries(tree))) {
            String name = path + traces.name(entry);
            if (traces.isTree(entry)) {
                mark(name, Traces.child(entry));
            } else {
                hits.getOrDefault(Traces.child(entry), List.of()).forEach(hit -> leaks.isAtHead(hit, decoded(name)));
            }
        }
    }

    /** What no parent has: of most commits nothing, so that this is all that is done for them. */
    private static long[] without(long[] entries, long[][] old) {
        long[] left = new long[entries.length];
        int count = 0;
        for (long entry : entries) {
            if (!contains(old, entry)) {
                left[count++] = entry;
            }
        }
        return Arrays.copyOf(left, count);
    }

    private static boolean contains(long[][] old, long entry) {
        for (long[] entries : old) {
            for (long other : entries) {
                if (other == entry) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In the order of the tree. */
    private long[] sorted(long[] entries) {
        if (entries.length < 2) {
            return entries;
        }
        return Arrays.stream(entries)
                .boxed()
                .sorted(Comparator.comparing(traces::name))
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static String decoded(String path) {
        return RawParseUtils.decode(StandardCharsets.UTF_8, path.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Introduced introduced(CommitGraph.Node commit) throws IOException {
        try (RevWalk bodies = new RevWalk(repository)) {
            return HistoryScan.by(bodies.parseCommit(objects.id(commit.number())));
        }
    }
}
