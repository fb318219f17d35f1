package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.util.List;

/**
 * What came to a branch with a commit, and who took part in it.
 *
 * @param people authors and committers of what a merge brought, or of the commit if it is none, without doubles
 * @param peopleKnown whether these are all; false for a merge of which it was not recorded what it brought
 * @param tips full ids of a merge's other parents: the last commits of what it brought; empty for a commit that is no merge
 * @param brought full ids of the commits that came with it, tips included, as far as they are recorded
 * @param request number of the pull or merge request, or Gerrit's change id, that its message names; null if it names none
 */
public record Contribution(
        List<Person> people,
        boolean peopleKnown,
        List<String> tips,
        List<String> brought,
        @CheckForNull String request) {
    /** Copies the lists. */
    public Contribution {
        people = List.copyOf(people);
        tips = List.copyOf(tips);
        brought = List.copyOf(brought);
    }

    /**
     * What a repository says of a commit.
     *
     * @param arrival the commit
     * @return what came with it
     */
    public static Contribution of(Arrival arrival) {
        List<String> parents = arrival.commit().parents();
        return new Contribution(
                arrival.people(),
                arrival.peopleKnown(),
                parents.size() < 2 ? List.of() : parents.subList(1, parents.size()),
                arrival.brought(),
                arrival.request());
    }

    /** Of a commit that is no merge, names no request, and was committed by who wrote it. */
    static Contribution of(Person author) {
        return new Contribution(List.of(author), true, List.of(), List.of(), null);
    }
}
