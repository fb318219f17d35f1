package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.index.BranchTable.Branch;
import io.jenkins.plugins.controlevidence.engine.index.CommitTable.Observation;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;

/** Puts the commits of runs on their branches, in the order in which they came. */
final class CommitsIngest {
    private final BranchTable branches;
    private final CommitTable commits;

    CommitsIngest(BranchTable branches, CommitTable commits) {
        this.branches = branches;
        this.commits = commits;
    }

    /** Puts a run's commits on its branch. A detached head is on none. */
    void run(long leaf, EvidenceRecord run, Continuity continuity, InputStream document)
            throws SQLException, IOException {
        if (run.repository() == null || run.branch() == null) {
            return;
        }
        Branch branch = branches.of(run.repository(), run.branch());
        boolean newLine = continuity == Continuity.REWRITTEN || continuity == Continuity.UNKNOWN;
        int line = newLine ? branch.line() + 1 : branch.line();
        Instant notBefore = continuity == Continuity.FIRST ? null : branch.lastRun();
        Observation observation = new Observation(branch.number(), run.started(), leaf, true);
        CommitsDocument.readArrivals(document, new Inserting(branch, observation, line, notBefore));
        commits.flush();
        branches.update(new Branch(branch.number(), line, branch.pushes() + 1, run.started(), leaf, branch.counted()));
    }

    /** Inserts the commits of one push, which come newest first. */
    private final class Inserting implements CommitsDocument.ArrivalVisitor {
        private final Branch branch;
        private final Observation observation;
        private final int line;

        @CheckForNull
        private final Instant notBefore;

        private int count;

        Inserting(Branch branch, Observation observation, int line, @CheckForNull Instant notBefore) {
            this.branch = branch;
            this.observation = observation;
            this.line = line;
            this.notBefore = notBefore;
        }

        @Override
        public void arrival(Arrival arrival) throws IOException {
            BranchPlace place = new BranchPlace(line, branch.nextPosition() - count++);
            try {
                commits.insert(
                        observation, arrival, place, arrived(arrival.commit().committed()));
                if (branch.counted()) {
                    commits.takeOver(observation, arrival, place);
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private Instant arrived(Instant committed) {
            Instant time = committed.isAfter(observation.seen()) ? observation.seen() : committed;
            return notBefore != null && time.isBefore(notBefore) ? notBefore : time;
        }
    }
}
