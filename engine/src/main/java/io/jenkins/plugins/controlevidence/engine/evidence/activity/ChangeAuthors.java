package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who wrote and who committed a change, as its commits say. Who merely merged it is neither: on most platforms that is the very
 * person who approved it.
 *
 * @param authors without doubles
 * @param committers without doubles
 */
public record ChangeAuthors(List<Actor> authors, List<Actor> committers) {
    private static final int MOST_COMMITS = 2_000;

    /** Copies the lists. */
    public ChangeAuthors {
        authors = List.copyOf(authors);
        committers = List.copyOf(committers);
    }

    /**
     * Reads them.
     *
     * @param repository where the commits are
     * @param head the last commit of the change
     * @param base the change is what {@code head} has and this revision has not; null for what a merge brought, or else for
     *     the one commit
     * @return who they are
     * @throws SourceException if there are none, or more than one approval can speak of
     */
    public static ChangeAuthors of(GitRepository repository, Commit head, @CheckForNull String base)
            throws SourceException {
        String from =
                base != null ? base : head.parents().size() > 1 ? head.parents().get(0) : null;
        return of(from == null ? List.of(head) : commits(repository, from + ".." + head.id()));
    }

    /**
     * Those of what came to a branch, merges with all that they brought. If it is not known which commits are new, those of the
     * last one, or of what it has merged.
     *
     * @param repository where the commits are
     * @param change what came
     * @return who they are; nobody if they are of more commits than can be told
     */
    public static ChangeAuthors of(GitRepository repository, Change change) {
        try {
            return of(
                    repository,
                    repository.commit(change.head()),
                    change.continuity() == Continuity.CONTINUED ? change.base() : null);
        } catch (SourceException e) {
            return new ChangeAuthors(List.of(), List.of());
        }
    }

    /**
     * Those of some commits.
     *
     * @param commits all commits of the change
     * @return who they are
     */
    public static ChangeAuthors of(List<Commit> commits) {
        Set<Actor> authors = new LinkedHashSet<>();
        Set<Actor> committers = new LinkedHashSet<>();
        boolean onlyMerges = commits.stream().allMatch(ChangeAuthors::isMerge);
        for (Commit commit : commits) {
            if (onlyMerges || !isMerge(commit)) {
                authors.add(Actor.of(commit.author()));
                committers.add(Actor.of(commit.committer()));
            }
        }
        return new ChangeAuthors(List.copyOf(authors), List.copyOf(committers));
    }

    private static List<Commit> commits(GitRepository repository, String range) throws SourceException {
        List<String> ids = repository.range(range);
        if (ids.isEmpty()) {
            throw new SourceException("there is no commit in " + range + "; name an older --base");
        }
        if (ids.size() > MOST_COMMITS) {
            throw new SourceException("there are " + ids.size() + " commits in " + range + ", more than the "
                    + MOST_COMMITS + " that one approval can speak of; name a younger --base");
        }
        List<Commit> commits = new ArrayList<>();
        for (String id : ids) {
            commits.add(repository.commit(id));
        }
        return commits;
    }

    private static boolean isMerge(Commit commit) {
        return commit.parents().size() > 1;
    }
}
