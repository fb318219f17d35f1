package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * Judges records that are items of a population and were taken back. One that was replaced by a record of the same kind, made of the
 * same thing, is left out: the other stands for it. One that was not is an exception, for then it is not known what was.
 */
final class Replacements {
    private final Facts facts;

    Replacements(Facts facts) {
        this.facts = facts;
    }

    /** The retracted record as an item; null if it was a failure, which no retraction takes away. */
    @CheckForNull
    Item judge(RecordRow row) {
        Retraction retraction = retraction(row);
        RecordRow other = retraction == null || retraction.replacement() == null
                ? null
                : facts.byCommit().record(retraction.replacement());
        if (other != null && sameThing(row, other)) {
            Item item = Item.notDue(Item.Subject.of(row), row.finished(), row.finished(), "");
            return Item.excluded(
                    item,
                    "retracted, and recorded anew as " + Proofs.shortId(other.id()) + ": " + retraction.why(),
                    List.of(row.id(), row.retractedBy(), other.id()));
        }
        if (row.outcome() == Outcome.FAILED) {
            return null;
        }
        return Item.exception(
                Item.Subject.of(row),
                row.finished(),
                row.finished(),
                Outcome.NOT_PROVEN,
                Proofs.said(row) + ", and nothing was recorded instead",
                List.of(row.id(), row.retractedBy()));
    }

    @CheckForNull
    private Retraction retraction(RecordRow row) {
        return facts.activities().of(Retraction.class).stream()
                .filter(done -> done.record().id().equals(row.retractedBy()))
                .map(Activities.Done::activity)
                .findFirst()
                .orElse(null);
    }

    private static boolean sameThing(RecordRow one, RecordRow other) {
        return !other.retracted()
                && one.kind().equals(other.kind())
                && Objects.equals(one.repository(), other.repository())
                && Objects.equals(one.commit(), other.commit())
                && Objects.equals(one.about(), other.about());
    }
}
