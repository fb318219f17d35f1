package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import java.nio.charset.StandardCharsets;

/** Reads policies as they travel between controller and agent. */
final class Policies {
    private Policies() {}

    /**
     * Reads a policy.
     *
     * @param yaml content of a policy file, or null for the default
     * @return the policy
     * @throws PolicyException if it is none; the message names line, column and remedy
     */
    static Policy parse(@CheckForNull String yaml) throws PolicyException {
        return yaml == null
                ? Policy.defaults()
                : PolicyReader.parse(Policy.FILE_NAME, yaml.getBytes(StandardCharsets.UTF_8));
    }
}
