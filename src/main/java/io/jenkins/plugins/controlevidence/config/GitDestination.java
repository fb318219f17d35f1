package io.jenkins.plugins.controlevidence.config;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.GitCopy;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A branch of a git repository that copies of checkpoints are committed to. */
public final class GitDestination extends CheckpointDestination {
    private final String url;
    private final String branch;

    @CheckForNull
    private String credentialsId;

    /**
     * A branch.
     *
     * @param url of the repository, a path or https, without a password
     * @param branch short name; made if it is not there
     * @throws IllegalArgumentException if the address is none or holds a password, or the branch cannot be called so
     */
    @DataBoundConstructor
    public GitDestination(String url, String branch) {
        this.url = Util.fixNull(url).strip();
        this.branch = Util.fixNull(branch).strip();
        if (this.url.isEmpty()) {
            throw new IllegalArgumentException(Messages.Addresses_noAddress());
        }
        new GitCopy(this.url, this.branch, null); // says what is wrong with the two
    }

    /**
     * The repository.
     *
     * @return a path or https
     */
    public String getUrl() {
        return url;
    }

    /**
     * The branch.
     *
     * @return short name
     */
    public String getBranch() {
        return branch;
    }

    /**
     * The credentials by which the repository may be written.
     *
     * @return their id, or null for none
     */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * Sets the credentials by which the repository may be written.
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
        return new GitCopy(
                url,
                branch,
                credentials == null
                        ? null
                        : new UsernamePasswordCredentialsProvider(
                                credentials.getUsername(),
                                credentials.getPassword().getPlainText()));
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("gitBranch")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Kind {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.GitDestination_DisplayName();
        }

        /** The credentials that there are to choose from. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CopyCredentials.choices(credentialsId);
        }
    }
}
