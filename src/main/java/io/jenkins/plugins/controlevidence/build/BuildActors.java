package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.triggers.SCMTrigger;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment.Trigger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Who did something in a build, as far as Jenkins knows. */
@Restricted(NoExternalUse.class)
public final class BuildActors {
    private BuildActors() {}

    /** Knows the e-mail address of a user; whichever plugin keeps it may be missing. */
    @Restricted(NoExternalUse.class)
    public interface AddressSource extends ExtensionPoint {
        /**
         * The address of a user.
         *
         * @param user the user
         * @return null if they have none that this source knows
         */
        @CheckForNull
        String addressOf(User user);
    }

    /**
     * A user. Whoever is logged in is taken for a person unless the name is a well-known bot's: Jenkins does not tell more.
     *
     * @param id id of the user, or null for somebody who was not logged in
     * @return the actor
     */
    public static Actor of(@CheckForNull String id) {
        User user = id == null ? null : User.getById(id, false);
        if (user == null || User.getUnknown().getId().equals(id)) {
            return new Actor(
                    id == null || id.isBlank() ? "somebody who was not logged in" : id, null, null, Actor.Type.UNKNOWN);
        }
        return new Actor(user.getDisplayName(), address(user), user.getId(), Actor.Type.PERSON);
    }

    @CheckForNull
    private static String address(User user) {
        return ExtensionList.lookup(AddressSource.class).stream()
                .map(source -> source.addressOf(user))
                .filter(address -> address != null && !address.isBlank())
                .findFirst()
                .orElse(null);
    }

    /**
     * The person who started a build.
     *
     * @param run the build
     * @return null if nobody did
     */
    @CheckForNull
    static Actor starter(Run<?, ?> run) {
        Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
        return cause == null ? null : of(cause.getUserId());
    }

    /** What set a build off. Causes that are none of the four are another system's doing. */
    static Trigger trigger(Run<?, ?> run) {
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        if (user != null) {
            return new Trigger(Trigger.Kind.PERSON, user.getUserId());
        }
        Cause.UpstreamCause upstream = run.getCause(Cause.UpstreamCause.class);
        if (upstream != null) {
            return new Trigger(
                    Trigger.Kind.UPSTREAM, upstream.getUpstreamProject() + " #" + upstream.getUpstreamBuild());
        }
        Cause first = run.getCauses().isEmpty() ? null : run.getCauses().get(0);
        String name = first == null ? null : first.getShortDescription();
        if (first instanceof TimerTrigger.TimerTriggerCause) {
            return new Trigger(Trigger.Kind.TIMER, name);
        }
        boolean scm = first instanceof SCMTrigger.SCMTriggerCause
                || first != null && first.getClass().getName().startsWith("jenkins.branch.");
        return new Trigger(scm ? Trigger.Kind.SCM : Trigger.Kind.UPSTREAM, name);
    }
}
