package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Objects;

/**
 * A commit on the first-parent line of a branch with all that it brought there: who must not be the one who approves it.
 *
 * @param commit the commit on the line
 * @param brought full ids of the commits that came to the branch with it, as by a merge, each after one of its children; the
 *     first {@value #MAX_BROUGHT} of them; empty for a commit that is no merge
 * @param total how many commits came with it in truth
 * @param people authors and committers, without doubles, at most {@value #MAX_PEOPLE}: of what a merge brought, not of the merge,
 *     for whoever presses the button wrote nothing by that; of the commit itself if it brought nothing
 * @param peopleKnown whether {@code people} names all of them
 * @param request number of the pull or merge request, or Gerrit's change id, that the message names; null if it names none.
 *     Whoever writes a commit can write this
 */
public record Arrival(
        Commit commit,
        List<String> brought,
        int total,
        List<Person> people,
        boolean peopleKnown,
        @CheckForNull String request) {
    /** So many commits of a merge are named. */
    public static final int MAX_BROUGHT = 1_000;

    /** So many people of a merge are named. */
    public static final int MAX_PEOPLE = 500;

    /** Copies the lists. */
    public Arrival {
        Objects.requireNonNull(commit, "commit");
        brought = List.copyOf(brought);
        people = List.copyOf(people);
    }
}
