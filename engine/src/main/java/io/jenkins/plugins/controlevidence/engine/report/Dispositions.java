package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.WaiverRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was decided on findings: by persons in dispositions, by policies in waivers. Of several dispositions of a finding the last
 * that holds counts; one that was retracted takes the place of those before it and settles nothing, as at a gate.
 */
final class Dispositions {
    private final Instant end;
    private final Map<List<String>, WaiverRow> waivers;
    private final Map<String, List<Done<Disposition>>> byFinding = new HashMap<>();

    Dispositions(Facts facts) {
        end = facts.request().end();
        waivers = facts.waiversInForce();
        for (Done<Disposition> done : facts.activities().of(Disposition.class)) {
            Disposition disposition = done.activity();
            if (disposition.at().isBefore(end)) {
                byFinding
                        .computeIfAbsent(disposition.finding(), k -> new ArrayList<>())
                        .add(done);
            }
        }
    }

    /** The later of two, unless it is none. */
    private static Done<Disposition> deciding(Done<Disposition> earlier, Done<Disposition> later) {
        return holds(later) || !holds(earlier) ? later : earlier;
    }

    private static boolean holds(Done<Disposition> done) {
        return done.record().outcome() == Outcome.PASSED;
    }

    /**
     * What was decided.
     *
     * @param settled whether it takes care of the finding for now
     * @param how in words
     * @param at when it was decided, UTC
     * @param record id of the record that says so
     * @param ticket where the work on it is followed, or null
     */
    record Decided(
            boolean settled,
            String how,
            Instant at,
            String record,
            @CheckForNull String ticket) {
        /** The same where nothing counts without a ticket. */
        Decided onlyWithTicket() {
            return settled && ticket == null
                    ? new Decided(false, how + ", but without a ticket", at, record, null)
                    : this;
        }
    }

    /** Whether nothing more has to be done about a finding that is still there. */
    boolean settles(FindingRow finding) {
        Decided decided = of(finding);
        return decided != null && decided.settled();
    }

    /** What was decided on a finding that is still there; a waiver if one counts, else the disposition; null if nothing was. */
    @CheckForNull
    Decided of(FindingRow finding) {
        WaiverRow waiver = waivers.get(List.of(finding.repository(), finding.fingerprint()));
        if (waiver != null) {
            return new Decided(
                    true,
                    "waived until " + TimeWords.minute(waiver.until()) + " by " + waiver.owner() + ", "
                            + waiver.ticket(),
                    waiver.used(),
                    waiver.gate(),
                    waiver.ticket());
        }
        return byFinding.getOrDefault(finding.fingerprint(), List.of()).stream()
                .filter(done -> done.activity().repository() == null
                        || done.activity().repository().equals(finding.repository()))
                .reduce(Dispositions::deciding)
                .map(done -> decided(done, finding))
                .orElse(null);
    }

    private Decided decided(Done<Disposition> done, FindingRow finding) {
        Disposition disposition = done.activity();
        String id = done.record().id();
        String by =
                " by " + disposition.decidedBy() + (disposition.ticket() == null ? "" : ", " + disposition.ticket());
        if (!holds(done)) {
            return new Decided(
                    false, "a disposition that does not hold: " + done.record().reason(), disposition.at(), id, null);
        }
        if (done.record().retracted()) {
            return new Decided(
                    false, "the decision" + by + " was retracted", disposition.at(), id, disposition.ticket());
        }
        if (disposition.decision() == Decision.FIXED) {
            return new Decided(
                    false,
                    "said to be fixed" + by + ", but no later scan by " + finding.tool() + " shows it gone",
                    disposition.at(),
                    id,
                    disposition.ticket());
        }
        Instant ends = disposition.ends();
        if (ends != null && ends.isBefore(end)) {
            return new Decided(
                    false,
                    "the acceptance" + by + " ended with " + disposition.until(),
                    disposition.at(),
                    id,
                    disposition.ticket());
        }
        String how =
                switch (disposition.decision()) {
                    case FALSE_POSITIVE -> "a false positive";
                    case ACCEPTED -> "accepted until " + disposition.until();
                    case MITIGATED -> "mitigated";
                    case FIXED -> "fixed";
                };
        return new Decided(true, how + ", decided" + by, disposition.at(), id, disposition.ticket());
    }
}
