package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.KeyRotationStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the entries of a ledger are signed records, and gathers the artefacts that they name. Which key has to have signed a
 * record follows from those before it.
 */
final class RecordVerification {
    private final Collection<VerifyingKey> firstKeys;
    private final ArtefactScope scope;
    private final Faults unsigned = new Faults();
    private final Faults malformed = new Faults();
    private final ArtefactUses uses = new ArtefactUses();
    private final Map<String, Long> artefactSizes = new HashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private long count;

    @CheckForNull
    private KeyChain chain;

    /** Prepares to check records, the first of which one of these keys has signed; notes the artefacts of that scope. */
    RecordVerification(Collection<VerifyingKey> firstKeys, ArtefactScope scope) {
        this.firstKeys = List.copyOf(firstKeys);
        this.scope = scope;
    }

    /** What is learnt of one entry, by any thread. */
    private record Seen(
            String id,
            boolean signed,
            @CheckForNull VerifyingKey next,
            @CheckForNull String fault,
            @CheckForNull EvidenceRecord record,
            List<ArtefactReference> artefacts,
            List<ArtefactReference> leftOut) {}

    /** Checks entries, on all processors: a signature takes a tenth of a millisecond. */
    void accept(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return;
        }
        VerifyingKey key = chain(entries.get(0)).current();
        List<Seen> all = entries.parallelStream().map(entry -> see(entry, key)).toList();
        for (int i = 0; i < all.size(); i++) {
            Seen seen = all.get(i);
            note(seen);
            if (seen.signed() && seen.next() != null) {
                chain(entries.get(0)).rotateTo(seen.next());
                accept(entries.subList(i + 1, entries.size()));
                return;
            }
        }
    }

    private KeyChain chain(byte[] first) {
        if (chain == null) {
            chain = new KeyChain(firstKeys.stream()
                    .filter(key -> see(first, key).signed())
                    .findFirst()
                    .orElse(firstKeys.iterator().next()));
        }
        return chain;
    }

    private Seen see(byte[] entry, VerifyingKey key) {
        String id = HexFormat.of().formatHex(TreeHash.leaf(entry));
        try {
            Envelope envelope = Envelope.parse(entry);
            EvidenceRecord record = RecordReader.read(id, envelope);
            return new Seen(
                    id,
                    envelope.isSignedBy(key),
                    KeyRotationStatement.next(record).orElse(null),
                    null,
                    record,
                    record.artefacts().stream()
                            .filter(artefact -> scope.covers(record, artefact))
                            .toList(),
                    record.artefacts().stream()
                            .filter(artefact -> !scope.covers(record, artefact))
                            .toList());
        } catch (EvidenceException e) {
            return new Seen(id, false, null, e.getMessage(), null, List.of(), List.of());
        }
    }

    private void note(Seen seen) {
        if (!seen.signed()) {
            unsigned.add("record " + count + " (" + seen.id() + ") is not signed with the key");
        }
        if (seen.fault() != null) {
            malformed.add("record " + count + ": " + seen.fault());
        }
        if (seen.record() != null) {
            try {
                uses.accept(seen.record(), seen.signed());
            } catch (EvidenceException e) {
                malformed.add("record " + count + ": " + e.getMessage());
            }
        }
        seen.leftOut().forEach(artefact -> leftOut.add(artefact.sha256()));
        for (ArtefactReference artefact : seen.artefacts()) {
            Long before = artefactSizes.putIfAbsent(artefact.sha256(), artefact.size());
            if (before != null && before != artefact.size()) {
                malformed.add("record " + count + " gives another size for the artefact " + artefact.sha256());
            }
        }
        count++;
    }

    /** The keys that have signed, as far as has been read. */
    KeyChain keys() {
        return chain == null ? new KeyChain(firstKeys.iterator().next()) : chain;
    }

    Check signatures() {
        int rotations = keys().length() - 1;
        return unsigned.check(
                "signatures",
                count + " records are signed with the key"
                        + (rotations == 0
                                ? ""
                                : ", which was replaced " + rotations + (rotations == 1 ? " time" : " times")
                                        + ", each time with the signature of the one before"));
    }

    Check records() {
        return malformed.check("records", count + " records are well formed");
    }

    /** How many artefacts are named only by records for which they need not be there. */
    long leftOut() {
        return leftOut.stream()
                .filter(sha256 -> !artefactSizes.containsKey(sha256))
                .count();
    }

    /** Which artefacts the records name, and which of them were removed. */
    ArtefactUses uses() {
        return uses;
    }

    /** The artefacts that the records name and that have to be there, by digest, with their sizes. */
    Map<String, Long> artefactSizes() {
        return artefactSizes;
    }
}
