package io.jenkins.plugins.controlevidence.collect;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the Credentials plugin keeps of Jenkins and of folders. What users keep for themselves is nobody else's to read. A value is told from another by a keyed fingerprint of all
 * secrets that the credential is saved with, whatever its type; nothing else is done with it.
 */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class StoredCredentials implements KnownCredential.Source {
    /** A secret as it is saved, encrypted. */
    private static final Pattern SAVED = Pattern.compile("\\{[A-Za-z0-9+/]+={0,2}}");

    @Override
    public List<KnownCredential> all(FingerprintKey key) {
        List<KnownCredential> all = new ArrayList<>();
        add(Jenkins.get(), "Jenkins", key, all);
        for (Item item : Jenkins.get().allItems()) {
            if (item instanceof ItemGroup<?>) {
                add(item, item.getFullName(), key, all);
            }
        }
        return all;
    }

    private static void add(ModelObject context, String scope, FingerprintKey key, List<KnownCredential> all) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(context)) {
            if (store.getContext() != context) {
                continue; // a store further out, which is looked at there
            }
            for (Domain domain : store.getDomains()) {
                String where = domain.getName() == null ? scope : scope + "/" + domain.getName();
                for (Credentials credentials : store.getCredentials(domain)) {
                    String id = credentials instanceof IdCredentials named
                            ? named.getId()
                            : credentials.getDescriptor().getDisplayName();
                    all.add(new KnownCredential(
                            where + "/" + id,
                            credentials.getClass().getSimpleName(),
                            where,
                            null,
                            fingerprint(credentials, key)));
                }
            }
        }
    }

    @CheckForNull
    private static String fingerprint(Credentials credentials, FingerprintKey key) {
        List<String> secrets = new ArrayList<>();
        Matcher saved = SAVED.matcher(Items.XSTREAM2.toXML(credentials));
        while (saved.find()) {
            Secret secret = Secret.decrypt(saved.group());
            secrets.add(secret == null ? saved.group() : secret.getPlainText());
        }
        return secrets.isEmpty() ? null : key.fingerprint(secrets.toArray(String[]::new));
    }
}
