package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Walks the commit graph by its parent links alone. JGit's (and git's) range walks go by commit dates and may misjudge where
 * dates are wrong; whoever forges a date must not be able to hide a commit from the evidence.
 */
final class History implements AutoCloseable {
    /**
     * Commits on the first-parent line.
     *
     * @param commits newest first, without {@code base}
     * @param reachedBase whether the line came to the base, so that it holds exactly what is new
     */
    record Line(List<Commit> commits, boolean reachedBase) {}

    private static final int PROGRESS_STEP = 1000;

    private final RevWalk walk;
    private final RevFlag old;
    private final RevFlag seen;
    private final Progress progress;

    History(Repository repository, Progress progress) {
        walk = new RevWalk(repository);
        old = walk.newFlag("old");
        seen = walk.newFlag("seen");
        this.progress = progress;
    }

    /**
     * The commit of that id with its parents, and with its body for as long as {@link RevCommit#disposeBody()} is not called.
     * A tag stands for the commit that it points at.
     */
    RevCommit commit(AnyObjectId id) throws IOException {
        try {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            return commit;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | LargeObjectException e) {
            throw notACommit(id);
        }
    }

    private RevCommit withParents(RevCommit commit) throws IOException {
        try {
            walk.parseHeaders(commit);
            commit.disposeBody();
            return commit;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | LargeObjectException e) {
            throw notACommit(commit);
        }
    }

    private static CorruptObjectException notACommit(AnyObjectId id) {
        return new CorruptObjectException(id.toObjectId(), "it is not the text of a commit");
    }

    /** The commit that an object is, or that a tag points at; empty for a tag of something else. */
    Optional<ObjectId> peel(ObjectId id) throws IOException {
        RevObject object = walk.peel(walk.parseAny(id));
        return object instanceof RevCommit ? Optional.of(object.getId()) : Optional.empty();
    }

    boolean has(AnyObjectId id) throws IOException {
        return walk.getObjectReader().has(id);
    }

    /**
     * The first-parent line from {@code head} down to {@code base}, or to its end if it does not meet {@code base}.
     */
    Line line(ObjectId head, @CheckForNull ObjectId base) throws IOException {
        List<Commit> commits = new ArrayList<>();
        ObjectId next = head;
        while (next != null && !next.equals(base)) {
            RevCommit commit = commit(next);
            commits.add(CommitReader.read(commit));
            commit.disposeBody();
            next = commit.getParentCount() == 0 ? null : commit.getParent(0);
            report("history: reading the branch", commits.size());
        }
        return new Line(commits, next != null);
    }

    /** The last commit of the first-parent line from {@code head}. */
    ObjectId root(ObjectId head) throws IOException {
        RevCommit commit = commit(head);
        while (commit.getParentCount() > 0) {
            commit = withParents(commit.getParent(0));
        }
        return commit.getId();
    }

    /** Marks a commit and everything it descends from as old. */
    void markOld(ObjectId tip) throws IOException {
        visit(tip, old, null);
    }

    boolean isOld(String id) {
        return walk.lookupCommit(ObjectId.fromString(id)).has(old);
    }

    /** Every commit that can be reached from {@code tip} and is not old; each after one of its children. */
    List<String> fresh(ObjectId tip) throws IOException {
        return visit(tip, seen, old).stream().map(AnyObjectId::name).toList();
    }

    /**
     * Whether {@code base}, which has been marked old, is among the ancestors of {@code head}. Whatever lies between the two
     * is not old, so only that needs to be looked at.
     */
    boolean descends(ObjectId head, ObjectId base) throws IOException {
        for (RevCommit commit : visit(head, seen, old)) {
            for (RevCommit parent : commit.getParents()) {
                if (parent.equals(base)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<RevCommit> visit(ObjectId tip, RevFlag mark, @CheckForNull RevFlag barrier) throws IOException {
        List<RevCommit> visited = new ArrayList<>();
        Deque<RevCommit> queue = new ArrayDeque<>();
        enqueue(commit(tip), mark, barrier, queue);
        while (!queue.isEmpty()) {
            RevCommit commit = withParents(queue.remove());
            visited.add(commit);
            for (RevCommit parent : commit.getParents()) {
                enqueue(parent, mark, barrier, queue);
            }
            report("history: comparing commits", visited.size());
        }
        return visited;
    }

    private static void enqueue(RevCommit commit, RevFlag mark, @CheckForNull RevFlag barrier, Deque<RevCommit> queue) {
        if (!commit.has(mark) && (barrier == null || !commit.has(barrier))) {
            commit.add(mark);
            queue.add(commit);
        }
    }

    private void report(String activity, long done) {
        if (done % PROGRESS_STEP == 0) {
            progress.update(activity, done, -1, "commits");
        }
    }

    @Override
    public void close() {
        walk.close();
    }
}
