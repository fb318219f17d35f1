package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.TagBuilder;

/** Writes a bare git repository as one pack. Nothing can be read from it before {@link #close()}. */
final class GitWriter implements Closeable {
    private final FileRepository repository;
    private final PackInserter inserter;
    private final List<Map.Entry<String, ObjectId>> references = new ArrayList<>();

    /**
     * Makes the repository.
     *
     * @param directory where to; must not be there
     * @param branch its default branch
     * @param origin URL of its remote {@code origin}, which evidence names it by
     */
    GitWriter(Path directory, String branch, String origin) throws IOException {
        repository = new FileRepository(directory.toFile());
        repository.create(true);
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
        StoredConfig config = repository.getConfig();
        config.setString("remote", "origin", "url", origin);
        config.save();
        inserter = repository.getObjectDatabase().newPackInserter();
        inserter.checkExisting(false);
    }

    ObjectId file(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Who made a commit and when. */
    record Signature(Person person, Instant at) {
        private PersonIdent ident() {
            return new PersonIdent(person.name(), person.email(), at, ZoneOffset.UTC);
        }
    }

    /**
     * Writes a commit.
     *
     * @param files all its files by path
     * @param parents full ids of its parents
     * @param message its message; the first line is its subject
     */
    Commit commit(
            SortedMap<String, ObjectId> files,
            List<String> parents,
            Signature author,
            Signature committer,
            String message)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree(files));
        commit.setParentIds(parents.stream().map(ObjectId::fromString).toList());
        commit.setAuthor(author.ident());
        commit.setCommitter(committer.ident());
        commit.setMessage(message);
        ObjectId id = inserter.insert(commit);
        String subject = message.lines().findFirst().orElse("");
        return new Commit(
                id.name(), parents, author.person(), author.at(), committer.person(), committer.at(), subject);
    }

    private ObjectId tree(SortedMap<String, ObjectId> files) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        files.forEach((path, blob) -> {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(blob);
            builder.add(entry);
        });
        builder.finish();
        return cache.writeTree(inserter);
    }

    /** Writes an annotated tag. */
    void tag(String name, String commit, Signature tagger) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
        tag.setTagger(tagger.ident());
        tag.setMessage("Release " + name + "\n");
        references.add(Map.entry(Constants.R_TAGS + name, inserter.insert(tag)));
    }

    /** Says at which commit the branch ends. */
    void head(String branch, String commit) {
        references.add(Map.entry(Constants.R_HEADS + branch, ObjectId.fromString(commit)));
    }

    /** Finishes the pack and sets the references. */
    @Override
    public void close() throws IOException {
        try {
            inserter.flush();
            for (Map.Entry<String, ObjectId> reference : references) {
                RefUpdate update = repository.updateRef(reference.getKey());
                update.setNewObjectId(reference.getValue());
                update.disableRefLog();
                RefUpdate.Result result = update.forceUpdate();
                if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
                    throw new IOException(reference.getKey() + " cannot be written: " + result);
                }
            }
        } finally {
            inserter.close();
            repository.close();
        }
    }
}
