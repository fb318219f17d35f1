package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.CommitGraph;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Delta;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.DeltaForest;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.ObjectTable;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Parallel;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Traces;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.TreeChanges;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.TreeReader;
import io.jenkins.plugins.controlevidence.engine.source.Beside;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Scans a whole history along the deltas of its packs: first all blobs, then the commits and their messages, then the trees,
 * of which only the ways to blobs with credentials are kept. What lies in no pack JGit reads, object by object.
 */
final class PackedHistory {
    private final Repository repository;
    private final BlobScanner scanner;
    private final Progress progress;
    private final ObjectTable objects;
    private final CommitGraph commits;
    private final Map<Integer, List<BlobScanner.Hit>> hits = new ConcurrentHashMap<>(); // by number of blob or commit
    private final BitSet missing = new BitSet();
    private final BitSet wanted = new BitSet(); // what is in packs and has credentials
    private final TreeChanges trees;

    private PackedHistory(Repository repository, ObjectTable objects, BlobScanner scanner, Progress progress)
            throws IOException {
        this.repository = repository;
        this.scanner = scanner;
        this.progress = progress;
        this.objects = objects;
        this.trees = new TreeChanges(objects, wanted);
        this.commits = new CommitGraph(objects, repository.getObjectDatabase().getShallowCommits());
    }

    /**
     * Opens the packs of a repository.
     *
     * @param repository the repository
     * @param scanner finds credentials
     * @param progress is told how far the scan has come
     * @return null if it has none, or such large ones that it is to be read otherwise
     * @throws IOException if a pack is missing or broken
     */
    @CheckForNull
    static PackedHistory open(Repository repository, BlobScanner scanner, Progress progress) throws IOException {
        ObjectTable objects = OpenPacks.of(repository);
        return objects == null ? null : new PackedHistory(repository, objects, scanner, progress);
    }

    /**
     * Scans everything that some commits reach.
     *
     * @param tips full ids of commits
     * @param head full id of the commit whose files count as still there
     * @param leaks takes what is found
     * @throws IOException if an object is missing or broken
     * @throws InterruptedException if this thread is interrupted
     */
    void scan(Collection<String> tips, String head, Leaks leaks) throws IOException, InterruptedException {
        readAlone(objects.walk(
                Constants.OBJ_BLOB,
                "secrets: reading files",
                progress,
                first -> new PackedBlobs(scanner, first, hits::put)));
        readAlone(objects.walk(Constants.OBJ_COMMIT, "secrets: reading commits", progress, CommitReader::new));
        List<Integer> begin = tips.stream()
                .map(tip -> objects.number(ObjectId.fromString(tip)))
                .toList();
        hits.keySet().forEach(wanted::set);
        List<CommitGraph.Node> history;
        try (Beside<List<CommitGraph.Node>> ordered = Beside.begin(() -> orderedIfAllAreThere(begin))) {
            readAlone(objects.walk(
                    Constants.OBJ_TREE, "secrets: reading trees", progress, first -> new TreeReader(trees, first)));
            history = ordered.result(); // before more commits are read
        }
        for (int from = objects.packed(); from < objects.size(); ) {
            int to = objects.size(); // what is read may name more
            readAlone(IntStream.range(from, to).boxed().toList());
            from = to;
        }
        BitSet sought = (BitSet) missing.clone();
        hits.keySet().forEach(sought::set);
        PackedAttribution attribution =
                new PackedAttribution(repository, objects, commits, new Traces(trees, sought), hits, missing, leaks);
        for (CommitGraph.Node commit : history == null ? commits.history(begin) : history) {
            attribution.attribute(commit);
        }
        attribution.markHead(commits.commit(objects.number(ObjectId.fromString(head))));
    }

    /** The history, put in order while trees are read; null if some of its commits are in no pack, so have not been read yet. */
    @CheckForNull
    private List<CommitGraph.Node> orderedIfAllAreThere(List<Integer> begin) {
        try {
            return commits.history(begin);
        } catch (MissingObjectException e) {
            return null;
        }
    }

    private void readCommit(int number, byte[] raw) throws IOException {
        commits.add(number, raw);
        byte[] message = CommitGraph.message(raw);
        put(number, scanner.scan(message, message.length));
    }

    private void put(int number, List<BlobScanner.Hit> found) {
        if (!found.isEmpty()) {
            hits.put(number, found);
        }
    }

    /** Reads objects by JGit: loose ones, large ones, those of other object stores. */
    private void readAlone(List<Integer> numbers) throws IOException, InterruptedException {
        Parallel.forAll(numbers.size(), "secrets: reading other objects", "objects", progress, () -> {
            ObjectReader reader = repository.newObjectReader();
            TreeReader treeReader = new TreeReader(trees, 0);
            return Parallel.Worker.closing(index -> read(reader, treeReader, numbers.get(index)), () -> {
                reader.close();
                treeReader.close();
            });
        });
    }

    private void read(ObjectReader reader, TreeReader treeReader, int number) throws IOException {
        ObjectLoader object;
        try {
            object = reader.open(objects.id(number));
        } catch (MissingObjectException e) {
            synchronized (missing) {
                missing.set(number); // an error only if a commit needs it
            }
            return;
        }
        switch (object.getType()) {
            case Constants.OBJ_BLOB -> put(number, scanner.scan(object));
            case Constants.OBJ_TREE -> {
                byte[] tree = object.getBytes();
                treeReader.read(number, tree, tree.length);
            }
            case Constants.OBJ_COMMIT -> readCommit(number, object.getBytes());
            default -> throw new MissingObjectException(objects.id(number), Constants.OBJ_COMMIT);
        }
    }

    /** Reads the commits of a pack. */
    private final class CommitReader implements DeltaForest.Visitor<Boolean> {
        private final int first;

        CommitReader(int first) {
            this.first = first;
        }

        @Override
        public Boolean whole(int entry, byte[] content, int length) throws IOException {
            readCommit(first + entry, Arrays.copyOf(content, length));
            return true;
        }

        @Override
        public Boolean delta(Boolean base, int entry, byte[] content, int length, Delta delta) throws IOException {
            return whole(entry, content, length);
        }
    }
}
