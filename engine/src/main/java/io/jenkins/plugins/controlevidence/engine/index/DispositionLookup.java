package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.DecisionHistory;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision.Decider;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what persons decided on the findings that a gate has to judge. The index only says where to look: each decision is read
 * from the ledger, as the scans are.
 */
public final class DispositionLookup {
    private static final String DECISIONS = """
            SELECT d.leaf, d.id, d.finding, r.retracted_by FROM disposition d LEFT JOIN retraction r ON r.record = d.id
            """;

    private static final String ON_FINDING = DECISIONS + " WHERE d.finding = ? ORDER BY d.leaf";

    private static final String IN_REPOSITORY =
            DECISIONS + " WHERE d.repository = ? OR d.repository IS NULL ORDER BY d.leaf";

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
     * A decision as it was recorded.
     *
     * @param record its record
     * @param disposition what it says
     * @param retracted whether a later record takes it back
     */
    public record Recorded(EvidenceRecord record, Disposition disposition, boolean retracted) {
        /**
         * Why it does not hold by itself.
         *
         * @return null if it does
         */
        @CheckForNull
        public String flaw() {
            return record.outcome() == Outcome.PASSED ? null : String.valueOf(record.reason());
        }
    }

    /**
     * The decisions on a finding, in whichever repository.
     *
     * @param fingerprint all of the finding's fingerprint
     * @return in the order of the ledger
     * @throws IOException if the index or the ledger cannot be read, or is damaged
     */
    public List<Recorded> on(String fingerprint) throws IOException {
        return read(found(connection -> connection.prepareStatement(ON_FINDING), fingerprint, finding -> true));
    }

    /**
     * The decisions on some findings, those that name the repository and those that name none; and which of them gates
     * have let pass by decisions or waivers. A fingerprint says which finding is meant; tool and rule stand in a decision for its readers.
     *
     * @param change what is judged
     * @param findings what was found in it
     * @param authors who wrote and committed the change; empty if that is not known
     * @return what a gate has to know
     * @throws EvidenceException if the ledger has something else where the index says
     * @throws IOException if the index or the ledger cannot be read, or is damaged
     */
    public DecisionHistory of(Change change, Collection<Finding> findings, ChangeAuthors authors) throws IOException {
        String repository = change.repository().uri();
        Map<String, List<Actor>> people = new HashMap<>();
        for (Finding finding : findings) {
            List<Actor> brought = people.computeIfAbsent(finding.fingerprint(), k -> new ArrayList<>());
            if (finding.introduced() != null) {
                brought.add(Actor.of(finding.introduced().author()));
            }
        }
        List<RecordedDecision> decisions = new ArrayList<>();
        for (Recorded recorded : read(
                found(connection -> connection.prepareStatement(IN_REPOSITORY), repository, people::containsKey))) {
            Disposition disposition = recorded.disposition();
            List<Actor> brought = new ArrayList<>(people.get(disposition.finding()));
            brought.addAll(origin(change, disposition.finding()));
            decisions.add(new RecordedDecision(
                    recorded.record().id(),
                    disposition.finding(),
                    disposition.decision(),
                    disposition.until(),
                    disposition.at(),
                    disposition.decidedBy().toString(),
                    recorded.flaw(),
                    decider(disposition.decidedBy(), authors, brought),
                    recorded.retracted()));
        }
        return new DecisionHistory(decisions, letPass(repository, people.keySet()));
    }

    /** Those of the findings: a repository may have let thousands pass in its life. */
    private Set<String> letPass(String repository, Set<String> findings) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT fingerprint FROM let_pass_once WHERE repository = ?")) {
                select.setString(1, repository);
                Set<String> fingerprints = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        String fingerprint = row.getString(1);
                        if (findings.contains(fingerprint)) {
                            fingerprints.add(fingerprint);
                        }
                    }
                }
                return fingerprints;
            }
        });
    }

    private List<Actor> origin(Change change, String fingerprint) throws IOException {
        String branch = change.branch() == null ? "" : change.branch();
        return index
                .query(connection ->
                        FindingOrigin.of(connection, change.repository().uri(), branch, fingerprint))
                .stream()
                .map(Actor::of)
                .toList();
    }

    private static Decider decider(Actor who, ChangeAuthors authors, List<Actor> brought) {
        if (authors.authors().isEmpty() || authors.committers().isEmpty()) {
            return Decider.UNKNOWN;
        }
        boolean wrote = Stream.of(authors.authors(), authors.committers(), brought)
                .flatMap(List::stream)
                .anyMatch(who::isSameAs);
        return wrote ? Decider.AUTHOR : Decider.SOMEBODY_ELSE;
    }

    /** A query with one parameter, prepared. */
    @FunctionalInterface
    private interface Query {
        PreparedStatement prepare(Connection connection) throws SQLException;
    }

    private List<Found> found(Query query, String parameter, Predicate<String> ofFinding) throws IOException {
        return index.query(connection -> {
            try (PreparedStatement select = query.prepare(connection)) {
                select.setString(1, parameter);
                List<Found> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        if (ofFinding.test(row.getString("finding"))) {
                            found.add(new Found(
                                    row.getLong("leaf"), row.getString("id"), row.getString("retracted_by") != null));
                        }
                    }
                }
                return found;
            }
        });
    }

    private List<Recorded> read(List<Found> all) throws IOException {
        List<Recorded> recorded = new ArrayList<>(all.size());
        for (Found found : all) {
            EvidenceRecord record = RecordReader.read(ledger.id(found.leaf()), ledger.entry(found.leaf()));
            if (!record.id().equals(found.id()) || !(ActivityReader.of(record) instanceof Disposition disposition)) {
                throw new EvidenceException("The ledger has no disposition " + found.id() + " at " + found.leaf()
                        + ". Delete the index, it will be built again.");
            }
            recorded.add(new Recorded(record, disposition, found.retracted()));
        }
        return recorded;
    }
}
