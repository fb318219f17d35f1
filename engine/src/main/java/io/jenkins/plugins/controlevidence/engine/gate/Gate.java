package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives a verdict: deny unless proven.
 *
 * <p>Only scans by the tools that the policy lists count, and each of these must be there and be proof. Other scans neither
 * prove nor deny. That is why leaving out evidence never helps: a listed scan that is left out is missed, and any other
 * changes nothing. See docs/decisions/011-only-expected-scans-count.md.
 */
public final class Gate {
    private static final Comparator<Objection> ORDER = Comparator.comparing((Objection o) -> rank(o.outcome()))
            .thenComparing(o -> o.reason().family(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(o -> o.reason().code())
            .thenComparing(o -> o.reason().text());

    private Gate() {}

    /**
     * Judges a change.
     *
     * @param policy what must be proven
     * @param input the change and the evidence
     * @return the verdict with every reason: proven faults, then broken tools, then what is not proven, then what does not
     *     block; the same for the same input, whatever the order of the scans
     */
    public static Verdict evaluate(Policy policy, GateInput input) {
        List<Objection> objections = new ArrayList<>(ofHistory(policy, input.change()));
        ActiveWaivers waivers = new ActiveWaivers(policy.waivers(), input.now());
        DecidedFindings decisions = new DecidedFindings(policy, input.history(), input.now());
        List<Scan> expected = new ArrayList<>();
        boolean complete = true;
        for (AssessedScan assessed : input.scans()) {
            Scan scan = assessed.scan();
            if (!policy.scans().contains(scan.tool().id())) {
                objections.add(notExpected(scan));
                continue;
            }
            expected.add(scan);
            objections.addAll(Admission.of(policy, input, scan));
            if (scan.conclusive() && scan.commit().equals(input.change().head())) {
                objections.addAll(FindingCheck.of(policy, assessed, waivers, decisions));
            } else {
                complete = false;
            }
        }
        objections.addAll(missing(policy, expected));
        objections.addAll(
                waivers.notes(complete && expected.size() == policy.scans().size()));
        objections.addAll(decisions.objections());
        objections.sort(ORDER);
        Outcome outcome =
                objections.isEmpty() ? Outcome.PASSED : objections.get(0).outcome();
        return new Verdict(
                outcome,
                objections.stream().map(Objection::reason).toList(),
                waivers.waived(),
                decisions.letPass(),
                policy.id(),
                policy.digest(),
                input.now());
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 0;
            case ERROR -> 1;
            case NOT_PROVEN, SKIPPED -> 2;
            case PASSED -> 3;
        };
    }

    private static List<Objection> ofHistory(Policy policy, Change change) {
        List<Objection> objections = new ArrayList<>();
        if (change.continuity() == Continuity.UNKNOWN) {
            objections.add(Objection.unproven(
                    "history-unknown",
                    null,
                    "the shallow clone does not reach back to " + change.base()
                            + ", which was recorded last, so that it" + " cannot be said what is new",
                    "Fetch the whole history: git fetch --unshallow."));
        }
        if (change.continuity() == Continuity.REWRITTEN) {
            boolean guarded = policy.protects(change.branch());
            objections.add(Objection.note(
                    "history-rewritten",
                    null,
                    "the history of " + (guarded ? "the protected branch " : "the branch ")
                            + Printable.of(String.valueOf(change.branch())) + " was rewritten: " + change.base()
                            + ", which was recorded last, is no longer part of it",
                    guarded
                            ? "Find out who forced the push and forbid it for the branch; it is recorded as a bypass."
                            : "Nothing, if a force push was meant; it is recorded as a bypass."));
        }
        if (change.shallow() && policy.required().contains(Family.SECRETS)) {
            objections.add(Objection.unproven(
                    "history-shallow",
                    Family.SECRETS,
                    "the clone is shallow: nothing is proven of the history that it lacks",
                    "Fetch the whole history: git fetch --unshallow, or a checkout without a depth."));
        }
        return objections;
    }

    private static List<Objection> missing(Policy policy, List<Scan> expected) {
        List<Objection> objections = new ArrayList<>();
        for (String tool : policy.scans()) {
            if (expected.stream().noneMatch(scan -> scan.tool().id().equals(tool))) {
                objections.add(
                        Objection.unproven(
                                "scan-missing",
                                null,
                                "there is no scan by " + Printable.of(tool) + ", which the policy expects",
                                "Run it, or give its report; if it is not wanted any more, take it out of 'scans' in the policy."));
            }
        }
        for (Family family : policy.required()) {
            List<Scan> ofFamily =
                    expected.stream().filter(scan -> scan.family() == family).toList();
            if (ofFamily.isEmpty()) {
                objections.add(Objection.unproven(
                        "family-not-proven",
                        family,
                        "the policy requires " + family.id() + ", and no expected scan is of that family",
                        "List a tool of this family under 'scans' in the policy and run it."));
            } else if (family == Family.SECRETS
                    && ofFamily.stream().noneMatch(scan -> scan.history() == HistoryCoverage.ALL)) {
                objections.add(Objection.unproven(
                        "history-not-covered",
                        family,
                        "no secrets scan covers the whole history, where a credential is as exposed as in the last commit",
                        "Scan the whole history of a full clone."));
            }
        }
        return objections;
    }

    private static Objection notExpected(Scan scan) {
        String found = scan.conclusive() ? scan.findings().size() + " findings" : "no result";
        return Objection.note(
                "scan-not-expected",
                scan.family(),
                "the scan by " + Printable.of(scan.tool().id()) + " (" + found
                        + ") does not count: the policy does not list" + " the tool",
                "List it under 'scans' in the policy so that it counts from now on.");
    }
}
