package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Scans commits: every file that one of them brought, once for each content, and their messages; then says for each
 * credential which commit brought it in. Reads through JGit alone.
 */
final class HistoryScan {
    /** The path of what is found in a message. */
    static final String COMMIT_MESSAGE = "<commit message>";

    private final Repository repository;
    private final BlobScanner scanner;
    private final Progress progress;
    private final CommitWalk walk;
    private final PackScan packs;
    private final Map<ObjectId, List<BlobScanner.Hit>> hits = new ConcurrentHashMap<>();
    private final Map<String, Leak> leaks = new LinkedHashMap<>();

    HistoryScan(Repository repository, SecretDetector detector, Progress progress) {
        this.repository = repository;
        this.scanner = new BlobScanner(detector);
        this.progress = progress;
        this.walk = new CommitWalk(repository);
        this.packs = new PackScan(repository, detector, progress);
    }

    /**
     * Scans commits and what they brought.
     *
     * @param commits parents before children, without bodies
     * @throws IOException if an object is missing or broken
     * @throws InterruptedException if the thread is interrupted
     */
    void scan(List<RevCommit> commits) throws IOException, InterruptedException {
        List<List<CommitWalk.FileVersion>> files = new ArrayList<>();
        commits.forEach(commit -> files.add(List.of()));
        each("secrets: reading commits", commits.size(), "commits", (reader, i) -> {
            List<CommitWalk.FileVersion> brought = new ArrayList<>();
            walk.files(reader, commits.get(i), brought::add);
            files.set(i, brought);
            scanMessage(reader, commits.get(i));
        });
        LinkedHashSet<ObjectId> blobs = new LinkedHashSet<>();
        files.forEach(brought -> brought.forEach(file -> blobs.add(file.blob())));
        scanBlobs(blobs);
        try (ObjectReader reader = repository.newObjectReader()) {
            for (int i = 0; i < commits.size(); i++) {
                attribute(reader, commits.get(i), files.get(i));
            }
        }
    }

    private void scanMessage(ObjectReader reader, RevCommit commit) throws IOException {
        byte[] raw = reader.open(commit, Constants.OBJ_COMMIT).getCachedBytes();
        int message = 0;
        while (message + 1 < raw.length && (raw[message] != '\n' || raw[message + 1] != '\n')) {
            message++;
        }
        byte[] text = Arrays.copyOfRange(raw, Math.min(raw.length, message + 2), raw.length);
        List<BlobScanner.Hit> found = scanner.scan(text, text.length);
        if (!found.isEmpty()) {
            hits.put(commit.getId(), found);
        }
    }

    private void scanBlobs(Collection<ObjectId> blobs) throws IOException, InterruptedException {
        List<ObjectId> ids = packs.scan(List.copyOf(blobs), hits);
        each("secrets: reading blobs", ids.size(), "blobs", (reader, i) -> {
            List<BlobScanner.Hit> found = scanner.scan(reader, ids.get(i));
            if (!found.isEmpty()) {
                hits.put(ids.get(i), found);
            }
        });
    }

    private interface Step {
        void run(ObjectReader reader, int index) throws IOException;
    }

    private void each(String activity, int count, String unit, Step step) throws IOException, InterruptedException {
        AtomicInteger done = new AtomicInteger();
        Parallel.forAll(count, () -> {
            ObjectReader reader = repository.newObjectReader();
            return new Parallel.Worker() {
                @Override
                public void run(int index) throws IOException {
                    step.run(reader, index);
                    int now = done.incrementAndGet();
                    if (now % 1000 == 0 || now == count) {
                        progress.update(activity, now, count, unit);
                    }
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        });
    }

    private void attribute(ObjectReader reader, RevCommit commit, List<CommitWalk.FileVersion> files)
            throws IOException {
        for (BlobScanner.Hit hit : hits.getOrDefault(commit.getId(), List.of())) {
            leak(hit).introducedBy(introduced(commit), new Location(COMMIT_MESSAGE, hit.line()));
        }
        for (CommitWalk.FileVersion file : files) {
            for (BlobScanner.Hit hit : hits.getOrDefault(file.blob(), List.of())) {
                if (!isInAParent(reader, file, hit)) {
                    leak(hit).introducedBy(introduced(commit), new Location(file.path(), hit.line()));
                }
            }
        }
    }

    private boolean isInAParent(ObjectReader reader, CommitWalk.FileVersion file, BlobScanner.Hit hit)
            throws IOException {
        for (RevCommit parent : file.commit().getParents()) {
            try (RevWalk parents = new RevWalk(reader);
                    TreeWalk before = TreeWalk.forPath(reader, file.path(), parents.parseTree(parent.getId()))) {
                if (before != null
                        && before.getFileMode(0).getObjectType() == Constants.OBJ_BLOB
                        && hits(reader, before.getObjectId(0)).stream()
                                .anyMatch(other -> key(other).equals(key(hit)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is in a blob, also if it is older than the commits that were scanned. */
    private List<BlobScanner.Hit> hits(ObjectReader reader, ObjectId blob) throws IOException {
        List<BlobScanner.Hit> found = hits.get(blob);
        if (found == null) {
            found = scanner.scan(reader, blob);
            hits.put(blob, found);
        }
        return found;
    }

    private Introduced introduced(RevCommit commit) throws IOException {
        try (RevWalk bodies = new RevWalk(repository)) {
            PersonIdent author = bodies.parseCommit(commit.getId()).getAuthorIdent();
            return new Introduced(
                    commit.name(), new Person(author.getName(), author.getEmailAddress()), author.getWhenAsInstant());
        }
    }

    private Leak leak(BlobScanner.Hit hit) {
        return leaks.computeIfAbsent(key(hit), key -> new Leak(hit.match()));
    }

    private static String key(BlobScanner.Hit hit) {
        return hit.match().rule().id() + '\n' + hit.match().secret();
    }

    /**
     * Notes which of the credentials are in the files of a commit; a credential there that no scanned commit brought in is
     * passed over.
     *
     * @param commit full id
     * @throws IOException if an object is missing or broken
     */
    void markHead(String commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            files.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            files.setRecursive(true);
            while (files.next()) {
                for (BlobScanner.Hit hit : hits.getOrDefault(files.getObjectId(0), List.of())) {
                    Leak leak = leaks.get(key(hit));
                    if (leak != null) {
                        leak.isAtHead(new Location(files.getPathString(), hit.line()));
                    }
                }
            }
        }
    }

    /**
     * Scans single objects that no commit brings: annotated tags' messages, blobs that a ref names.
     *
     * @param name what to call the place
     * @param text the bytes
     * @param by who made it and when
     */
    void scanAlone(String name, byte[] text, Introduced by) {
        for (BlobScanner.Hit hit : scanner.scan(text, text.length)) {
            leak(hit).introducedBy(by, new Location(name, hit.line()));
        }
    }

    /** The credentials that were found. */
    Collection<Leak> leaks() {
        return leaks.values();
    }
}
