package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Evidence;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which records are evidence of a kind, and what several records about one item say together. */
final class Proofs {
    private final Evidence evidence;
    private final Map<String, RecordRow> reviews;
    private final Decision nothing;

    Proofs(ControlTest test, Facts facts) {
        this.evidence = test.evidence();
        this.reviews = evidence.reviewed() ? facts.activities().reviews() : Map.of();
        nothing = new Decision(Outcome.NOT_PROVEN, null, null, "no " + wanted());
    }

    /**
     * What records say of an item.
     *
     * @param outcome {@code PASSED} if they prove it, {@code FAILED} if they prove the contrary; otherwise why they say nothing
     * @param record the record that says so, or null if there is none
     * @param review the record of the review that answered it, where that is what makes it proof; otherwise null
     * @param reason in words; never null
     */
    record Decision(
            Outcome outcome,
            @CheckForNull RecordRow record,
            @CheckForNull RecordRow review,
            String reason) {
        boolean proven() {
            return outcome == Outcome.PASSED;
        }

        List<String> ids() {
            if (record == null) {
                return List.of();
            }
            return review == null ? List.of(record.id()) : List.of(record.id(), review.id());
        }
    }

    /** Whether a record is of the kind and family that the evidence asks for. */
    boolean matches(RecordRow row) {
        return evidence.kinds().contains(row.kind())
                && (evidence.families().isEmpty() || evidence.families().contains(row.family()))
                && (!evidence.standard() || row.standard() != null);
    }

    List<RecordRow> matching(List<RecordRow> records) {
        return records.stream().filter(this::matches).toList();
    }

    /**
     * Weighs records about one item. The last conclusive one decides (a gate that denied and, after a correction, passed, has
     * passed); if it proves, the first that did so is the proof, since from then on the item was covered. A record that says
     * nothing never takes a proof away, and never is one. A retracted record is no proof, and still a failure if it was one.
     *
     * @param rows records about the item, in the order of the ledger; those that are no evidence are passed over
     */
    Decision decide(List<RecordRow> rows) {
        RecordRow last = null;
        RecordRow first = null;
        RecordRow silent = null;
        for (RecordRow row : rows) {
            if (!matches(row)) {
                continue;
            }
            boolean proves = proves(row);
            if (!row.conclusive() || (proves && row.retracted())) {
                silent = row;
            } else {
                last = row;
                first = proves && (first == null || row.finished().isBefore(first.finished())) ? row : first;
            }
        }
        if (last != null && proves(last)) {
            RecordRow review = evidence.proof().contains(first.outcome()) ? null : reviews.get(first.id());
            String answered = review == null ? "" : because(first) + "; a person has reviewed it";
            return new Decision(Outcome.PASSED, first, review, name(first) + " " + word(first.outcome()) + answered);
        }
        if (last != null) {
            return new Decision(Outcome.FAILED, last, null, said(last));
        }
        if (silent != null) {
            Outcome outcome = silent.conclusive() ? Outcome.NOT_PROVEN : silent.outcome();
            return new Decision(outcome, silent, null, said(silent));
        }
        return nothing;
    }

    private boolean proves(RecordRow row) {
        return evidence.proof().contains(row.outcome())
                || (row.outcome() == Outcome.FAILED && reviews.containsKey(row.id()));
    }

    /** The evidence asked for, in words: {@code secrets scan}, {@code sca or dast scan}, {@code gate}. */
    private String wanted() {
        String kinds = evidence.kinds().stream().map(Proofs::spoken).collect(Collectors.joining(" or "));
        String standard = evidence.standard() ? " against a named standard" : "";
        return evidence.families().isEmpty()
                ? kinds
                : evidence.families().stream().map(f -> f.id()).collect(Collectors.joining(" or ")) + " " + kinds
                        + standard;
    }

    /** What a record said, with what became of it. */
    static String said(RecordRow row) {
        return name(row) + " " + word(row.outcome()) + because(row)
                + (row.retracted() ? "; the record was retracted by " + shortId(row.retractedBy()) : "");
    }

    static String shortId(String id) {
        return id.substring(0, Math.min(id.length(), 12));
    }

    private static String name(RecordRow row) {
        return row.family() == null
                ? spoken(row.kind())
                : row.family().id() + " " + row.kind() + (row.tool() == null ? "" : " by " + row.tool());
    }

    private static String because(RecordRow row) {
        return row.reason() == null ? "" : ": " + row.reason();
    }

    private static String spoken(String kind) {
        return kind.replace('-', ' ');
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
