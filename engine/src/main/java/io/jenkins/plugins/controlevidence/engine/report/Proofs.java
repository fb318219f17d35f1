package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Evidence;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which records are evidence of a kind, and what several records about one item say together. */
final class Proofs {
    private final Evidence evidence;
    private final Decision nothing;

    Proofs(Evidence evidence) {
        this.evidence = evidence;
        nothing = new Decision(Outcome.NOT_PROVEN, null, "no " + wanted());
    }

    /**
     * What records say of an item.
     *
     * @param outcome {@code PASSED} if they prove it; otherwise why not
     * @param record the record that says so, or null if there is none
     * @param reason in words; never null
     */
    record Decision(Outcome outcome, @CheckForNull RecordRow record, String reason) {
        boolean proven() {
            return outcome == Outcome.PASSED;
        }

        List<String> ids() {
            return record == null ? List.of() : List.of(record.id());
        }
    }

    /** Whether a record is of the kind and family that the evidence asks for. */
    boolean matches(RecordRow row) {
        return evidence.kinds().contains(row.kind())
                && (evidence.families().isEmpty() || evidence.families().contains(row.family()));
    }

    List<RecordRow> matching(List<RecordRow> records) {
        return records.stream().filter(this::matches).toList();
    }

    /**
     * Weighs records about one item. The last conclusive one decides (a gate that denied and, after a correction, passed, has
     * passed); if it proves, the first that did so is the proof, since from then on the item was covered. A record that says
     * nothing never takes a proof away, and never is one.
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
            if (!row.conclusive()) {
                silent = row;
            } else {
                last = row;
                boolean proves = evidence.proof().contains(row.outcome());
                first = proves && (first == null || row.finished().isBefore(first.finished())) ? row : first;
            }
        }
        if (last != null && evidence.proof().contains(last.outcome())) {
            return new Decision(Outcome.PASSED, first, name(first) + " " + word(first.outcome()));
        }
        if (last != null) {
            return new Decision(Outcome.FAILED, last, name(last) + " " + word(last.outcome()) + because(last));
        }
        if (silent != null) {
            return new Decision(
                    silent.outcome(), silent, name(silent) + " " + word(silent.outcome()) + because(silent));
        }
        return nothing;
    }

    /** The evidence asked for, in words: {@code secrets scan}, {@code sca or dast scan}, {@code gate}. */
    private String wanted() {
        String kinds = evidence.kinds().stream().map(Proofs::spoken).collect(Collectors.joining(" or "));
        return evidence.families().isEmpty()
                ? kinds
                : evidence.families().stream().map(f -> f.id()).collect(Collectors.joining(" or ")) + " " + kinds;
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
