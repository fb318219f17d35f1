package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** The waivers of a policy while a verdict is found: which still count, and which were needed. */
final class ActiveWaivers {
    private static final Comparator<Verdict.Waived> LASTING = Comparator.comparing(Verdict.Waived::until)
            .thenComparing(Verdict.Waived::ticket)
            .thenComparing(Verdict.Waived::owner);

    private final List<Waiver> active;
    private final List<Waiver> expired;
    private final Set<Waiver> needed = new HashSet<>();
    private final Map<String, Verdict.Waived> waived = new TreeMap<>();

    ActiveWaivers(List<Waiver> all, Instant now) {
        active = all.stream().filter(waiver -> !waiver.expired(now)).toList();
        expired = all.stream().filter(waiver -> waiver.expired(now)).toList();
    }

    /** Whether a finding does not count; remembers by which waiver, of several the one that lasts longest. */
    boolean waives(Finding finding) {
        expired.stream().filter(waiver -> waiver.covers(finding)).forEach(needed::add);
        List<Waiver> covering =
                active.stream().filter(waiver -> waiver.covers(finding)).toList();
        needed.addAll(covering);
        for (Waiver waiver : covering) {
            waived.merge(
                    finding.fingerprint(),
                    new Verdict.Waived(finding.fingerprint(), waiver.owner(), waiver.ticket(), waiver.until()),
                    BinaryOperator.maxBy(LASTING));
        }
        return !covering.isEmpty();
    }

    /** What has been waived so far, by fingerprint. */
    List<Verdict.Waived> waived() {
        return List.copyOf(waived.values());
    }

    /**
     * What is to be said of the waivers themselves. None of it blocks: a finding whose waiver has expired counts again.
     *
     * @param complete whether all findings have been seen, so that a waiver that none needed is not needed
     */
    List<Objection> notes(boolean complete) {
        List<Objection> notes = new ArrayList<>();
        for (Waiver waiver : expired) {
            notes.add(Objection.note(
                    "waiver-expired",
                    null,
                    "the waiver of " + name(waiver) + " expired " + waiver.until() + " and no longer counts"
                            + (needed.contains(waiver) ? "; what it waived is still found" : ""),
                    needed.contains(waiver)
                            ? "Mend what it waived, or have its owner decide anew."
                            : "Delete it from the policy."));
        }
        for (Waiver waiver : active) {
            if (complete && !needed.contains(waiver)) {
                notes.add(Objection.note(
                        "waiver-unused",
                        null,
                        "the waiver of " + name(waiver) + " waives nothing that is found",
                        "Delete it from the policy."));
            }
        }
        return notes;
    }

    private static String name(Waiver waiver) {
        return Printable.of(waiver.subject() + " (" + waiver.ticket() + ", " + waiver.owner() + ")");
    }
}
