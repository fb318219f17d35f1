package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.ParentsFirst;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits that are to be looked at, parents first, and the files that each of them brought. */
final class CommitWalk {
    /** So many commits are read sooner than the tips of a repository with thousands of branches. */
    private static final int FEW = 500;

    private final Repository repository;

    /**
     * A file as a commit brought it: it is so in none of the commit's parents.
     *
     * @param commit the commit
     * @param path path from the root of the repository
     * @param blob its content
     */
    record FileVersion(RevCommit commit, String path, ObjectId blob) {}

    CommitWalk(Repository repository) {
        this.repository = repository;
    }

    /**
     * All commits that some reach and that others have not reached before.
     *
     * @param tips full ids of commits
     * @param scanned full ids of commits whose history is left out; those that the repository no longer has are passed over
     * @return in the order of history, see {@link ParentsFirst}, without bodies, so that a million of them fits. A few that
     *     {@code scanned} reach may be among them
     * @throws IOException if an object is missing or broken
     */
    List<RevCommit> commits(Collection<String> tips, Collection<String> scanned) throws IOException {
        Set<String> fresh = new TreeSet<>(tips);
        fresh.removeAll(Set.copyOf(scanned));
        Set<String> gone = new TreeSet<>(scanned);
        gone.removeAll(Set.copyOf(tips));
        // A push moves few of what may be thousands of tips, and mostly away from where one was: the others need not be
        // read.
        List<RevCommit> few = walk(fresh, gone, FEW);
        return few != null ? few : walk(fresh, scanned, Integer.MAX_VALUE);
    }

    /** Null if there are more than so many. */
    @CheckForNull
    private List<RevCommit> walk(Collection<String> tips, Collection<String> scanned, int most) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            for (String tip : tips) {
                walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
            }
            for (String tip : scanned) {
                RevCommit commit = existing(walk, tip);
                if (commit != null) {
                    walk.markUninteresting(commit);
                }
            }
            List<RevCommit> commits = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                commits.add(commit);
                if (commits.size() > most) {
                    return null;
                }
            }
            return ordered(commits);
        }
    }

    private static List<RevCommit> ordered(List<RevCommit> commits) {
        Map<RevCommit, Integer> indexes = new HashMap<>();
        for (RevCommit commit : commits) {
            indexes.put(commit, indexes.size());
        }
        Comparator<RevCommit> first =
                Comparator.comparingLong(RevCommit::getCommitTime).thenComparing(RevCommit::getId);
        int[] order = ParentsFirst.order(
                commits.size(),
                index -> Arrays.stream(commits.get(index).getParents())
                        .mapToInt(parent -> indexes.getOrDefault(parent, -1))
                        .toArray(),
                (one, other) -> first.compare(commits.get(one), commits.get(other)));
        return Arrays.stream(order).mapToObj(commits::get).toList();
    }

    @CheckForNull
    private static RevCommit existing(RevWalk walk, String id) throws IOException {
        try {
            return walk.parseCommit(ObjectId.fromString(id));
        } catch (MissingObjectException e) {
            return null; // deleted since: what it alone reached is gone with it
        }
    }

    /**
     * Certain commits.
     *
     * @param ids full ids
     * @return in that order, without bodies
     * @throws IOException if one is missing or broken
     */
    List<RevCommit> commits(Collection<String> ids) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            List<RevCommit> commits = new ArrayList<>();
            for (String id : ids) {
                commits.add(walk.parseCommit(ObjectId.fromString(id)));
            }
            return commits;
        }
    }

    /**
     * The files that a commit brought, also those that a merge made unlike all its parents.
     *
     * @param reader reads trees
     * @param commit the commit
     * @param files is told of each
     * @throws IOException if a tree is missing or broken
     */
    void files(ObjectReader reader, RevCommit commit, Consumer<FileVersion> files) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader);
                RevWalk parents = new RevWalk(reader)) {
            for (RevCommit parent : commit.getParents()) {
                walk.addTree(parents.parseTree(parent.getId()));
            }
            int own = walk.addTree(commit.getTree());
            walk.setRecursive(true);
            walk.setFilter(new UnlikeAllParents(own));
            while (walk.next()) {
                FileMode mode = walk.getFileMode(own);
                if (mode.getObjectType() == Constants.OBJ_BLOB) {
                    files.accept(new FileVersion(commit, walk.getPathString(), walk.getObjectId(own)));
                }
            }
        }
    }

    /** Goes only where the commit's tree is unlike every parent's. */
    private static final class UnlikeAllParents extends TreeFilter {
        private final int own;

        UnlikeAllParents(int own) {
            this.own = own;
        }

        @Override
        public boolean include(TreeWalk walk) {
            if (walk.getRawMode(own) == 0) {
                return false;
            }
            for (int parent = 0; parent < own; parent++) {
                if (walk.idEqual(parent, own)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean shouldBeRecursive() {
            return false;
        }

        @Override
        public TreeFilter clone() {
            return this;
        }
    }
}
