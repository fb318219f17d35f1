package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.WitnessService;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A witness (C2SP tlog-witness) that cosigns checkpoints. */
public final class WitnessDestination extends CheckpointDestination {
    private final String url;
    private final String key;

    /**
     * A witness.
     *
     * @param url its submission prefix, http or https
     * @param key its key, {@code name+hash+key}
     * @throws IllegalArgumentException if the address is none or holds a password, or the key is none
     */
    @DataBoundConstructor
    public WitnessDestination(String url, String key) {
        this.url = Addresses.web(url).toString();
        this.key = Util.fixNull(key).strip();
        witness(this.key);
    }

    /**
     * Its submission prefix.
     *
     * @return http or https
     */
    public String getUrl() {
        return url;
    }

    /**
     * Its key.
     *
     * @return {@code name+hash+key}
     */
    public String getKey() {
        return key;
    }

    private static Witness witness(String key) {
        try {
            return Witness.parse(key);
        } catch (EvidenceException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return url;
    }

    @Override
    public Destination destination() {
        return new WitnessService(Addresses.web(url), witness(key));
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("witness")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Kind {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WitnessDestination_DisplayName();
        }
    }
}
