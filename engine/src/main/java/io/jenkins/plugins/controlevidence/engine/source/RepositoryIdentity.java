package io.jenkins.plugins.controlevidence.engine.source;

import java.util.Objects;

/**
 * The name under which evidence speaks of a repository, the same from every clone.
 *
 * @param uri the remote's URL without user, password, query or {@code .git} ending, such as {@code
 *     https://github.com/jenkinsci/jenkins}; {@code urn:git:root:<commit>} (the oldest root commit on the first-parent line)
 *     where there is no remote
 */
public record RepositoryIdentity(String uri) {
    /** Rejects null and empty. */
    public RepositoryIdentity {
        if (Objects.requireNonNull(uri, "uri").isEmpty()) {
            throw new IllegalArgumentException("a repository needs a name");
        }
    }
}
