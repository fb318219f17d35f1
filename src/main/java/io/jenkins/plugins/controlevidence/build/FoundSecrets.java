package io.jenkins.plugins.controlevidence.build;

import hudson.model.Run;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintedSecrets;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintedSecrets.Known;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder;
import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder.Span;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The credentials that scans of one repository have found, as the controller knows them: by fingerprint and mask. The values have
 * never left the agent that found them.
 */
final class FoundSecrets implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far back a build looks for what an earlier one of its job has found. */
    private static final int MOST_BUILDS = 5;

    private final WrappedKey key;
    private final ArrayList<Known> known;

    private FoundSecrets(WrappedKey key, ArrayList<Known> known) {
        this.key = key;
        this.known = known;
    }

    /**
     * What a build's scans have found so far, and what the last build of its job had found: what leaked then is in the history now.
     *
     * @throws IOException if the store cannot be read
     */
    static ArrayList<FoundSecrets> of(Run<?, ?> run) throws IOException {
        ArrayList<FoundSecrets> found = new ArrayList<>();
        add(run, found);
        Run<?, ?> before = run.getPreviousBuild();
        for (int i = 0; i < MOST_BUILDS && before != null && !add(before, found); i++) {
            before = before.getPreviousBuild();
        }
        return found;
    }

    /** Whether the build has scanned for credentials at all. */
    private static boolean add(Run<?, ?> run, List<FoundSecrets> found) throws IOException {
        EvidenceAction action = run.getAction(EvidenceAction.class);
        boolean scanned = false;
        if (action != null) {
            for (EvidencedChange change : action.getChanges()) {
                List<ScanSummary> scans = change.getScans().stream()
                        .filter(scan ->
                                scan.isConclusive() && Family.SECRETS.id().equals(scan.getFamily()))
                        .toList();
                if (!scans.isEmpty()) {
                    scanned = true;
                    found.add(of(change, scans));
                }
            }
        }
        return scanned;
    }

    private static FoundSecrets of(EvidencedChange change, List<ScanSummary> scans) throws IOException {
        Store store = ControllerEvidence.get().store();
        ArrayList<Known> known = new ArrayList<>();
        for (ScanSummary scan : scans) {
            RecordedScan.read(store, scan.record()).scan().findings().stream()
                    .flatMap(finding -> Known.of(finding).stream())
                    .limit(FingerprintedSecrets.MOST)
                    .forEach(known::add);
        }
        return new FoundSecrets(
                WrappedKey.of(
                        store.fingerprintKey(), change.change().repository().uri()),
                known);
    }

    /** Takes them out of texts. */
    static Redactor redactor(List<FoundSecrets> found) {
        List<SecretFinder> finders = found.stream()
                .<SecretFinder>map(each -> new FingerprintedSecrets(each.key.unwrap(), each.known))
                .toList();
        return new Redactor(text -> finders.stream()
                .flatMap(finder -> finder.find(text).stream())
                .sorted(Comparator.comparingInt(Span::start))
                .toList());
    }
}
