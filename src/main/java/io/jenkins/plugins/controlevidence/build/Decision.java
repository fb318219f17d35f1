package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a person answered when a build asked.
 *
 * @param id tells it from others of the build
 * @param question what they were asked, or null
 * @param userId who answered, or null if they were not logged in
 * @param approved whether the build may go on
 * @param at when
 */
@Restricted(NoExternalUse.class)
public record Decision(
        String id,
        @CheckForNull String question,
        @CheckForNull String userId,
        boolean approved,
        Instant at) {
    /** Knows what people answered; whichever plugin asks may be missing. */
    @Restricted(NoExternalUse.class)
    public interface Source extends ExtensionPoint {
        /**
         * What people answered in a build so far.
         *
         * @param run the build
         * @return in the order in which they were asked
         */
        List<Decision> of(Run<?, ?> run);
    }

    /** All that people answered in a build so far. */
    static List<Decision> of(Run<?, ?> run) {
        List<Decision> decisions = new ArrayList<>();
        ExtensionList.lookup(Source.class).forEach(source -> decisions.addAll(source.of(run)));
        return decisions;
    }
}
