package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.util.Optional;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * A person's decision to let a build through a gate that does not pass.
 *
 * @param person id of the user
 * @param reason what they gave as the reason, redacted
 */
record GateOverride(String person, String reason) {
    /**
     * The override that the person who started a build has asked for. They must have started this very build (one that is
     * replayed or rebuilt by somebody else carries the old parameters along) and have the permission now.
     *
     * @param run the build
     * @param listener is told why an override that was asked for does not count
     * @return empty if none was asked for, or it does not count
     */
    static Optional<GateOverride> of(Run<?, ?> run, TaskListener listener) {
        return run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getAllParameters().stream())
                .filter(OverrideParameterValue.class::isInstance)
                .map(OverrideParameterValue.class::cast)
                .filter(value -> !value.reason().isBlank())
                .findFirst()
                .flatMap(value -> granted(run, value.userId(), value.reason(), listener));
    }

    /**
     * The same, or the reason that a Pipeline gives: that one is the reason of whoever started the build.
     *
     * @param reason what the Pipeline says, or null
     */
    static Optional<GateOverride> of(Run<?, ?> run, @CheckForNull String reason, TaskListener listener) {
        Optional<GateOverride> asked = of(run, listener);
        if (asked.isPresent() || reason == null) {
            return asked;
        }
        Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
        return granted(run, cause == null ? null : cause.getUserId(), reason, listener);
    }

    private static Optional<GateOverride> granted(
            Run<?, ?> run, @CheckForNull String person, String reason, TaskListener listener) {
        Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
        String refusal = null;
        if (person == null) {
            refusal = "nobody who is logged in asked for it";
        } else if (cause == null || !person.equals(cause.getUserId())) {
            refusal = "it was asked for by " + person + ", who did not start this build";
        } else if (!mayOverride(person, run.getParent())) {
            refusal = person + " lacks the permission Control Evidence/Override";
        }
        if (refusal != null) {
            listener.getLogger().println(BuildLog.line("the override of the gate does not count: " + refusal));
            return Optional.empty();
        }
        return Optional.of(new GateOverride(person, Texts.shown(Texts.redacted(reason))));
    }

    private static boolean mayOverride(String person, Job<?, ?> job) {
        User user = User.getById(person, false);
        try {
            return user != null
                    && job.getACL().hasPermission2(user.impersonate2(), ControlEvidencePermissions.OVERRIDE);
        } catch (UsernameNotFoundException e) {
            return false; // somebody who has left since
        }
    }
}
