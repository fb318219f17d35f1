package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Whether the tracked files are what HEAD says. Unlike {@code git status} it believes no bit that hides a difference
 * ({@code assume-unchanged}, {@code skip-worktree}), looks into submodules whatever their {@code ignore} setting, and never
 * runs a filter command that the repository configures: a file that only such a command could show to be unchanged counts as
 * modified.
 */
final class WorkTreeStatus {
    private static final int HEAD = 0;
    private static final int INDEX = 1;
    private static final int FILES = 2;

    private WorkTreeStatus() {}

    /**
     * Compares HEAD, index and files.
     *
     * @param repository not bare
     * @return true at the first difference
     */
    static boolean modified(Repository repository) throws IOException, SourceException {
        DirCache index = repository.readDirCache();
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk walk = new FilterlessTreeWalk(repository, reader)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(commits.parseCommit(head).getTree());
            }
            walk.addTree(new DirCacheIterator(index));
            FileTreeIterator files = new FileTreeIterator(repository);
            walk.addTree(files);
            files.setDirCacheIterator(walk, INDEX);
            walk.setFilter(new Tracked());
            walk.setRecursive(true);
            while (walk.next()) {
                if (differs(repository, walk, reader)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Looks for files that are neither tracked nor ignored.
     *
     * @param repository not bare
     * @return true at the first
     */
    static boolean untracked(Repository repository) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new FilterlessTreeWalk(repository, reader)) {
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            FileTreeIterator files = new FileTreeIterator(repository);
            files.setDirCacheIterator(walk, 0);
            walk.addTree(files);
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(1, WorkingTreeIterator.class);
                if (file == null || file.isEntryIgnored() || FileMode.GITLINK.equals(walk.getRawMode(0))) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else if (walk.getRawMode(0) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean differs(Repository repository, TreeWalk walk, ObjectReader reader)
            throws IOException, SourceException {
        if (walk.getRawMode(HEAD) != walk.getRawMode(INDEX) || !walk.idEqual(HEAD, INDEX)) {
            return true;
        }
        DirCacheEntry entry = walk.getTree(INDEX, DirCacheIterator.class).getDirCacheEntry();
        if (entry.getStage() != DirCacheEntry.STAGE_0) {
            return true;
        }
        if (FileMode.GITLINK.equals(entry.getRawMode())) {
            return submoduleDiffers(
                    repository.getWorkTree().toPath().resolve(entry.getPathString()), entry.getObjectId());
        }
        WorkingTreeIterator file = walk.getTree(FILES, WorkingTreeIterator.class);
        if (file == null) {
            return true;
        }
        entry.setAssumeValid(false); // in memory only
        return file.isModified(entry, true, reader);
    }

    private static boolean submoduleDiffers(Path directory, ObjectId expected) throws IOException, SourceException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.exists(directory.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                return files.iterator().hasNext(); // empty: not checked out, so nothing there that could differ
            }
        }
        try (Repository submodule = RepositoryFinder.at(directory)) {
            return !expected.equals(submodule.resolve(Constants.HEAD)) || modified(submodule);
        }
    }

    /** Leaves out what neither HEAD nor the index knows, whole directories at once. */
    private static final class Tracked extends TreeFilter {
        @Override
        public boolean include(TreeWalk walk) {
            return walk.getRawMode(HEAD) != 0 || walk.getRawMode(INDEX) != 0;
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

    /** Knows of line endings, but of no commands. */
    private static final class FilterlessTreeWalk extends TreeWalk {
        FilterlessTreeWalk(Repository repository, ObjectReader reader) {
            super(repository, reader);
            setOperationType(OperationType.CHECKIN_OP);
        }

        @Override
        public String getFilterCommand(String filterCommandType) {
            return null;
        }
    }
}
