package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.index.BranchPlace;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.Contribution;
import io.jenkins.plugins.controlevidence.engine.index.PeriodRows;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Commits that a repository has and no record names: items that nothing can have proven. */
final class LiveCommits {
    /** A line that no recorded commit is on. */
    private static final int NO_LINE = -1;

    private LiveCommits() {}

    /** Those that came in the request's period, oldest first. */
    static List<CommitRow> unknown(List<Arrivals> read, PeriodRows rows, ReportRequest request) throws IOException {
        List<CommitRow> unknown = new ArrayList<>();
        for (Arrivals arrivals : read) {
            Set<String> known = rows.commitsOf(arrivals.repository().uri(), arrivals.branch());
            List<Arrival> oldestFirst = new ArrayList<>(arrivals.commits());
            Collections.reverse(oldestFirst);
            Instant below = request.start();
            for (Arrival arrival : oldestFirst) {
                Instant committed = arrival.commit().committed();
                Instant arrived = committed.isBefore(request.start()) ? below : committed;
                below = arrived;
                if (!known.contains(arrival.commit().id()) && arrived.isBefore(request.end())) {
                    unknown.add(row(arrivals, arrival, arrived));
                }
            }
        }
        return unknown;
    }

    private static CommitRow row(Arrivals arrivals, Arrival arrival, Instant arrived) {
        return new CommitRow(
                arrivals.repository().uri(),
                arrivals.branch(),
                arrival.commit().id(),
                new BranchPlace(NO_LINE, 0),
                arrived,
                arrived,
                "",
                false,
                arrival.commit().id(),
                Continuity.UNKNOWN,
                arrival.commit().author().name() + " <"
                        + arrival.commit().author().email() + ">",
                arrival.commit().subject(),
                Contribution.of(arrival));
    }
}
