package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --protected-branch}, the same for every command that has to know which commits must be covered. */
final class ProtectedBranches {
    @Option(
            names = "--protected-branch",
            paramLabel = "NAME",
            description = "A branch whose every commit must be proven; may be repeated and hold * and **."
                    + " Default: main, master.")
    private Set<String> globs = new LinkedHashSet<>(ReportRequest.DEFAULT_BRANCHES);

    Set<String> globs() {
        return globs;
    }

    /**
     * The branches of a repository that are protected.
     *
     * @throws SourceException if none is: then nothing could be said of it
     */
    List<String> of(GitRepository repository) throws SourceException {
        List<String> all = repository.branches();
        List<String> found = all.stream()
                .filter(branch -> globs.stream().anyMatch(glob -> Glob.of(glob).matches(branch)))
                .toList();
        if (found.isEmpty()) {
            throw new SourceException(repository.gitDirectory() + " has none of the branches "
                    + String.join(", ", globs) + "; it has "
                    + String.join(", ", all.subList(0, Math.min(5, all.size())))
                    + "; name the protected ones by --protected-branch");
        }
        return found;
    }
}
