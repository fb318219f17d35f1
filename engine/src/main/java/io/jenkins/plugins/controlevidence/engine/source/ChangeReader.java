package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Reads what came to a branch. The tips of all refs are read beside the line of the branch: where there are thousands of refs
 * that takes as long.
 */
final class ChangeReader {
    private final Repository repository;
    private final References references;
    private final RepositoryName name;
    private final Progress progress;

    ChangeReader(Repository repository, References references, RepositoryName name, Progress progress) {
        this.repository = repository;
        this.references = references;
        this.name = name;
        this.progress = progress;
    }

    Change read(@CheckForNull String branch, ObjectId head, @CheckForNull String base, boolean shallow)
            throws IOException, SourceException {
        try (Beside<List<String>> tips = Beside.begin(() -> references.tips(head));
                History history = new History(repository, progress)) {
            Since since = Since.of(history, head, base, shallow);
            return new Change(
                    name.identity(root(since, head, shallow)),
                    branch,
                    head.name(),
                    base,
                    since.continuity(),
                    since.commits(),
                    tips.result(),
                    shallow);
        }
    }

    /** The first commit of the line of HEAD, if that is what has been read. */
    @CheckForNull
    private String root(Since since, ObjectId head, boolean shallow) throws IOException {
        boolean read = since.continuity() == Continuity.FIRST
                && !shallow
                && references.head().filter(head::equals).isPresent();
        return read ? since.commits().get(since.commits().size() - 1).id() : null;
    }
}
