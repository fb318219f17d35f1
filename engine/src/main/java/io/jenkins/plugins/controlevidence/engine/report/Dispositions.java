package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition.Decision;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.WaiverRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was decided on findings: by persons in dispositions, by policies in waivers. The last disposition of a finding counts. */
final class Dispositions {
    private final Instant end;
    private final Map<List<String>, WaiverRow> waivers;
    private final Map<String, Map<String, Done<Disposition>>> last = new HashMap<>();

    Dispositions(Facts facts) {
        end = facts.request().end();
        waivers = facts.waiversInForce();
        for (Done<Disposition> done : facts.activities().of(Disposition.class)) {
            Disposition disposition = done.activity();
            if (!done.record().retracted() && disposition.at().isBefore(end)) {
                String repository = disposition.repository() == null ? "" : disposition.repository();
                last.computeIfAbsent(disposition.finding(), k -> new HashMap<>())
                        .put(repository, done);
            }
        }
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
        Map<String, Done<Disposition>> dispositions = last.getOrDefault(finding.fingerprint(), Map.of());
        Done<Disposition> done = dispositions.getOrDefault(finding.repository(), dispositions.get(""));
        return done == null ? null : decided(done, finding);
    }

    private Decided decided(Done<Disposition> done, FindingRow finding) {
        Disposition disposition = done.activity();
        String id = done.record().id();
        String by =
                " by " + disposition.decidedBy() + (disposition.ticket() == null ? "" : ", " + disposition.ticket());
        if (done.record().outcome() != Outcome.PASSED) {
            return new Decided(
                    false, "a disposition that does not hold: " + done.record().reason(), disposition.at(), id, null);
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
