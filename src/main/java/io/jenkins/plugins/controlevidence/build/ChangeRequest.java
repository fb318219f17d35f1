package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The pull request that a job builds.
 *
 * @param id its number or name on the platform
 * @param uri where it can be seen, or null
 * @param title its title, or null
 * @param author who opened it, or null if the branch source does not tell
 */
@Restricted(NoExternalUse.class)
public record ChangeRequest(
        String id,
        @CheckForNull String uri,
        @CheckForNull String title,
        @CheckForNull Actor author) {
    /** Knows of pull requests; whichever plugin tells of them may be missing. */
    @Restricted(NoExternalUse.class)
    public interface Source extends ExtensionPoint {
        /**
         * The pull request that a job builds.
         *
         * @param job the job
         * @return null if it builds none that this source knows of
         */
        @CheckForNull
        ChangeRequest find(Job<?, ?> job);
    }

    /** The pull request that a job builds; null if it builds none. */
    @CheckForNull
    static ChangeRequest of(Job<?, ?> job) {
        for (Source source : ExtensionList.lookup(Source.class)) {
            ChangeRequest found = source.find(job);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
