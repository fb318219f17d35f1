package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.controlevidence.build.KnownTools;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;

/** Decides which tool a step means by a tool, a family, or both. */
final class ToolChoice {
    private ToolChoice() {}

    /**
     * The tool's id.
     *
     * @param tool what the step names, or null
     * @param family what the step names, or null
     * @param policy knows the tool of a family
     * @param catalogue the installation's changes to the tool catalogue, or null
     * @return id of a tool that the catalogue has
     * @throws AbortException if there is none, or more than one; says what to do
     */
    static String of(
            @CheckForNull String tool, @CheckForNull String family, Policy policy, @CheckForNull String catalogue)
            throws AbortException {
        if (tool != null) {
            Tool known = KnownTools.get(tool, catalogue);
            if (family != null && !known.family().id().equals(family)) {
                throw new AbortException("The tool " + tool + " is of the family "
                        + known.family().id() + ", not " + family + ". Take the family out, or name another tool.");
            }
            return tool;
        }
        List<String> ofFamily = new ArrayList<>();
        for (String id : policy.scans()) {
            if (KnownTools.get(id, catalogue).family().id().equals(family)) {
                ofFamily.add(id);
            }
        }
        if (ofFamily.isEmpty() && Family.SECRETS.id().equals(family)) {
            return SecretScanner.TOOL;
        }
        if (ofFamily.size() != 1) {
            throw new AbortException(
                    ofFamily.isEmpty()
                            ? "The policy asks for no tool of the family " + family + ". Name the tool."
                            : "The policy asks for several tools of the family " + family + " ("
                                    + String.join(", ", ofFamily)
                                    + "). Name the one that is meant, in a step for each.");
        }
        return ofFamily.get(0);
    }
}
