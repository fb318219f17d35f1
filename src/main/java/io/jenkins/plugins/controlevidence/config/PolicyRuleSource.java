package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows where one kind of item keeps its rule, so that folders need not be installed. */
@Restricted(NoExternalUse.class)
public interface PolicyRuleSource extends ExtensionPoint {
    /**
     * The rule of an item itself.
     *
     * @param item a job, a folder or anything else
     * @return null if it has none, or is not of the kind that this source knows
     */
    @CheckForNull
    PolicyRule find(Item item);

    /**
     * The rule of an item itself, whatever kind it is of.
     *
     * @param item a job, a folder or anything else
     * @return null if it has none
     */
    @CheckForNull
    static PolicyRule ruleOf(Item item) {
        for (PolicyRuleSource source : ExtensionList.lookup(PolicyRuleSource.class)) {
            PolicyRule rule = source.find(item);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }
}
