package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision.Decider;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what persons decided on the findings that a gate has to judge. The index only says where to look: each decision is read
 * from the ledger, as the scans are.
 */
public final class DispositionLookup {
    private final Ledger ledger;
    private final EvidenceIndex index;

    /**
     * Looks into a store.
     *
     * @param store the store
     * @param index its index, up to date
     */
    public DispositionLookup(Store store, EvidenceIndex index) {
        this.ledger = store.ledger();
        this.index = index;
    }

    private record Found(long leaf, String id, boolean retracted) {}

    /**
     * The decisions on some findings: those that name the repository, and those that name none. A fingerprint says which
     * finding is meant; tool and rule stand in a decision for its readers.
     *
     * @param repository name of the repository
     * @param findings what was found in it
     * @param authors who wrote and committed the change that is judged; empty if that is not known
     * @return in the order of the ledger
     * @throws EvidenceException if the ledger has something else where the index says
     * @throws IOException if the index or the ledger cannot be read, or is damaged
     */
    public List<RecordedDecision> of(String repository, Collection<Finding> findings, ChangeAuthors authors)
            throws IOException {
        Map<String, List<Actor>> people = new HashMap<>();
        for (Finding finding : findings) {
            List<Actor> brought = people.computeIfAbsent(finding.fingerprint(), k -> new ArrayList<>());
            if (finding.introduced() != null) {
                brought.add(Actor.of(finding.introduced().author()));
            }
        }
        List<RecordedDecision> decisions = new ArrayList<>();
        for (Found found : find(repository, people)) {
            EvidenceRecord record = read(found);
            if (!(ActivityReader.of(record) instanceof Disposition disposition)) {
                throw new EvidenceException("Record " + found.id() + " is no disposition.");
            }
            decisions.add(new RecordedDecision(
                    record.id(),
                    disposition.finding(),
                    disposition.decision(),
                    disposition.until(),
                    disposition.at(),
                    disposition.decidedBy().toString(),
                    record.outcome() == Outcome.PASSED ? null : String.valueOf(record.reason()),
                    decider(disposition.decidedBy(), authors, people.get(disposition.finding())),
                    found.retracted()));
        }
        return decisions;
    }

    private static Decider decider(Actor who, ChangeAuthors authors, List<Actor> brought) {
        if (authors.authors().isEmpty() || authors.committers().isEmpty()) {
            return Decider.UNKNOWN;
        }
        boolean wrote = authors.authors().stream().anyMatch(who::isSameAs)
                || authors.committers().stream().anyMatch(who::isSameAs)
                || brought.stream().anyMatch(who::isSameAs);
        return wrote ? Decider.AUTHOR : Decider.SOMEBODY_ELSE;
    }

    private List<Found> find(String repository, Map<String, ?> fingerprints) throws IOException {
        if (fingerprints.isEmpty()) {
            return List.of();
        }
        return index.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT d.leaf, d.id, d.finding, r.retracted_by FROM disposition d
                    LEFT JOIN retraction r ON r.record = d.id
                    WHERE d.repository = ? OR d.repository IS NULL ORDER BY d.leaf
                    """)) {
                select.setString(1, repository);
                List<Found> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        if (fingerprints.containsKey(row.getString("finding"))) {
                            found.add(new Found(
                                    row.getLong("leaf"), row.getString("id"), row.getString("retracted_by") != null));
                        }
                    }
                }
                return found;
            }
        });
    }

    private EvidenceRecord read(Found found) throws IOException {
        EvidenceRecord record = RecordReader.read(ledger.id(found.leaf()), ledger.entry(found.leaf()));
        if (!record.id().equals(found.id())) {
            throw new EvidenceException("The ledger has another record than " + found.id() + " at " + found.leaf()
                    + ". Delete the index, it will be built again.");
        }
        return record;
    }
}
