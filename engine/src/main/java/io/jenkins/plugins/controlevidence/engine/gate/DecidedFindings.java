package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The decisions of persons while a verdict is found: which let their finding pass, and why the others do not.
 *
 * <p>What is no decision (it does not hold, was made by the author of the change, or is dated after now) changes nothing. Of the
 * others on a finding the newest decides. One that was retracted still takes the place of those before it and lets nothing pass:
 * to take a record back never helps. See docs/decisions/058-dispositions-let-gates-pass.md.
 */
final class DecidedFindings {
    /** So many findings a gate's record can name with the decisions that let them pass. */
    static final int MOST = 40;

    private final Policy policy;
    private final DecisionHistory history;
    private final Instant now;
    private final Map<String, List<RecordedDecision>> byFinding = new HashMap<>();
    private final Map<String, Verdict.Disposed> letPass = new TreeMap<>();
    private final Map<String, Objection> refused = new TreeMap<>();

    DecidedFindings(Policy policy, DecisionHistory history, Instant now) {
        this.policy = policy;
        this.history = history;
        this.now = now;
        history.decisions().forEach(decision -> byFinding
                .computeIfAbsent(decision.fingerprint(), k -> new ArrayList<>())
                .add(decision));
    }

    /** Whether a finding does not count; remembers by which decision, or why none of them helps. */
    boolean letPass(Finding finding) {
        List<RecordedDecision> decisions = byFinding.get(finding.fingerprint());
        if (decisions == null) {
            return false;
        }
        RecordedDecision deciding =
                last(decisions.stream().filter(decision -> decision.counts(now)).toList());
        Objection objection = deciding == null ? noDecision(last(decisions)) : against(deciding);
        if (objection != null) {
            refused.put(finding.fingerprint(), objection);
            return false;
        }
        letPass.put(
                finding.fingerprint(),
                new Verdict.Disposed(
                        finding.fingerprint(),
                        deciding.record(),
                        deciding.decision(),
                        deciding.by(),
                        deciding.until()));
        return true;
    }

    /** Whether a gate has let a finding pass by a decision or a waiver: then it is as new as it was, though the baseline has it. */
    boolean hasBeenLetPass(Finding finding) {
        return history.letPass().contains(finding.fingerprint());
    }

    @CheckForNull
    private static RecordedDecision last(List<RecordedDecision> decisions) {
        return decisions.isEmpty() ? null : decisions.get(decisions.size() - 1);
    }

    /** Why a decision does not let its finding pass; null if it does. */
    @CheckForNull
    private Objection against(RecordedDecision decided) {
        if (decided.retracted()) {
            return note("disposition-retracted", decided, "it was retracted", "Decide on the finding anew.");
        }
        if (!decided.decision().canLetPass()) {
            return note(
                    "disposition-fixed",
                    decided,
                    "it says that the finding was fixed, and it is still found",
                    "Mend it, or decide otherwise on the finding.");
        }
        if (!policy.dispositions().contains(decided.decision())) {
            return note("disposition-not-honoured", decided, honoured(), "Mend it, or waive it in the policy.");
        }
        if (decided.expired(now)) {
            return note(
                    "disposition-expired",
                    decided,
                    "it held until " + decided.until(),
                    "Mend it, or have somebody accept it anew.");
        }
        return null;
    }

    private String honoured() {
        return policy.dispositions().isEmpty()
                ? "the policy lets no decision pass ('dispositions' is empty)"
                : "of decisions the policy honours only "
                        + policy.dispositions().stream()
                                .sorted()
                                .map(Decision::id)
                                .collect(Collectors.joining(", "));
    }

    /** Why something is no decision. */
    private Objection noDecision(RecordedDecision decided) {
        if (decided.flaw() != null) {
            return note(
                    "disposition-does-not-hold",
                    decided,
                    "it does not hold: " + decided.flaw(),
                    "Have somebody decide who may.");
        }
        return switch (decided.decider()) {
            case AUTHOR ->
                note(
                        "disposition-by-author",
                        decided,
                        "who decided wrote or committed a part of this change, or brought the finding in",
                        "Someone else must decide.");
            case UNKNOWN ->
                note(
                        "disposition-author-unknown",
                        decided,
                        "it is not known who wrote this change, so that it may have been who decided",
                        "Build the change anew from a full clone, so that its authors are recorded.");
            case SOMEBODY_ELSE ->
                note(
                        "disposition-time-impossible",
                        decided,
                        "it is dated " + decided.at() + ", but it is " + now,
                        "Set the clocks of the machines (NTP) and decide anew.");
        };
    }

    private static Objection note(String code, RecordedDecision decided, String why, String remedy) {
        return Objection.note(
                code,
                null,
                "the decision on [" + decided.fingerprint() + "], "
                        + decided.decision().id() + " by "
                        + Printable.of(decided.by()) + " (record " + decided.record() + "), does not count: "
                        + Printable.of(why),
                remedy);
    }

    /** What has been let pass so far, by fingerprint. */
    List<Verdict.Disposed> letPass() {
        return List.copyOf(letPass.values());
    }

    /**
     * Why decisions on findings that are there did not count: none of that blocks, for the finding itself does. And what does
     * block, that more would be let pass than the record can name: an auditor could not check them.
     */
    List<Objection> objections() {
        List<Objection> objections = new ArrayList<>(refused.values());
        if (letPass.size() > MOST) {
            objections.add(Objection.unproven(
                    "dispositions-too-many",
                    null,
                    letPass.size()
                            + " findings would be let pass by decisions of persons; the record of a gate names at most "
                            + MOST,
                    "Mend some, or waive them in the policy, where a rule can be waived in whole paths."));
        }
        return objections;
    }
}
