package io.jenkins.plugins.controlevidence.engine.source;

import java.util.List;
import java.util.Objects;

/**
 * What the first-parent line of a branch holds since a time: the population of changes, read from the repository itself.
 *
 * @param repository the repository's name
 * @param branch the branch's short name
 * @param head full id of the commit at its tip
 * @param shallow whether the clone lacks history, so that commits may be missing
 * @param commits newest first
 */
public record Arrivals(
        RepositoryIdentity repository, String branch, String head, boolean shallow, List<Arrival> commits) {
    /** Copies the list and rejects null. */
    public Arrivals {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(head, "head");
        commits = List.copyOf(commits);
    }
}
