package io.jenkins.plugins.controlevidence.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/** The credentials by which copies of checkpoints are put where not everybody may write: those of Jenkins as a whole. */
final class CopyCredentials {
    private CopyCredentials() {}

    /**
     * Finds credentials.
     *
     * @param id their id, or null for none
     * @return null for none
     * @throws IllegalArgumentException if there are none with the id
     */
    @CheckForNull
    static StandardUsernamePasswordCredentials find(@CheckForNull String id) {
        if (id == null) {
            return null;
        }
        StandardUsernamePasswordCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardUsernamePasswordCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new IllegalArgumentException(Messages.CopyCredentials_gone(id));
        }
        return found;
    }

    /** The choices for a form; for those who may not administer Jenkins only the one that is set. */
    static ListBoxModel choices(@CheckForNull String current) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return choices.includeCurrentValue(current == null ? "" : current);
        }
        return choices.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        Jenkins.get(),
                        StandardUsernamePasswordCredentials.class,
                        List.of(),
                        CredentialsMatchers.always())
                .includeCurrentValue(current == null ? "" : current);
    }
}
