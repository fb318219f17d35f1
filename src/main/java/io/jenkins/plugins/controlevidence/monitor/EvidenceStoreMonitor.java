package io.jenkins.plugins.controlevidence.monitor;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import hudson.util.HttpResponses;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Says that evidence cannot be kept. Until that is mended, builds that must record evidence fail. */
@Extension
@Symbol("evidenceStoreUnusable")
@Restricted(NoExternalUse.class)
public final class EvidenceStoreMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.EvidenceStoreMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return StoreHealth.get().getProblem() != null;
    }

    /** What the message is about. */
    public StoreHealth getHealth() {
        return StoreHealth.get();
    }

    @Override
    @SuppressWarnings("deprecation") // overriding is what it is for
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /**
     * Looks again.
     *
     * @return back to where the message was shown
     */
    @RequirePOST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        StoreHealth.get().check();
        return HttpResponses.redirectViaContextPath("/manage");
    }
}
