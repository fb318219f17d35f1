package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import java.time.Instant;
import java.util.List;

/** What reviewers decide on pull requests. */
final class Reviews {
    private final Mainline line;
    private final Journal journal;
    private final ExpectedExceptions expected;

    Reviews(Mainline line, Journal journal, ExpectedExceptions expected) {
        this.line = line;
        this.journal = journal;
        this.expected = expected;
    }

    /** Records the decision on a pull request that is merged at a time; says whether it is a good approval. */
    boolean decide(PullRequest request, @CheckForNull PushTrouble trouble, Instant merged) {
        Instant shortBefore = merged.minusSeconds(60);
        String last = request.head().id();
        Actor reviewer = request.reviewer().actor();
        String fault = null;
        if (trouble == PushTrouble.SELF_APPROVED) {
            write(request, last, request.author().actor(), Approval.Decision.APPROVED, shortBefore);
            fault = "approved by its own author";
        } else if (trouble == PushTrouble.BOT_APPROVED) {
            write(request, last, Staff.updater().actor(), Approval.Decision.APPROVED, shortBefore);
            fault = "approved by a bot";
        } else if (trouble == PushTrouble.REJECTED) {
            write(request, last, reviewer, Approval.Decision.REJECTED, shortBefore);
            fault = "merged although it was rejected";
        } else if (trouble == PushTrouble.APPROVED_TOO_EARLY) {
            write(request, request.proposed().get(0).id(), reviewer, Approval.Decision.APPROVED, shortBefore);
            fault = "approved before its last commit";
        } else {
            write(request, last, reviewer, Approval.Decision.APPROVED, shortBefore);
        }
        if (fault != null) {
            expected.commit("CC8.1-approval/commits", line, request.merged().id(), fault);
        }
        return fault == null;
    }

    private void write(PullRequest request, String commit, Actor approver, Approval.Decision decision, Instant at) {
        String uri = line.project().uri() + "/pull/" + request.number();
        journal.write(
                new Approval(
                        line.project().uri(),
                        line.project().branch(),
                        commit,
                        new Approval.Request(String.valueOf(request.number()), uri, request.title()),
                        approver,
                        decision,
                        at,
                        "pull-request",
                        List.of(request.author().actor()),
                        List.of(),
                        null),
                invocation());
    }

    private Invocation invocation() {
        return BuildServer.invocation(line, "pull request reviewed");
    }
}
