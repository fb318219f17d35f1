package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.ObjectTable;
import io.jenkins.plugins.controlevidence.engine.source.Beside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository that is open for a scan, with the table of what is in its packs if that has been made. */
final class OpenRepository implements AutoCloseable {
    private static final Map<Path, Beside<OpenRepository>> AHEAD = new ConcurrentHashMap<>();

    private final Repository repository;

    @CheckForNull
    private ObjectTable objects;

    private OpenRepository(Repository repository) {
        this.repository = repository;
    }

    /** Has a repository opened and its table made while the caller does something else; the next {@link #of} gets it. */
    static void ahead(Path gitDirectory) {
        AHEAD.computeIfAbsent(
                gitDirectory,
                directory -> Beside.begin(() -> {
                    OpenRepository opened = open(directory);
                    try {
                        opened.objects();
                        return opened;
                    } catch (IOException | RuntimeException e) {
                        opened.close();
                        throw e;
                    }
                }));
    }

    /**
     * Opens a repository, unless that has been done ahead.
     *
     * @param gitDirectory where its objects and refs are
     * @return the caller closes it
     * @throws IOException if there is none
     */
    static OpenRepository of(Path gitDirectory) throws IOException {
        Beside<OpenRepository> ahead = AHEAD.remove(gitDirectory);
        if (ahead == null) {
            return open(gitDirectory);
        }
        try {
            return ahead.result();
        } catch (IOException | RuntimeException e) {
            return open(gitDirectory); // what was wrong is met again, by who says it or knows another way
        }
    }

    private static OpenRepository open(Path gitDirectory) throws IOException {
        return new OpenRepository(new FileRepositoryBuilder()
                .setGitDir(gitDirectory.toFile())
                .setMustExist(true)
                .build());
    }

    Repository repository() {
        return repository;
    }

    /**
     * What is in the packs.
     *
     * @return null if there are none, or such large ones that they are to be read otherwise
     * @throws IOException if a pack is missing or broken
     */
    @CheckForNull
    ObjectTable objects() throws IOException {
        if (objects == null
                && repository.getObjectDatabase() instanceof ObjectDirectory directory
                && !directory.getPacks().isEmpty()) {
            objects = ObjectTable.open(List.copyOf(directory.getPacks()));
        }
        return objects;
    }

    @Override
    public void close() {
        repository.close();
    }
}
