package io.jenkins.plugins.controlevidence.build;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where a checkout lies on the agent. A repository that merely surrounds the workspace, as where an agent's root directory lies
 * in one, is not the build's and is refused.
 *
 * @param workspace path of the workspace on the agent
 * @param directory path of the checkout from there; empty for the workspace itself
 */
record GitWorkspace(String workspace, String directory) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * A place in a workspace.
     *
     * @param workspace the workspace
     * @param directory path from there
     * @throws AbortException if that leads out of the workspace
     */
    static GitWorkspace in(FilePath workspace, String directory) throws IOException, InterruptedException {
        if (!directory.isEmpty() && !workspace.isDescendant(directory)) {
            throw new AbortException("The directory '" + directory
                    + "' is not inside the workspace. Name one by its path from the workspace.");
        }
        return new GitWorkspace(workspace.getRemote(), directory);
    }

    /** Opens the repository, on the agent. */
    GitRepository open() throws IOException {
        Path top = Path.of(workspace).toRealPath();
        Path checkout = top.resolve(directory);
        try {
            GitRepository repository = GitRepository.open(checkout);
            Path found = repository.workTree().orElse(repository.gitDirectory()).toRealPath();
            if (!found.startsWith(top)) {
                repository.close();
                throw none(checkout);
            }
            return repository;
        } catch (SourceException e) {
            throw aborted(e);
        }
    }

    private static AbortException none(Path checkout) {
        return new AbortException("There is no git repository in " + checkout
                + ". Check one out before this step, or name the directory that it was checked out to.");
    }

    /** The message of an exception whose causes need not travel to the controller. */
    static AbortException aborted(SourceException e) {
        return new AbortException(e.getMessage());
    }
}
