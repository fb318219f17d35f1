package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval.Decision;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which approvals there are of a change, and whether one of them is good: by a person who wrote no part of it, of its last commit.
 * A change is what came to the branch with one commit of its line.
 */
final class ChangeApprovals {
    private final Map<List<String>, List<Done<Approval>>> byCommit = new HashMap<>();
    private final Map<List<String>, List<Done<Approval>>> byRequest = new HashMap<>();

    /** How many commits claim to be of a request: a claim that two make proves nothing. */
    private final Map<List<String>, Integer> claims = new HashMap<>();

    ChangeApprovals(Facts facts) {
        for (Done<Approval> done : facts.activities().of(Approval.class)) {
            Approval approval = done.activity();
            if (approval.at().isBefore(facts.request().end())) {
                add(byCommit, List.of(approval.repository(), approval.commit()), done);
                add(
                        byRequest,
                        List.of(approval.repository(), number(approval.request().id())),
                        done);
            }
        }
        for (CommitRow commit : facts.changes()) {
            String request = commit.contribution().request();
            if (request != null) {
                claims.merge(List.of(commit.repository(), commit.branch(), request), 1, Integer::sum);
            }
        }
    }

    private static void add(Map<List<String>, List<Done<Approval>>> map, List<String> key, Done<Approval> approval) {
        map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(approval);
    }

    /** A request's number without the words and marks that platforms put before it. */
    static String number(String request) {
        return request.strip().replaceFirst("^(?i)(?:PR|MR|pull|#|!|[-/ ])+(?=[0-9]+$)", "");
    }

    /**
     * What can be said of the approval of a change.
     *
     * @param approval the approval that was looked at; null if there is none
     * @param outcome {@code PASSED} if it is good
     * @param reason in words
     */
    record Verdict(@CheckForNull Done<Approval> approval, Outcome outcome, String reason) {
        boolean good() {
            return outcome == Outcome.PASSED;
        }

        @CheckForNull
        RecordRow record() {
            return approval == null ? null : approval.record();
        }
    }

    /** An approval with how it speaks of the change. */
    private record Bound(Done<Approval> approval, How how) {}

    private enum How {
        LAST_COMMIT,
        OLDER_COMMIT,
        REQUEST
    }

    /** A good one is better than one that is not, and of two good ones the earlier. */
    private static boolean isBetter(Verdict one, Verdict other) {
        if (one.good() != other.good()) {
            return one.good();
        }
        return one.good() && one.record().finished().isBefore(other.record().finished());
    }

    /** What speaks for a change: the earliest good approval, and nothing else as long as somebody rejects it. */
    Verdict of(CommitRow commit) {
        Verdict best = null;
        for (Bound bound : decisions(commit)) {
            Verdict verdict = judge(bound, commit);
            if (bound.approval().activity().decision() == Decision.REJECTED) {
                return verdict;
            }
            if (best == null || isBetter(verdict, best)) {
                best = verdict;
            }
        }
        return best == null ? new Verdict(null, Outcome.NOT_PROVEN, "no approval speaks of this change") : best;
    }

    /** The requests' last commits that approvals name, where git no longer has them, as after a squash. */
    List<String> approvedCommits(CommitRow commit) {
        String request = commit.contribution().request();
        return request == null
                ? List.of()
                : byRequest.getOrDefault(List.of(commit.repository(), request), List.of()).stream()
                        .map(done -> done.activity().commit())
                        .distinct()
                        .toList();
    }

    /** Each person's last decision on the change. */
    private Collection<Bound> decisions(CommitRow commit) {
        List<Bound> all = new ArrayList<>();
        of(commit, commit.id()).forEach(done -> all.add(new Bound(done, How.LAST_COMMIT)));
        List<String> tips = commit.contribution().tips();
        for (String id : tips) {
            of(commit, id).forEach(done -> all.add(new Bound(done, How.LAST_COMMIT)));
        }
        for (String id : commit.contribution().brought()) {
            if (!tips.contains(id)) {
                of(commit, id).forEach(done -> all.add(new Bound(done, How.OLDER_COMMIT)));
            }
        }
        if (tips.isEmpty() && isOnlyClaim(commit)) {
            byRequest
                    .getOrDefault(
                            List.of(commit.repository(), commit.contribution().request()), List.of())
                    .stream()
                    .filter(done -> !done.activity().commit().equals(commit.id()))
                    .forEach(done -> all.add(new Bound(done, How.REQUEST)));
        }
        all.sort((a, b) ->
                Long.compare(a.approval().record().leaf(), b.approval().record().leaf()));
        Map<String, Bound> last = new LinkedHashMap<>();
        for (Bound bound : all) {
            last.put(person(bound, last), bound);
        }
        return last.values();
    }

    /** One key for one person, under whatever name or account they decided. */
    private static String person(Bound bound, Map<String, Bound> known) {
        Actor approver = bound.approval().activity().approver();
        return known.entrySet().stream()
                .filter(entry ->
                        entry.getValue().approval().activity().approver().isSameAs(approver))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(approver.toString());
    }

    private List<Done<Approval>> of(CommitRow commit, String id) {
        return of(commit.repository(), id);
    }

    /** All approvals that name a commit, good or not. */
    List<Done<Approval>> of(String repository, String commit) {
        return byCommit.getOrDefault(List.of(repository, commit), List.of());
    }

    private boolean isOnlyClaim(CommitRow commit) {
        String request = commit.contribution().request();
        return request != null && claims.getOrDefault(List.of(commit.repository(), commit.branch(), request), 0) == 1;
    }

    private static Verdict judge(Bound bound, CommitRow commit) {
        Done<Approval> done = bound.approval();
        Approval approval = done.activity();
        if (approval.decision() != Decision.APPROVED) {
            return new Verdict(done, Outcome.FAILED, done.record().reason());
        }
        if (done.record().retracted()) {
            return new Verdict(done, Outcome.NOT_PROVEN, Proofs.said(done.record()));
        }
        if (done.record().outcome() == Outcome.FAILED) {
            return new Verdict(done, Outcome.FAILED, done.record().reason());
        }
        if (approval.approver().type() != Actor.Type.PERSON) {
            return new Verdict(done, Outcome.NOT_PROVEN, done.record().reason());
        }
        Actor own = writers(approval, commit)
                .filter(approval.approver()::isSameAs)
                .findFirst()
                .orElse(null);
        if (own != null) {
            return new Verdict(
                    done,
                    Outcome.FAILED,
                    "approved by " + approval.approver() + ", who wrote or committed a part of it");
        }
        if (!commit.contribution().peopleKnown()) {
            return new Verdict(
                    done,
                    Outcome.NOT_PROVEN,
                    "approved by " + approval.approver() + ", but it is not recorded who wrote what this merge brought:"
                            + " take a census");
        }
        if (bound.how() == How.OLDER_COMMIT) {
            return new Verdict(
                    done,
                    Outcome.NOT_PROVEN,
                    "stale: " + approval.approver() + " approved " + Proofs.shortId(approval.commit())
                            + ", after which commits were added");
        }
        boolean claimed = bound.how() == How.REQUEST;
        if (claimed && !isByAnAuthor(approval, commit)) {
            return new Verdict(
                    done,
                    Outcome.NOT_PROVEN,
                    "names request " + commit.contribution().request()
                            + ", which was approved, but its author is none of" + " that request's");
        }
        return new Verdict(
                done,
                Outcome.PASSED,
                "approved by " + approval.approver()
                        + (claimed
                                ? " as request " + commit.contribution().request() + ", which its message names"
                                : ""));
    }

    private static boolean isByAnAuthor(Approval approval, CommitRow commit) {
        return commit.contribution().people().stream().map(Actor::of).anyMatch(writer -> approval.authors().stream()
                .anyMatch(writer::isSameAs));
    }

    /** Everyone who wrote or committed a part of a change, by git and by what the approval says. */
    static Stream<Actor> writers(Approval approval, CommitRow commit) {
        return Stream.of(
                        commit.contribution().people().stream().map(Actor::of),
                        approval.authors().stream(),
                        approval.committers().stream())
                .flatMap(actors -> actors);
    }
}
