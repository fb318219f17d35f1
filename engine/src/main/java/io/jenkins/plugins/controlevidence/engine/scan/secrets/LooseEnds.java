package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What refs reach besides commits: the messages of annotated tags, and blobs and trees that a tag names. */
final class LooseEnds {
    /** The path of what is found in a tag's message. */
    static final String TAG_MESSAGE = "<tag message>";

    private final Repository repository;
    private final BlobScanner scanner;
    private final List<Found> found = new ArrayList<>();

    private record Found(BlobScanner.Hit hit, String path, Introduced by) {}

    LooseEnds(Repository repository, BlobScanner scanner) {
        this.repository = repository;
        this.scanner = scanner;
    }

    /**
     * Scans them.
     *
     * @param commits full ids of commits, where nothing is looked for
     * @throws IOException if an object is missing or broken
     */
    void scan(Collection<String> commits) throws IOException {
        Set<ObjectId> known = new HashSet<>();
        commits.forEach(commit -> known.add(ObjectId.fromString(commit)));
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                if (ref.getObjectId() == null || known.contains(ref.getObjectId())) {
                    continue; // without an id: HEAD of a branch without commits
                }
                Introduced by = new Introduced(ref.getObjectId().name(), new Person("", ""), Instant.EPOCH);
                RevObject object = walk.parseAny(ref.getObjectId());
                while (object instanceof RevTag tag) {
                    walk.parseHeaders(tag);
                    walk.parseBody(tag);
                    by = introduced(tag);
                    byte[] message = tag.getFullMessage().getBytes(StandardCharsets.UTF_8);
                    add(TAG_MESSAGE, scanner.scan(message, message.length), by);
                    object = tag.getObject(); // its type is known without reading it
                }
                if (object instanceof RevBlob) {
                    add(ref.getName(), scanner.scan(reader.open(object, Constants.OBJ_BLOB)), by);
                } else if (object instanceof RevTree tree) {
                    scanTree(reader, tree, by);
                }
            }
        }
    }

    private void add(String path, List<BlobScanner.Hit> hits, Introduced by) {
        hits.forEach(hit -> found.add(new Found(hit, path, by)));
    }

    /** Notes what was found; to be called when the commits have been, which are named first if they brought it in too. */
    void note(Leaks leaks) {
        found.forEach(each -> leaks.introduced(each.hit(), each.path(), each.by()));
    }

    private void scanTree(ObjectReader reader, RevTree tree, Introduced by) throws IOException {
        try (TreeWalk files = new TreeWalk(reader)) {
            files.addTree(tree);
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                    add(files.getPathString(), scanner.scan(reader.open(files.getObjectId(0), Constants.OBJ_BLOB)), by);
                }
            }
        }
    }

    private static Introduced introduced(RevTag tag) {
        PersonIdent tagger = tag.getTaggerIdent();
        return tagger == null
                ? new Introduced(tag.name(), new Person("", ""), Instant.EPOCH)
                : new Introduced(
                        tag.name(), new Person(tagger.getName(), tagger.getEmailAddress()), tagger.getWhenAsInstant());
    }
}
