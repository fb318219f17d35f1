package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * Which tool is to look at what.
 *
 * @param tool its id in the tool catalogue
 * @param catalogue the installation's changes to the tool catalogue, YAML, or null if there are none
 * @param policy content of the policy file, YAML, or null for the default policy
 * @param place where the checkout lies
 * @param branch short name of the branch
 * @param head full id of the commit that is to be scanned
 * @param base full id of the commit recorded before, or null
 * @param prior whether the prior scan's findings document lies in the scratch directory
 * @param parameters what the tool must be told, by name
 * @param path where the build looks for programs ({@code PATH}), or null for the agent's own
 * @param key makes fingerprints of credentials
 */
record ToolTask(
        String tool,
        @CheckForNull String catalogue,
        @CheckForNull String policy,
        GitWorkspace place,
        String branch,
        String head,
        @CheckForNull String base,
        boolean prior,
        TreeMap<String, String> parameters,
        @CheckForNull String path,
        WrappedKey key)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of the findings document of the prior scan in the scratch directory. */
    static final String PRIOR = "prior.json";

    /** Directory in the scratch directory in which the documents for the controller lie. */
    static final String RESULT = "result";
}
