package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A git repository, read only: bare or with a work tree, a clone, a linked work tree or a submodule. Objects are SHA-1.
 *
 * <p>Nothing that the repository or the user configures is ever run: no hook, no filter, no diff driver. History is read as it
 * was committed: {@code refs/replace} and grafts, by which a clone can show another history than was pushed, are ignored.
 *
 * <p>One instance is for one thread.
 */
public final class GitRepository implements AutoCloseable {
    private final Repository repository;
    private final References references;
    private final RepositoryName name;

    private GitRepository(Repository repository) {
        this.repository = repository;
        this.references = new References(repository);
        this.name = new RepositoryName(repository, references);
    }

    /**
     * Opens the repository that a directory belongs to.
     *
     * @param directory any directory inside a work tree, a bare repository, or a git directory
     * @return the repository; close it
     * @throws SourceException if there is no repository, it has no commit, it cannot be read, or its format (SHA-256 objects,
     *     an unknown extension) is not supported
     */
    public static GitRepository open(Path directory) throws SourceException {
        GitRepository opened = new GitRepository(RepositoryFinder.find(directory));
        try {
            if (opened.read(() -> opened.references.head().isEmpty()
                    && opened.references.anyTip().isEmpty())) {
                throw new SourceException(opened.gitDirectory() + " has no commit yet; commit something first");
            }
            return opened;
        } catch (SourceException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * The name under which evidence speaks of this repository: the URL of the remote {@code origin}, or of the only remote,
     * made fit for publishing; where there is none (or it names no place), the first commit of the first-parent line of HEAD.
     *
     * @return the same from every full clone
     * @throws SourceException if there is no remote and the first commit is not there or cannot be read
     */
    public RepositoryIdentity identity() throws SourceException {
        return read(() -> name.identity(null));
    }

    /**
     * The repository as JGit has it, for who reads objects by the million on several threads. Opening it once saves reading the
     * indexes of its packs twice.
     *
     * @return open for as long as this one is; not to be closed
     */
    public Repository jgit() {
        return repository;
    }

    /**
     * Where objects, refs and configuration lie, for scanners that read history.
     *
     * @return the git directory; for a linked work tree the one that it shares with the others (git's common directory)
     */
    public Path gitDirectory() {
        return repository.getCommonDirectory().toPath();
    }

    /**
     * The top of the checked out files.
     *
     * @return empty for a bare repository
     */
    public Optional<Path> workTree() {
        return repository.isBare()
                ? Optional.empty()
                : Optional.of(repository.getWorkTree().toPath());
    }

    /**
     * Whether the clone lacks history.
     *
     * @return true for a clone made with {@code --depth} and the like
     * @throws SourceException if that cannot be found out
     */
    public boolean shallow() throws SourceException {
        return read(() -> !repository.getObjectDatabase().getShallowCommits().isEmpty());
    }

    /**
     * Whether tracked files differ from HEAD or from the index, those of checked out submodules included. In doubt they do: a
     * file hidden by {@code assume-unchanged} is compared, one left out by a sparse checkout differs, and a file that only a
     * filter command could compare (Git LFS) differs if its time does.
     *
     * @return false for a bare repository, which has no files
     * @throws SourceException if files, index or a submodule cannot be read
     */
    public boolean modified() throws SourceException {
        return !repository.isBare() && read(() -> WorkTreeStatus.modified(repository));
    }

    /**
     * Whether the work tree holds files that are neither tracked nor ignored, and so are no part of any commit.
     *
     * @return false for a bare repository, which has no files
     * @throws SourceException if files or index cannot be read
     */
    public boolean hasUntrackedFiles() throws SourceException {
        return !repository.isBare() && read(() -> WorkTreeStatus.untracked(repository));
    }

    /**
     * The commit that HEAD points at.
     *
     * @return its full id
     * @throws SourceException if HEAD names a branch that has no commit, as in a bare repository whose default branch is
     *     called otherwise
     */
    public String head() throws SourceException {
        return headId().name();
    }

    private ObjectId headId() throws SourceException {
        Optional<ObjectId> head = read(references::head);
        if (head.isEmpty()) {
            throw new SourceException("HEAD of " + gitDirectory() + " names the branch " + branch().orElse("?")
                    + ", which has no commit; name another branch");
        }
        return head.get();
    }

    /**
     * The branch that is checked out.
     *
     * @return its short name; empty with a detached head
     * @throws SourceException if HEAD cannot be read
     */
    public Optional<String> branch() throws SourceException {
        return read(references::branch);
    }

    /**
     * What came to a branch since it was last recorded.
     *
     * @param branch short name of a branch, looked for here and then at {@code origin}; null for what is checked out. With a
     *     detached head, as build servers check out, it says which branch the head is on
     * @param base full id of the commit that was recorded last, or null the first time
     * @param progress is told how many commits have been read
     * @return the change; its history is {@link Continuity#UNKNOWN} where a shallow clone does not show it
     * @throws SourceException if the branch is not there or its history cannot be read
     */
    public Change change(@CheckForNull String branch, @CheckForNull String base, Progress progress)
            throws SourceException {
        String branchName = branch == null ? branch().orElse(null) : References.shortName(branch);
        boolean shallow = shallow();
        return read(() -> {
            ObjectId head = branch == null || references.branch().isEmpty() ? headId() : references.branchTip(branch);
            return new ChangeReader(repository, references, name, progress).read(branchName, head, base, shallow);
        });
    }

    /**
     * A commit.
     *
     * @param revision a branch, a tag, the beginning of an id, or what else git takes for a revision, such as {@code main~2}
     * @return what it says of itself
     * @throws SourceException if there is no such commit here, or it cannot be read
     */
    public Commit commit(String revision) throws SourceException {
        return read(() -> {
            try (History history = new History(repository, Progress.NONE)) {
                return CommitReader.read(references.revision(history, revision, revision));
            }
        });
    }

    /**
     * Who commits here, as the repository is configured: {@code user.name} and {@code user.email}.
     *
     * @return empty if neither is configured
     */
    public Optional<Person> user() {
        Config config = repository.getConfig();
        String name = config.getString("user", null, "name");
        String email = config.getString("user", null, "email");
        return name == null && email == null
                ? Optional.empty()
                : Optional.of(new Person(name == null ? "" : name, email == null ? "" : email));
    }

    /**
     * The branches, those here and those of {@code origin} as last fetched.
     *
     * @return their short names, sorted
     * @throws SourceException if they cannot be read
     */
    public List<String> branches() throws SourceException {
        return read(references::branches);
    }

    /**
     * Every commit on the first-parent line of a branch from its tip down to the oldest one that was committed since a time,
     * with what each merge brought. A date can be forged, so a commit with an older date that stands above one with a newer
     * date is among them.
     *
     * @param branch short name of a branch, looked for here and then at {@code origin}
     * @param since the time, UTC
     * @param progress is told how many commits have been read
     * @return the line; of a shallow clone what there is of it
     * @throws SourceException if the branch is not there or its history cannot be read
     */
    public Arrivals arrivals(String branch, Instant since, Progress progress) throws SourceException {
        String branchName = References.shortName(branch);
        boolean shallow = shallow();
        return read(() -> {
            try (History history = new History(repository, progress)) {
                ObjectId head = references.branchTip(branchName);
                return new Arrivals(
                        identity(), branchName, head.name(), shallow, ArrivalReader.since(history, head, since));
            }
        });
    }

    /**
     * What came with each commit of a change.
     *
     * @param change a change of this repository
     * @param progress is told how many commits have been read
     * @return newest first, one for each of the change's commits
     * @throws SourceException if the history cannot be read
     */
    public List<Arrival> arrivals(Change change, Progress progress) throws SourceException {
        return read(() -> {
            try (History history = new History(repository, progress)) {
                return ArrivalReader.of(history, change.commits());
            }
        });
    }

    /**
     * The commits of a range.
     *
     * @param expression {@code A..B}: all that B has and A has not; a side that is left out is HEAD
     * @return full ids, each after one of its children
     * @throws SourceException if that is no range, or a side of it is not there
     */
    public List<String> range(String expression) throws SourceException {
        int dots = expression.indexOf("..");
        if (dots < 0 || expression.startsWith("...", dots)) {
            throw new SourceException(
                    "'" + expression + "' is not a range; write A..B for the commits that B has and A has not");
        }
        return read(() -> {
            try (History history = new History(repository, Progress.NONE)) {
                RevCommit from = references.revision(history, expression.substring(0, dots), expression);
                RevCommit to = references.revision(history, expression.substring(dots + 2), expression);
                history.markOld(from);
                return history.fresh(to);
            }
        });
    }

    /**
     * One file as it is in a commit, whatever lies in the work tree.
     *
     * @param commit full id
     * @param path path from the root of the repository, with {@code /}
     * @param limit most bytes that the file may have
     * @return its bytes; empty if the commit has nothing there
     * @throws SourceException if the commit is not there, or what it has there is longer, no regular file, or cannot be read
     */
    public Optional<byte[]> file(String commit, String path, int limit) throws SourceException {
        requireFullId(commit);
        return read(() -> {
            try (History history = new History(repository, Progress.NONE)) {
                return CommittedFile.read(repository, history.commit(ObjectId.fromString(commit)), path, limit);
            }
        });
    }

    /**
     * Writes the files of a commit, byte for byte and without running any filter, so that a tool can look at exactly these.
     * Nothing is written outside the target, whatever the commit holds.
     *
     * @param commit full id
     * @param target a directory that is empty, or is made
     * @return what was written
     * @throws SourceException if the commit is not there, holds a path that would leave the directory or reach into a
     *     {@code .git}, or cannot be written; then the target may hold a part, which proves nothing
     */
    public Export export(String commit, Path target) throws SourceException {
        requireFullId(commit);
        return read(() -> {
            try (History history = new History(repository, Progress.NONE)) {
                return TreeExport.write(repository, history.commit(ObjectId.fromString(commit)), target);
            } catch (MissingObjectException | CorruptObjectException | IncorrectObjectTypeException e) {
                throw e; // the repository's fault, not the target's
            } catch (IOException e) {
                throw new SourceException("the files of " + commit + " cannot be written to " + target + ": " + e, e);
            }
        });
    }

    private static void requireFullId(String commit) throws SourceException {
        if (!ObjectId.isId(commit)) {
            throw new SourceException("'" + commit + "' is not the full id of a commit");
        }
    }

    /** Something that is read of the repository. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException, SourceException;
    }

    private <T> T read(Reading<T> reading) throws SourceException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            // JGit answers damaged and hostile files with unchecked exceptions of every kind.
            throw new SourceException(
                    gitDirectory() + " is damaged (" + e + "); check it with 'git fsck' and clone it again", e);
        }
    }

    private SourceException unreadable(IOException e) {
        String remedy = "; check it with 'git fsck' and clone it again if it is damaged";
        if (e instanceof MissingObjectException) {
            remedy = "; the clone is damaged or partial: fetch it whole";
        }
        return new SourceException(gitDirectory() + " cannot be read: " + e.getMessage() + remedy, e);
    }

    @Override
    public void close() {
        repository.close();
    }
}
