package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What lies in a workspace.
 *
 * @param repository name of the repository
 * @param branch short name of the branch that is checked out, or null with a detached head
 * @param head full id of the commit that is checked out
 * @param policy content of the policy file in that commit as UTF-8 text, or null if it has none
 */
record Checkout(
        String repository,
        @CheckForNull String branch,
        String head,
        @CheckForNull String policy) implements Serializable {
    private static final long serialVersionUID = 1L;
}
