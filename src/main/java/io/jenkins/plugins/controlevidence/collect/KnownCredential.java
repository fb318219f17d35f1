package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A credential that Jenkins knows, without its value.
 *
 * @param id tells it from all others of this Jenkins
 * @param kind what it is
 * @param scope where it can be used
 * @param created when its value was made, if that is known, or null
 * @param fingerprint keyed fingerprint of its value, or null if it has none that can be read
 */
@Restricted(NoExternalUse.class)
public record KnownCredential(
        String id,
        String kind,
        String scope,
        @CheckForNull Instant created,
        @CheckForNull String fingerprint) {
    /** Knows one sort of credentials; whichever plugin keeps them may be missing. */
    @Restricted(NoExternalUse.class)
    public interface Source extends ExtensionPoint {
        /**
         * All that there are.
         *
         * @param key makes fingerprints of values
         * @return in any order
         */
        List<KnownCredential> all(FingerprintKey key);
    }
}
