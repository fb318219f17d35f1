package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.CommitGraph;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Parallel;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Scans commits through JGit alone: every file that one of them brought, once for each content, and their messages; then says
 * for each credential which commit brought it in. For a few commits; a whole history is read faster by {@link PackedHistory}.
 */
final class HistoryScan {
    /** The path of what is found in a message. */
    static final String COMMIT_MESSAGE = "<commit message>";

    /** So many commits at a time, so that the list of what they brought has a bound. */
    private static final int AT_A_TIME = 2000;

    private final Repository repository;
    private final BlobScanner scanner;
    private final Progress progress;
    private final Leaks leaks;
    private final CommitWalk walk;
    private final Map<ObjectId, List<BlobScanner.Hit>> hits = new ConcurrentHashMap<>(); // only of those that have some
    private final Set<ObjectId> scanned = new HashSet<>();
    private final Set<String> pathsWithHits = new TreeSet<>();

    HistoryScan(Repository repository, BlobScanner scanner, Progress progress, Leaks leaks) {
        this.repository = repository;
        this.scanner = scanner;
        this.progress = progress;
        this.leaks = leaks;
        this.walk = new CommitWalk(repository);
    }

    /**
     * Scans commits and what they brought.
     *
     * @param commits parents before children, without bodies
     * @throws IOException if an object is missing or broken
     * @throws InterruptedException if the thread is interrupted
     */
    void scan(List<RevCommit> commits) throws IOException, InterruptedException {
        for (int from = 0; from < commits.size(); from += AT_A_TIME) {
            scanSome(commits.subList(from, Math.min(commits.size(), from + AT_A_TIME)));
        }
    }

    private void scanSome(List<RevCommit> commits) throws IOException, InterruptedException {
        List<List<CommitWalk.FileVersion>> files = new ArrayList<>();
        commits.forEach(commit -> files.add(List.of()));
        each("secrets: reading commits", commits.size(), "commits", (reader, i) -> {
            List<CommitWalk.FileVersion> brought = new ArrayList<>();
            walk.files(reader, commits.get(i), brought::add);
            files.set(i, brought);
            byte[] raw = reader.open(commits.get(i), Constants.OBJ_COMMIT).getBytes();
            byte[] message = CommitGraph.message(raw);
            put(commits.get(i), scanner.scan(message, message.length));
        });
        List<ObjectId> blobs = new ArrayList<>();
        files.forEach(brought -> brought.forEach(file -> {
            if (scanned.add(file.blob())) {
                blobs.add(file.blob());
            }
        }));
        each(
                "secrets: reading files",
                blobs.size(),
                "files",
                (reader, i) -> put(blobs.get(i), scanner.scan(reader.open(blobs.get(i), Constants.OBJ_BLOB))));
        try (ObjectReader reader = repository.newObjectReader()) {
            for (int i = 0; i < commits.size(); i++) {
                attribute(reader, commits.get(i), files.get(i));
            }
        }
    }

    private void put(ObjectId id, List<BlobScanner.Hit> found) {
        if (!found.isEmpty()) {
            hits.put(id.copy(), found);
        }
    }

    private interface Step {
        void run(ObjectReader reader, int index) throws IOException;
    }

    private void each(String activity, int count, String unit, Step step) throws IOException, InterruptedException {
        Parallel.forAll(count, activity, unit, progress, () -> {
            ObjectReader reader = repository.newObjectReader();
            return Parallel.Worker.closing(index -> step.run(reader, index), reader::close);
        });
    }

    private void attribute(ObjectReader reader, RevCommit commit, List<CommitWalk.FileVersion> files)
            throws IOException {
        for (BlobScanner.Hit hit : hits.getOrDefault(commit, List.of())) {
            leaks.introduced(hit, COMMIT_MESSAGE, introduced(commit));
        }
        for (CommitWalk.FileVersion file : files) {
            for (BlobScanner.Hit hit : hits.getOrDefault(file.blob(), List.of())) {
                pathsWithHits.add(file.path());
                if (!isInAParent(reader, file, hit)) {
                    leaks.introduced(hit, file.path(), introduced(commit));
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
                        && Leaks.contain(hits(reader, before.getObjectId(0)), hit)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is in a blob, also if it is older than the commits that were scanned. */
    private List<BlobScanner.Hit> hits(ObjectReader reader, ObjectId blob) throws IOException {
        if (scanned.add(blob)) {
            put(blob, scanner.scan(reader.open(blob, Constants.OBJ_BLOB)));
        }
        return hits.getOrDefault(blob, List.of());
    }

    private Introduced introduced(RevCommit commit) throws IOException {
        try (RevWalk bodies = new RevWalk(repository)) {
            return by(bodies.parseCommit(commit.getId()));
        }
    }

    /** Who brought in what a commit brought, and when. */
    static Introduced by(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        return new Introduced(
                commit.name(), new Person(author.getName(), author.getEmailAddress()), author.getWhenAsInstant());
    }

    /**
     * Notes which of the credentials are in the files of a commit, looking where the scanned commits had them.
     *
     * @param commit full id
     * @throws IOException if an object is missing or broken
     */
    void markHead(String commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            ObjectId tree = commits.parseCommit(ObjectId.fromString(commit)).getTree();
            for (String path : pathsWithHits) {
                try (TreeWalk file = TreeWalk.forPath(reader, path, tree)) {
                    if (file != null && file.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                        hits(reader, file.getObjectId(0)).forEach(hit -> leaks.isAtHead(hit, path));
                    }
                }
            }
        }
    }
}
