package io.jenkins.plugins.controlevidence.config;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.WebCopy;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A web server that copies of checkpoints are put to, with PUT. */
public final class WebServerDestination extends CheckpointDestination {
    private final String url;

    @CheckForNull
    private String credentialsId;

    /**
     * A web server.
     *
     * @param url http or https; the copy's name is appended to it
     * @throws IllegalArgumentException if the address is none, or holds a password
     */
    @DataBoundConstructor
    public WebServerDestination(String url) {
        this.url = Addresses.web(url).toString();
    }

    /**
     * Where copies are put.
     *
     * @return http or https
     */
    public String getUrl() {
        return url;
    }

    /**
     * The credentials whose password is sent as a bearer token.
     *
     * @return their id, or null for none
     */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * Sets the credentials whose password is sent as a bearer token.
     *
     * @param credentialsId their id, or empty for none
     */
    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public String name() {
        return url;
    }

    @Override
    public Destination destination() {
        StandardUsernamePasswordCredentials credentials = CopyCredentials.find(credentialsId);
        return new WebCopy(
                Addresses.web(url),
                credentials == null ? null : credentials.getPassword().getPlainText());
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("webServer")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Kind {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebServerDestination_DisplayName();
        }

        /** The credentials that there are to choose from. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CopyCredentials.choices(credentialsId);
        }
    }
}
