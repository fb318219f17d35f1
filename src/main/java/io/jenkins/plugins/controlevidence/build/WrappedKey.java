package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * The key for fingerprints on its way to an agent. It is derived from the store's key for one repository, so that no agent ever
 * holds the store's: what an agent could learn by guessing credentials concerns the repository that it has checked out anyway.
 */
final class WrappedKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] key;

    private WrappedKey(byte[] key) {
        this.key = key;
    }

    /**
     * Derives the key of a repository.
     *
     * @param store the store's key, which stays here
     * @param repository name of the repository
     * @return the same key for the same repository of the same store
     */
    static WrappedKey of(FingerprintKey store, String repository) {
        // 128 bits of HMAC-SHA-256 as 32 hexadecimal digits: as long as a key has to be.
        return new WrappedKey(store.fingerprint("agent key", repository).getBytes(StandardCharsets.US_ASCII));
    }

    /** The key, for use on the agent. */
    FingerprintKey unwrap() {
        return FingerprintKey.of(key);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "WrappedKey[hidden]";
    }
}
