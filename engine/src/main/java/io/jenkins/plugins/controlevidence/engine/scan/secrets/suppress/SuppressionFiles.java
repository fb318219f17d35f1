package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files in the root of a repository that suppress credentials, as they are in one commit. */
public final class SuppressionFiles implements Suppression {
    private static final int MOST_BYTES = 16 << 20;

    private final List<Suppression> suppressions;
    private final byte[] content;

    private SuppressionFiles(List<Suppression> suppressions, byte[] content) {
        this.suppressions = suppressions;
        this.content = content;
    }

    @FunctionalInterface
    private interface Reader {
        Suppression read(byte[] content) throws IOException;
    }

    /**
     * Reads the files of a commit.
     *
     * @param repository has the commit
     * @param commit its full id
     * @return what they suppress; nothing if there is none
     * @throws IOException if one is broken or too large, or an object is missing; names it
     */
    public static SuppressionFiles at(Repository repository, String commit) throws IOException {
        List<Suppression> suppressions = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (RevWalk walk = new RevWalk(repository)) {
            RevTree tree = walk.parseCommit(ObjectId.fromString(commit)).getTree();
            ObjectReader objects = walk.getObjectReader();
            add(objects, tree, FingerprintBaseline.FILE, FingerprintBaseline::read, suppressions, all);
            add(objects, tree, GitleaksAllowlists.FILE, GitleaksAllowlists::read, suppressions, all);
            add(objects, tree, GitleaksIgnore.FILE, GitleaksIgnore::read, suppressions, all);
            add(objects, tree, DetectSecretsBaseline.FILE, DetectSecretsBaseline::read, suppressions, all);
        }
        return new SuppressionFiles(suppressions, all.toByteArray());
    }

    private static void add(
            ObjectReader objects,
            RevTree tree,
            String name,
            Reader reader,
            List<Suppression> suppressions,
            ByteArrayOutputStream all)
            throws IOException {
        try (TreeWalk file = TreeWalk.forPath(objects, name, tree)) {
            if (file == null || file.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                return;
            }
            ObjectLoader loader = objects.open(file.getObjectId(0), Constants.OBJ_BLOB);
            if (loader.getSize() > MOST_BYTES) {
                throw new IOException(name + " is larger than " + (MOST_BYTES >> 20)
                        + " MB, so that it is not read; make it smaller or remove it");
            }
            byte[] bytes = loader.getCachedBytes(MOST_BYTES);
            suppressions.add(reader.read(bytes));
            all.write(bytes);
        }
    }

    /**
     * Whether the commit has no such file.
     *
     * @return true if nothing is suppressed
     */
    public boolean isEmpty() {
        return suppressions.isEmpty();
    }

    /**
     * What is in the files, so that it can be told whether they changed.
     *
     * @return their bytes, one after the other; a copy
     */
    public byte[] content() {
        return content.clone();
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        return suppressions.stream()
                .map(suppression -> suppression.reason(suspect))
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(null);
    }
}
