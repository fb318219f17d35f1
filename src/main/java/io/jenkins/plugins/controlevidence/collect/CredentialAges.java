package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.collect.CollectedState.Seen;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Credential;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How old each credential is that Jenkins knows. A value is as old as it is known to be: the age of one that has not changed since
 * the first look, and does not tell, is unknown.
 */
final class CredentialAges {
    private CredentialAges() {}

    /**
     * Records them.
     *
     * @throws IOException if the store cannot be written
     */
    static void record(CollectionSettings settings) throws IOException {
        Instant now = Instant.now();
        FingerprintKey key = ControllerEvidence.get().store().fingerprintKey();
        Map<String, Seen> before = CollectedState.get().credentials();
        Map<String, Seen> seen = new TreeMap<>();
        List<Credential> credentials = new ArrayList<>();
        for (KnownCredential.Source source : ExtensionList.lookup(KnownCredential.Source.class)) {
            for (KnownCredential known : source.all(key)) {
                Seen is = look(before.get(known.id()), known, now);
                seen.put(known.id(), is);
                credentials.add(new Credential(
                        known.id(),
                        known.kind(),
                        known.scope(),
                        Instant.ofEpochMilli(is.firstSeen),
                        is.rotated == 0 ? null : Instant.ofEpochMilli(is.rotated),
                        settings.getRotationDays(),
                        known.fingerprint()));
            }
        }
        List<String> removed =
                before.keySet().stream().filter(id -> !seen.containsKey(id)).toList();
        SystemRecords.append(
                List.of(CredentialInventory.of(SystemRecords.system(), now, credentials, removed, List.of())),
                List.of());
        CollectedState.get().credentials(seen);
    }

    private static Seen look(@CheckForNull Seen before, KnownCredential known, Instant now) {
        Instant made = known.created();
        long created = made == null ? 0 : made.toEpochMilli();
        String fingerprint = known.fingerprint();
        if (before == null) {
            return new Seen(now.toEpochMilli(), created, fingerprint);
        }
        boolean replaced = fingerprint != null && before.fingerprint != null && !fingerprint.equals(before.fingerprint);
        return new Seen(
                before.firstSeen, replaced ? now.toEpochMilli() : Math.max(before.rotated, created), fingerprint);
    }
}
