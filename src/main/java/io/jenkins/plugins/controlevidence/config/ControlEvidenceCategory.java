package io.jenkins.plugins.controlevidence.config;

import hudson.Extension;
import jenkins.model.GlobalConfigurationCategory;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Gives the settings a page of their own. Who may set policies then need not be somebody who may manage Jenkins, which the
 * System page asks for.
 */
@Extension
@Symbol("controlEvidence")
@Restricted(NoExternalUse.class)
public final class ControlEvidenceCategory extends GlobalConfigurationCategory {
    @Override
    public String getDisplayName() {
        return Messages.ControlEvidenceConfiguration_DisplayName();
    }

    @Override
    public String getShortDescription() {
        return Messages.ControlEvidenceLink_Description();
    }
}
