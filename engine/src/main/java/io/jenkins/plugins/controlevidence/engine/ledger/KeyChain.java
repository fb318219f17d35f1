package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a ledger's records were signed with, in the order of the ledger: each but the first was named by a record that the
 * one before it signed.
 */
final class KeyChain {
    private final List<VerifyingKey> keys = new ArrayList<>();

    KeyChain(VerifyingKey first) {
        keys.add(first);
    }

    VerifyingKey current() {
        return keys.get(keys.size() - 1);
    }

    void rotateTo(VerifyingKey next) {
        keys.add(next);
    }

    /** Whether any of them has signed a checkpoint. */
    boolean hasSigned(Checkpoint checkpoint) throws StoreException {
        for (VerifyingKey key : keys) {
            if (checkpoint.isSignedBy(key)) {
                return true;
            }
        }
        return false;
    }

    boolean contains(VerifyingKey key) {
        return keys.contains(key);
    }

    int length() {
        return keys.size();
    }
}
