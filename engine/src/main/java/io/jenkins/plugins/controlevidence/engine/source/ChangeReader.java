package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        CompletableFuture<List<String>> tips = CompletableFuture.supplyAsync(() -> tips(head));
        Since since;
        try (History history = new History(repository, progress)) {
            since = Since.of(history, head, base, shallow);
        } finally {
            tips.exceptionally(e -> List.of()).join(); // whoever closes the repository finds nobody reading it
        }
        return new Change(
                name.identity(root(since, head, shallow)),
                branch,
                head.name(),
                base,
                since.continuity(),
                since.commits(),
                joined(tips),
                shallow);
    }

    /** The first commit of the line of HEAD, if that is what has been read. */
    @CheckForNull
    private String root(Since since, ObjectId head, boolean shallow) throws IOException {
        boolean read = since.continuity() == Continuity.FIRST
                && !shallow
                && references.head().filter(head::equals).isPresent();
        return read ? since.commits().get(since.commits().size() - 1).id() : null;
    }

    private List<String> tips(ObjectId head) {
        try {
            return references.tips(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> joined(CompletableFuture<List<String>> tips) throws IOException {
        try {
            return tips.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException cause) {
                throw cause.getCause();
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
