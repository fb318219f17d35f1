package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.ObjectTable;
import io.jenkins.plugins.controlevidence.engine.source.Beside;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Repository;

/** Opens the packs of repositories, ahead if someone knows that they will be read: that takes as long as reading thousands of refs. */
final class OpenPacks {
    private static final Map<Repository, Beside<ObjectTable>> AHEAD = new ConcurrentHashMap<>();

    private OpenPacks() {}

    /** Begins to open a repository's packs beside what the caller does. */
    static void ahead(Repository repository) {
        AHEAD.computeIfAbsent(repository, key -> Beside.begin(() -> open(key)));
    }

    /**
     * What is in a repository's packs.
     *
     * @param repository which
     * @return null if it has none, or such large ones that they are to be read otherwise
     * @throws IOException if a pack is missing or broken
     */
    @CheckForNull
    static ObjectTable of(Repository repository) throws IOException {
        Beside<ObjectTable> ahead = AHEAD.remove(repository);
        return ahead == null ? open(repository) : ahead.result();
    }

    @CheckForNull
    private static ObjectTable open(Repository repository) throws IOException {
        return repository.getObjectDatabase() instanceof ObjectDirectory directory
                        && !directory.getPacks().isEmpty()
                ? ObjectTable.open(List.copyOf(directory.getPacks()))
                : null;
    }
}
