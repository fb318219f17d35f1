package io.jenkins.plugins.controlevidence.monitor;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import hudson.util.HttpResponses;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Says that gates stopped commits on protected branches since an administrator last looked. */
@Extension
@Symbol("evidenceBlockedChanges")
@Restricted(NoExternalUse.class)
public final class BlockedChangesMonitor extends AdministrativeMonitor {
    /** How many are shown; the rest is counted. */
    private static final int SHOWN = 10;

    @Override
    public String getDisplayName() {
        return Messages.BlockedChangesMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !BlockedChanges.get().unseen().isEmpty();
    }

    /** How many there are, also of jobs that the reader may not see. */
    public int getCount() {
        return BlockedChanges.get().unseen().size();
    }

    /** The newest of those whose jobs the reader may see the evidence of. */
    public List<BlockedChange> getShown() {
        return BlockedChanges.get().unseen().stream()
                .filter(BlockedChange::isVisible)
                .limit(SHOWN)
                .toList();
    }

    @Override
    @SuppressWarnings("deprecation") // overriding is what it is for
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /**
     * Marks all of them as seen.
     *
     * @return back to where the message was shown
     */
    @RequirePOST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        BlockedChanges.get().markAsSeen();
        return HttpResponses.redirectViaContextPath("/manage");
    }
}
