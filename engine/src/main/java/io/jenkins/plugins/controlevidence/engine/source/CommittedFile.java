package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads one file as a commit holds it. */
final class CommittedFile {
    private CommittedFile() {}

    /** The bytes of a regular file, at most {@code limit}; empty if the commit has nothing at that path. */
    static Optional<byte[]> read(Repository repository, RevCommit commit, String path, int limit)
            throws IOException, SourceException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, path, commit.getTree())) {
            if (walk == null) {
                return Optional.empty();
            }
            String place = path + " of " + commit.name();
            FileMode mode = walk.getFileMode(0);
            if (mode != FileMode.REGULAR_FILE && mode != FileMode.EXECUTABLE_FILE) {
                throw new SourceException(place + " is no regular file; commit it as one");
            }
            ObjectLoader blob = reader.open(walk.getObjectId(0));
            if (blob.getSize() > limit) { // a limit given to getBytes() does not hold for objects of less than 50 MB
                throw new SourceException(place + " is longer than " + limit + " bytes; shorten it");
            }
            return Optional.of(blob.getBytes());
        }
    }
}
