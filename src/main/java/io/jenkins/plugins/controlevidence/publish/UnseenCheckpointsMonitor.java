package io.jenkins.plugins.controlevidence.publish;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Says that somebody who is to witness the ledger has not seen a checkpoint for days. */
@Extension
@Symbol("evidenceUnseenCheckpoints")
@Restricted(NoExternalUse.class)
public final class UnseenCheckpointsMonitor extends AdministrativeMonitor {
    /** How long one may be out of reach before administrators are told. */
    static final Duration PATIENCE = Duration.ofDays(3);

    /**
     * A destination that has not seen one.
     *
     * @param name where it is
     * @param problem why
     */
    @Restricted(NoExternalUse.class)
    public record Unseen(String name, String problem) {}

    @Override
    public String getDisplayName() {
        return Messages.UnseenCheckpointsMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getUnseen().isEmpty();
    }

    @Override
    public boolean isSecurity() {
        return true;
    }

    /** Those who have not seen one for too long, in the order of the settings. */
    public List<Unseen> getUnseen() {
        return unseen(Instant.now());
    }

    static List<Unseen> unseen(Instant now) {
        return ControlEvidenceConfiguration.get().getCheckpointDestinations().stream()
                .flatMap(destination -> PublicationState.get().problem(destination.name(), PATIENCE, now).stream()
                        .map(problem -> new Unseen(destination.name(), problem)))
                .toList();
    }

    @Override
    @SuppressWarnings("deprecation") // overriding is what it is for
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /**
     * Tries again, in the background.
     *
     * @return back to where the message was shown
     */
    @RequirePOST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        CheckpointPublication.get().run();
        return HttpResponses.redirectViaContextPath("/manage");
    }
}
