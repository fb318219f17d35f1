package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import jakarta.servlet.ServletException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of the settings, under Manage Jenkins. Read only for those who may see the system's configuration. */
@Extension
@Restricted(NoExternalUse.class)
public final class ControlEvidenceLink extends ManagementLink implements StaplerProxy {
    /** Where the page is. */
    public static final String URL = "control-evidence-settings";

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
    }

    @Override
    public String getDisplayName() {
        return Messages.ControlEvidenceConfiguration_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.ControlEvidenceLink_Description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.SECURITY;
    }

    /** Whichever of the two permissions that open the page the reader has. */
    @Override
    @NonNull
    public Permission getRequiredPermission() {
        return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ)
                ? Jenkins.SYSTEM_READ
                : ControlEvidencePermissions.CONFIGURE;
    }

    /** Keeps everybody else out of the page and all that is below it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkAnyPermission(ControlEvidencePermissions.CONFIGURE, Jenkins.SYSTEM_READ);
        return this;
    }

    /** The settings that the page shows. */
    public ControlEvidenceConfiguration getSettings() {
        return ControlEvidenceConfiguration.get();
    }

    /** Whether the reader may only look. */
    public boolean isReadOnly() {
        return !Jenkins.get().hasPermission(ControlEvidencePermissions.CONFIGURE);
    }

    /**
     * Takes over what the form says.
     *
     * @param request the form
     * @return back to Manage Jenkins, or to the page for those who may not manage Jenkins
     * @throws ServletException if the form is not one
     * @throws FormException if something in it cannot be followed
     */
    @RequirePOST
    public HttpResponse doConfigSubmit(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(ControlEvidencePermissions.CONFIGURE);
        getSettings().configure(request, request.getSubmittedForm());
        return FormApply.success(
                request.getContextPath() + (Jenkins.get().hasPermission(Jenkins.SYSTEM_READ) ? "/manage" : "/" + URL));
    }
}
