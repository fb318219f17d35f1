package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * Which tool is to look at what.
 *
 * @param order which tool, with what
 * @param catalogue the installation's changes to the tool catalogue, YAML, or null if there are none
 * @param policy content of the policy file, YAML, or null for the default policy
 * @param place where the checkout lies
 * @param branch short name of the branch
 * @param head full id of the commit that is to be scanned
 * @param base full id of the commit recorded before, or null
 * @param prior whether the prior scan's findings document lies in the scratch directory
 * @param path where the build looks for programs ({@code PATH}), or null for the agent's own
 * @param buildMillis for how long the build has been running: a report that is older is not its own
 * @param key makes fingerprints of credentials
 */
record ToolTask(
        ScanOrder order,
        @CheckForNull String catalogue,
        @CheckForNull String policy,
        GitWorkspace place,
        String branch,
        String head,
        @CheckForNull String base,
        boolean prior,
        @CheckForNull String path,
        long buildMillis,
        WrappedKey key)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of the findings document of the prior scan in the scratch directory. */
    static final String PRIOR = "prior.json";

    /** Directory in the scratch directory in which the documents for the controller lie. */
    static final String RESULT = "result";
}
