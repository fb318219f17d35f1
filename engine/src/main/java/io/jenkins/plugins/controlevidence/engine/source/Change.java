package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Objects;

/**
 * What came to a branch of a repository since it was last recorded: the unit that is scanned, gated and recorded.
 *
 * @param repository the repository's name
 * @param branch the branch's short name; null with a detached head whose branch was not given
 * @param head full id of the commit that was looked at
 * @param base full id of the commit recorded before, or null the first time
 * @param continuity how head follows base
 * @param commits the first-parent commits after base up to head, newest first (merges stand for what they merged); in a
 *     shallow clone only those that are there
 * @param tips full ids of the commits that all refs point at, sorted, without doubles: from where history was scanned
 * @param shallow whether the clone lacks history, so that nothing can be said of all of it
 */
public record Change(
        RepositoryIdentity repository,
        @CheckForNull String branch,
        String head,
        @CheckForNull String base,
        Continuity continuity,
        List<Commit> commits,
        List<String> tips,
        boolean shallow) {
    /** Copies the lists and rejects null where it is not allowed. */
    public Change {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(continuity, "continuity");
        commits = List.copyOf(commits);
        tips = List.copyOf(tips);
    }
}
