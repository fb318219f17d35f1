package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import io.jenkins.plugins.controlevidence.engine.index.ActivityRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people and systems did, by kind, in the order of the ledger. */
final class Activities {
    private final List<ActivityRow> rows;
    private final Map<String, RecordRow> reviews = new HashMap<>();

    Activities(List<ActivityRow> rows) {
        this.rows = List.copyOf(rows);
        for (Done<Review> review : of(Review.class)) {
            if (review.record().outcome() == Outcome.PASSED && !review.record().retracted()) {
                review.activity().of().records().forEach(id -> reviews.putIfAbsent(id, review.record()));
            }
        }
    }

    /** Something that was done, with the record that says so. */
    record Done<A extends Activity>(RecordRow record, A activity) {}

    /** All of a kind. */
    <A extends Activity> List<Done<A>> of(Class<A> kind) {
        return rows.stream()
                .filter(row -> kind.isInstance(row.activity()))
                .map(row -> new Done<>(row.record(), kind.cast(row.activity())))
                .toList();
    }

    /** By id of a record, the first good review by a person that names it. */
    Map<String, RecordRow> reviews() {
        return reviews;
    }
}
