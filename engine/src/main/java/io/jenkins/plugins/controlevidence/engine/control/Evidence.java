package io.jenkins.plugins.controlevidence.engine.control;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What counts as proof of one item of a population.
 *
 * @param kinds the kinds of record that can prove it, such as {@code scan}, {@code gate}
 * @param families the families of scan that count; empty where the family does not matter
 * @param proof the outcomes that are proof; any other conclusive outcome is an exception
 * @param covers which commits one record proves something of
 * @param standard whether a scan counts only if it says which configuration standard it measured against
 * @param reviewed whether a failure counts as proof once a person has reviewed its record: that something was noticed and
 *     answered is what the control is for
 * @param ticket whether what was decided on a finding counts only if it names a ticket
 * @param findings whether what a scan found makes an item an exception
 */
public record Evidence(
        List<String> kinds,
        List<Family> families,
        Set<Outcome> proof,
        Coverage covers,
        boolean standard,
        boolean reviewed,
        boolean ticket,
        FindingsRule findings) {
    /** Copies the collections; rejects evidence that no record could be, and outcomes that can never be proof. */
    public Evidence {
        kinds = List.copyOf(kinds);
        families = List.copyOf(families);
        proof = Set.copyOf(proof);
        Objects.requireNonNull(covers, "covers");
        Objects.requireNonNull(findings, "findings");
        if (kinds.isEmpty() || proof.isEmpty()) {
            throw new IllegalArgumentException("evidence needs kinds of record and outcomes that prove");
        }
        if (!Set.of(Outcome.PASSED, Outcome.FAILED).containsAll(proof)) {
            throw new IllegalArgumentException("only passed and failed can be proof, not " + proof);
        }
    }
}
