package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.User;
import hudson.tasks.Mailer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The address that a user has entered for the Mailer plugin, where that is installed. Commits name their authors by address. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class MailerAddress implements BuildActors.AddressSource {
    @Override
    @CheckForNull
    public String addressOf(User user) {
        Mailer.UserProperty property = user.getProperty(Mailer.UserProperty.class);
        return property == null ? null : property.getExplicitlyConfiguredAddress();
    }
}
