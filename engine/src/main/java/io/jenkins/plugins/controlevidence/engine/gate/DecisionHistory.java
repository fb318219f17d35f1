package io.jenkins.plugins.controlevidence.engine.gate;

import java.util.List;
import java.util.Set;

/**
 * What persons decided on the findings of a repository, and what gates have made of it so far.
 *
 * @param decisions the decisions, in the order of the ledger
 * @param letPass fingerprints of the findings that a gate has let pass by a decision or a waiver: the baseline has them, and
 *     they stay as new as they were, or what was accepted or waived for a while would be let pass for good
 */
public record DecisionHistory(List<RecordedDecision> decisions, Set<String> letPass) {
    /** Nobody has decided anything. */
    public static final DecisionHistory NONE = new DecisionHistory(List.of(), Set.of());

    /** Copies both. */
    public DecisionHistory {
        decisions = List.copyOf(decisions);
        letPass = Set.copyOf(letPass);
    }
}
