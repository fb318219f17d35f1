package io.jenkins.plugins.controlevidence.collect;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The alert that a change of the configuration raises which nothing authorised. Until somebody has seen it or Jenkins restarts. */
@Extension
@Symbol("evidenceUnauthorisedChanges")
@Restricted(NoExternalUse.class)
public final class UnauthorisedChangesMonitor extends AdministrativeMonitor {
    /** What records call it. */
    static final String ALERT = "administrative monitor: changes past Jenkins";

    private static final int MOST = 20;

    // Replaced, never changed: readers need no lock.
    private volatile List<String> unseen = List.of();

    static UnauthorisedChangesMonitor get() {
        return ExtensionList.lookupSingleton(UnauthorisedChangesMonitor.class);
    }

    synchronized void add(List<ConfigurationChange> changes) {
        List<String> longer = new ArrayList<>(unseen);
        changes.forEach(change -> longer.add(change.object() + ": " + change.what()));
        unseen = List.copyOf(longer.subList(Math.max(0, longer.size() - MOST), longer.size()));
    }

    @Override
    public String getDisplayName() {
        return Messages.UnauthorisedChangesMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !unseen.isEmpty();
    }

    @Override
    public boolean isSecurity() {
        return true;
    }

    /** The last of them. */
    public List<String> getShown() {
        return Collections.unmodifiableList(unseen);
    }

    @Override
    @SuppressWarnings("deprecation") // overriding is what it is for
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /**
     * Takes them down.
     *
     * @return back to where the message was shown
     */
    @RequirePOST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        unseen = List.of();
        return HttpResponses.redirectViaContextPath("/manage");
    }
}
