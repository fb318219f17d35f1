package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TagBuilder;

/** A bare git repository that a test writes commit by commit, without a working tree. */
final class GitFixture implements AutoCloseable {
    static final FingerprintKey KEY = FingerprintKey.of(new byte[FingerprintKey.LENGTH]);

    FileRepository repository;
    private final List<ObjectId> tips = new ArrayList<>();
    private Instant clock = Instant.parse("2026-01-01T00:00:00Z");

    GitFixture(Path directory) throws IOException {
        repository = new FileRepository(directory.toFile());
        repository.create(true);
    }

    private GitFixture(FileRepository repository) {
        this.repository = repository;
    }

    /** A repository that something else made. */
    static GitFixture open(Path directory, GitFixture origin) throws IOException {
        GitFixture opened = new GitFixture(new FileRepository(directory.toFile()));
        opened.repository
                .getRefDatabase()
                .getRefsByPrefix("refs/heads/")
                .forEach(ref -> opened.tips.add(ref.getObjectId()));
        opened.clock = origin.clock;
        return opened;
    }

    /** Opens the repository anew, so that it sees what others did to it. */
    void reopen() throws IOException {
        repository.close();
        repository = new FileRepository(repository.getDirectory());
    }

    /** Runs the git command line in this repository, untouched by the user's configuration. */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("git", "--git-dir", repository.getDirectory().getPath()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    List<String> tips() {
        return tips.stream().map(ObjectId::name).sorted().distinct().toList();
    }

    /** Commits a tree as it is. */
    ObjectId commitTree(ObjectId tree, ObjectId... parents) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            clock = clock.plusSeconds(60);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            commit.setParentIds(parents);
            commit.setAuthor(new PersonIdent("ann", "ann@example.org", clock, ZoneOffset.UTC));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("a tree");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Commits exactly these files. */
    ObjectId commit(String message, String author, Map<String, byte[]> files, ObjectId... parents) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            clock = clock.plusSeconds(60);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setParentIds(parents);
            commit.setAuthor(new PersonIdent(author, author + "@example.org", clock, ZoneOffset.UTC));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    void branch(String name, ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef("refs/heads/" + name);
        update.setNewObjectId(commit);
        update.forceUpdate();
        tips.add(commit);
    }

    void tag(String name, String message, ObjectId commit) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TagBuilder tag = new TagBuilder();
            tag.setTag(name);
            tag.setMessage(message);
            tag.setObjectId(commit, Constants.OBJ_COMMIT);
            tag.setTagger(new PersonIdent("Tag Ger", "tag@example.org", clock, ZoneOffset.UTC));
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/tags/" + name);
            update.setNewObjectId(id);
            update.forceUpdate();
        }
    }

    ScanRequest request(ObjectId head, List<String> range, PriorScan prior) {
        return request(head, null, range, prior);
    }

    ScanRequest request(ObjectId head, ObjectId base, List<String> range, PriorScan prior) {
        Change change = new Change(
                new RepositoryIdentity("urn:test"),
                "main",
                head.name(),
                base == null ? null : base.name(),
                base == null ? Continuity.FIRST : Continuity.CONTINUED,
                List.of(),
                tips(),
                false);
        Path directory = repository.getDirectory().toPath();
        return new ScanRequest(change, directory, directory, true, range, prior, directory, KEY);
    }

    @Override
    public void close() {
        repository.close();
    }
}
