package io.jenkins.plugins.controlevidence.engine.control;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.util.Objects;

/**
 * A rule by which items of a population are left out. It is part of the catalogue, so its wording is under the catalogue's
 * digest, and a report shows every item that it leaves out.
 *
 * @param id unique within the test
 * @param why why these items need no proof, for a person
 * @param repository glob of the repository's name, or null for any
 * @param branch glob of the branch's name, or null for any
 * @param item glob of the item's own name (a commit's id, a finding's fingerprint, a system, an environment), or null for any
 * @param detail glob of what is said of the item (a commit's subject, a finding's title), or null for any
 */
public record Exclusion(
        String id,
        String why,
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String item,
        @CheckForNull String detail) {
    /** Rejects a rule without a reason, and one that would leave out everything. */
    public Exclusion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(why, "why");
        if (repository == null && branch == null && item == null && detail == null) {
            throw new IllegalArgumentException("an exclusion names a repository, a branch, an item or a detail");
        }
    }

    /**
     * Whether it leaves out an item.
     *
     * @param itemRepository name of the item's repository, or null
     * @param itemBranch short name of its branch, or null
     * @param itemName its own name
     * @param itemDetail what is said of it
     * @return true if everything that the rule names matches
     */
    public boolean matches(
            @CheckForNull String itemRepository, @CheckForNull String itemBranch, String itemName, String itemDetail) {
        return matches(repository, itemRepository)
                && matches(branch, itemBranch)
                && matches(item, itemName)
                && matches(detail, itemDetail);
    }

    private static boolean matches(@CheckForNull String glob, @CheckForNull String text) {
        return glob == null || (text != null && Glob.of(glob).matches(text));
    }
}
