package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * What somebody who verifies has from elsewhere, so that it need not be believed of the store or package that is verified.
 *
 * @param key the public key, or null to believe the one that comes with what is verified
 * @param checkpoints older checkpoints that were kept elsewhere, possibly none
 * @param authorities certificates of trusted time-stamping authorities, or of those who vouch for them; none to look only at
 *     whether time stamps are whole
 * @param witnesses the witnesses that are trusted; cosignatures of others are not looked at
 */
public record Trust(
        @CheckForNull VerifyingKey key,
        List<Checkpoint> checkpoints,
        Set<X509Certificate> authorities,
        List<Witness> witnesses) {
    /** Nothing from elsewhere. */
    public static final Trust NONE = new Trust(null, List.of(), Set.of(), List.of());

    /** Copies the collections. */
    public Trust {
        checkpoints = List.copyOf(checkpoints);
        authorities = Set.copyOf(authorities);
        witnesses = List.copyOf(witnesses);
    }
}
