package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FileUtils;

/** Commits copies of checkpoints to a branch of a git repository; never rewrites it. */
public final class GitCopy implements Destination {
    private static final int TIMEOUT_SECONDS = 60;

    private final URIish address;
    private final String branch;

    @CheckForNull
    private final CredentialsProvider credentials;

    /**
     * A repository.
     *
     * @param address a path, or an http or https address without a password
     * @param branch short name of the branch, made if it is not there
     * @param credentials by which it may be written, or null
     * @throws IllegalArgumentException if the address is none, or holds a password
     */
    public GitCopy(String address, String branch, @CheckForNull CredentialsProvider credentials) {
        try {
            this.address = new URIish(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is no address of a git repository", e);
        }
        if (this.address.getPass() != null) {
            throw new IllegalArgumentException("the address of " + this.address.getHost()
                    + " holds a password: give it another way, so that it is not shown");
        }
        if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
            throw new IllegalArgumentException(branch + " is no name of a branch");
        }
        this.branch = Constants.R_HEADS + branch;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public boolean answers() {
        return false;
    }

    @Override
    public Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        Path directory = Files.createTempDirectory("checkpoints");
        try (Repository clone = FileRepositoryBuilder.create(directory.toFile())) {
            clone.create(true);
            clone.getConfig().setBoolean("gc", null, "autodetach", false); // it would be at it when the directory goes
            show(checkpoint, clone);
        } finally {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE);
        }
        return Optional.empty();
    }

    private void show(KeptCheckpoint checkpoint, Repository clone) throws IOException {
        try (Transport transport = Transport.open(clone, address)) {
            transport.setTimeout(TIMEOUT_SECONDS);
            transport.setCredentialsProvider(credentials);
            ObjectId parent = fetch(transport);
            ObjectId commit = commit(clone, parent, checkpoint);
            if (!commit.equals(parent)) {
                push(transport, clone, commit, parent);
            }
        } catch (TransportException | JGitInternalException e) {
            throw new StoreException(
                    address + " cannot be written: " + e.getMessage() + ". It is tried again next time.", e);
        } catch (org.eclipse.jgit.errors.NotSupportedException e) {
            throw new StoreException(address + " is of a kind that is not known here: give a path or https.", e);
        }
    }

    /** What the branch is at, fetched; zero if it is not there. */
    private ObjectId fetch(Transport transport) throws IOException {
        Ref there;
        try (FetchConnection connection = transport.openFetch()) {
            there = connection.getRef(branch);
        } catch (org.eclipse.jgit.errors.NoRemoteRepositoryException e) {
            throw new StoreException(address + " is no git repository. Make one there first.", e);
        }
        if (there == null) {
            return ObjectId.zeroId();
        }
        transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec(branch + ":" + branch)));
        return there.getObjectId();
    }

    /** A commit that has the copy too; the parent itself if it has it already. */
    private static ObjectId commit(Repository repository, ObjectId parent, KeptCheckpoint checkpoint)
            throws IOException {
        String name = CopyName.of(checkpoint.checkpoint());
        try (ObjectInserter inserter = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            boolean first = parent.equals(ObjectId.zeroId());
            if (!first) {
                builder.addTree(new byte[0], 0, walk.getObjectReader(), walk.parseTree(parent));
            }
            builder.finish();
            if (files.getEntry(name) != null) {
                return parent;
            }
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, checkpoint.note());
            DirCacheEditor editor = files.editor();
            editor.add(new DirCacheEditor.PathEdit(name) {
                @Override
                public void apply(DirCacheEntry copy) {
                    copy.setFileMode(FileMode.REGULAR_FILE);
                    copy.setObjectId(blob);
                }
            });
            editor.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            if (!first) {
                commit.setParentId(parent);
            }
            PersonIdent us = new PersonIdent("Control Evidence", "control-evidence@localhost");
            commit.setAuthor(us);
            commit.setCommitter(us);
            commit.setMessage("Checkpoint of " + checkpoint.checkpoint().size() + " entries\n\n"
                    + checkpoint.checkpoint().origin() + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private void push(Transport transport, Repository repository, ObjectId commit, ObjectId parent) throws IOException {
        RemoteRefUpdate update = new RemoteRefUpdate(repository, commit.name(), commit, branch, false, null, parent);
        PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        RemoteRefUpdate.Status status = result.getRemoteUpdate(branch).getStatus();
        if (status != RemoteRefUpdate.Status.OK && status != RemoteRefUpdate.Status.UP_TO_DATE) {
            throw new StoreException(address + " refuses the copy: " + status
                    + (update.getMessage() == null ? "" : ", " + update.getMessage())
                    + ". If somebody else has pushed meanwhile, it goes through next time.");
        }
    }
}
