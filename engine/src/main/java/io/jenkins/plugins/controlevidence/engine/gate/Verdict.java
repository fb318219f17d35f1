package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a policy says of a change.
 *
 * @param outcome {@code PASSED} only if no reason blocks; {@code FAILED} if a condition is proven not met; {@code NOT_PROVEN}
 *     if data is missing and nothing is proven bad; {@code ERROR} if a required scanner broke and nothing is proven bad
 * @param reasons every reason, blocking ones first
 * @param waived fingerprints of the findings that a waiver let pass, each with the waiver's ticket
 * @param disposed the findings that a person's recorded decision let pass, by fingerprint
 * @param policyId name of the policy
 * @param policyDigest SHA-256 of the policy file's bytes, lower-case hexadecimal
 * @param decided when, UTC
 */
public record Verdict(
        Outcome outcome,
        List<Reason> reasons,
        List<Waived> waived,
        List<Disposed> disposed,
        String policyId,
        String policyDigest,
        Instant decided) {

    /**
     * A finding that a waiver let pass.
     *
     * @param fingerprint the finding
     * @param owner who answers for the waiver
     * @param ticket where it was decided
     * @param until last moment it counts, UTC
     */
    public record Waived(String fingerprint, String owner, String ticket, Instant until) {}

    /**
     * A finding that a person's recorded decision let pass.
     *
     * @param fingerprint the finding
     * @param record id of the record of the decision
     * @param decision what was decided
     * @param by who decided
     * @param until last day on which an acceptance holds, UTC; null for another decision
     */
    public record Disposed(
            String fingerprint,
            String record,
            Decision decision,
            String by,
            @CheckForNull LocalDate until) {}

    /** Copies the lists; a pass with a blocking reason is a contradiction and refused. */
    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
        reasons = List.copyOf(reasons);
        waived = List.copyOf(waived);
        disposed = List.copyOf(disposed);
        Objects.requireNonNull(policyId, "policyId");
        Objects.requireNonNull(policyDigest, "policyDigest");
        Objects.requireNonNull(decided, "decided");
        if ((outcome == Outcome.PASSED) == reasons.stream().anyMatch(Reason::blocking)) {
            throw new IllegalArgumentException(outcome + " contradicts its reasons");
        }
    }
}
