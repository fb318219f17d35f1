package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The name under which evidence speaks of a repository: of its remote, or else of its first commit. */
final class RepositoryName {
    private final Repository repository;
    private final References references;

    RepositoryName(Repository repository, References references) {
        this.repository = repository;
        this.references = references;
    }

    /**
     * The name.
     *
     * @param root the first commit of the first-parent line of HEAD, or null if that has not been read; used only without a remote
     * @return see {@link GitRepository#identity}
     * @throws SourceException if there is no remote and a shallow clone no first commit
     */
    RepositoryIdentity identity(@CheckForNull String root) throws IOException, SourceException {
        Path place = repository.isBare()
                ? repository.getCommonDirectory().toPath()
                : repository.getWorkTree().toPath();
        Optional<String> remote = remoteUrl().flatMap(url -> RemoteUrl.normalise(url, place));
        if (remote.isPresent()) {
            return new RepositoryIdentity(remote.get());
        }
        return new RepositoryIdentity("urn:git:root:" + (root == null ? root() : root));
    }

    private Optional<String> remoteUrl() {
        Config config = repository.getConfig();
        String origin = config.getString("remote", Constants.DEFAULT_REMOTE_NAME, "url");
        if (origin != null) {
            return Optional.of(origin);
        }
        List<String> urls = config.getSubsections("remote").stream()
                .map(remote -> config.getString("remote", remote, "url"))
                .filter(Objects::nonNull)
                .toList();
        return urls.size() == 1 ? Optional.of(urls.get(0)) : Optional.empty();
    }

    private String root() throws IOException, SourceException {
        if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
            throw new SourceException(repository.getCommonDirectory()
                    + " has no remote to be named after, and as a shallow clone no first"
                    + " commit; run 'git remote add origin URL' or 'git fetch --unshallow'");
        }
        try (History history = new History(repository, Progress.NONE)) {
            Optional<ObjectId> head = references.head();
            ObjectId start = head.isPresent() ? head.get() : references.anyTip().orElseThrow();
            return history.root(start).name();
        }
    }
}
