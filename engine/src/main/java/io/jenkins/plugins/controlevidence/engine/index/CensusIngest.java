package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.index.BranchTable.Branch;
import io.jenkins.plugins.controlevidence.engine.index.CommitTable.Known;
import io.jenkins.plugins.controlevidence.engine.index.CommitTable.Observation;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the commits of censuses on their branches: those that no run has named between those that one has. */
final class CensusIngest {
    private final BranchTable branches;
    private final CommitTable commits;

    CensusIngest(BranchTable branches, CommitTable commits) {
        this.branches = branches;
        this.commits = commits;
    }

    /** Puts a census' commits on its branch; of those that are there already it says what came with them. */
    void census(long leaf, Census census, InputStream document) throws SQLException, IOException {
        List<Arrival> line = new ArrayList<>();
        CommitsDocument.readArrivals(document, line::add);
        Branch branch = branches.of(census.repository(), census.branch());
        Map<String, Known> known = commits.of(branch.number());
        new Counting(branch, census, line, known).insert(leaf);
    }

    /** One census on its way. */
    private final class Counting {
        private final Branch branch;
        private final Census census;
        private final List<Arrival> line;
        private final Map<String, Known> known;

        Counting(Branch branch, Census census, List<Arrival> line, Map<String, Known> known) {
            this.branch = branch;
            this.census = census;
            this.line = line;
            this.known = known;
        }

        void insert(long leaf) throws SQLException {
            int number = topLine();
            Observation observation = new Observation(branch.number(), census.taken(), leaf, false);
            Known above = null;
            long position = branch.nextPosition();
            List<Instant> arrived = arrivals(number);
            boolean added = false;
            for (int i = 0; i < line.size(); i++) {
                Arrival arrival = line.get(i);
                Known there = known.get(arrival.commit().id());
                if (there != null) {
                    above = there;
                    position = there.place().position();
                    if (arrival.commit().parents().size() > 1) {
                        commits.complete(branch.number(), arrival);
                    }
                } else {
                    int at = above == null ? number : above.place().line();
                    commits.insert(observation, arrival, new BranchPlace(at, position), arrived.get(i));
                    added = true;
                }
                position--;
            }
            commits.flush();
            branches.update(new Branch(
                    branch.number(),
                    number,
                    branch.pushes() + 1,
                    branch.lastRun(),
                    branch.lastLeaf(),
                    branch.counted() || added));
        }

        /** The current line if the census goes on from a commit on it or nothing is known yet; otherwise a new one. */
        private int topLine() {
            for (Arrival arrival : line) {
                Known there = known.get(arrival.commit().id());
                if (there != null) {
                    return there.place().line() == branch.line() ? branch.line() : branch.line() + 1;
                }
            }
            return known.isEmpty() || line.isEmpty() ? branch.line() : branch.line() + 1;
        }

        /** When each commit of the line arrived, see decision 080. */
        private List<Instant> arrivals(int number) {
            Instant start = census.from().atStartOfDay(ZoneOffset.UTC).toInstant();
            boolean goesOn = number == branch.line() && !known.isEmpty();
            List<Instant> latest = latest();
            Instant[] arrived = new Instant[line.size()];
            Instant below = null;
            int top = unknownAtTop();
            for (int i = line.size() - 1; i >= 0; i--) {
                Known there = known.get(line.get(i).commit().id());
                if (there != null) {
                    arrived[i] = there.arrived();
                } else {
                    Instant notBefore = goesOn && i < top ? branch.lastRun() : null;
                    arrived[i] = arrived(line.get(i).commit().committed(), start, notBefore, latest.get(i), below);
                }
                below = arrived[i];
            }
            return List.of(arrived);
        }

        /** How many commits stand above the first one that is known. */
        private int unknownAtTop() {
            int count = 0;
            while (count < line.size()
                    && !known.containsKey(line.get(count).commit().id())) {
                count++;
            }
            return count;
        }

        /** Before what each commit was there: the next one above it that is known, or the census. */
        private List<Instant> latest() {
            List<Instant> latest = new ArrayList<>(line.size());
            Instant time = census.taken();
            for (Arrival arrival : line) {
                Known there = known.get(arrival.commit().id());
                time = there == null ? time : there.arrived();
                latest.add(time);
            }
            return latest;
        }

        private static Instant arrived(
                Instant committed,
                Instant start,
                @CheckForNull Instant notBefore,
                Instant notAfter,
                @CheckForNull Instant below) {
            Instant time = committed;
            if (time.isBefore(start)) {
                time = below == null ? start : below;
            }
            if (notBefore != null && time.isBefore(notBefore)) {
                time = notBefore;
            }
            return time.isAfter(notAfter) ? notAfter : time;
        }
    }
}
