package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --store}, with the default that every command shares: {@code .control-evidence} in the repository. */
final class StoreOption {
    /** Name of the store's directory in a repository. */
    static final String DIRECTORY = ".control-evidence";

    @CheckForNull
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where the evidence is kept. Default: " + DIRECTORY + " in the repository.")
    private Path directory;

    /**
     * The store's directory for work on a repository; need not exist.
     *
     * @param repository the repository
     * @return in the work tree, or in the git directory of a bare repository
     */
    Path of(GitRepository repository) {
        return directory != null
                ? directory
                : repository.workTree().orElse(repository.gitDirectory()).resolve(DIRECTORY);
    }

    /**
     * The store's directory for work on a store alone.
     *
     * @return a directory that exists
     * @throws NoSuchFileException if it does not
     * @throws SourceException if no store was named and the current directory is in no repository
     */
    Path existing() throws NoSuchFileException, SourceException {
        Path found = directory;
        if (found == null) {
            Path here = Path.of(DIRECTORY);
            if (Files.isDirectory(here)) {
                return here;
            }
            try (GitRepository repository = GitRepository.open(Path.of(""))) {
                found = of(repository);
            }
        }
        if (!Files.isDirectory(found)) {
            throw new NoSuchFileException(
                    found.toString(),
                    null,
                    "there is no store; 'control-evidence run' makes one, --store names another");
        }
        return found;
    }
}
