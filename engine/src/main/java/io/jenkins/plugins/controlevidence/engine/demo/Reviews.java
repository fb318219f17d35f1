package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
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

    /** Records the decision on a pull request that is merged at a time. */
    void decide(PullRequest request, @CheckForNull PushTrouble trouble, Instant merged) {
        Instant shortBefore = merged.minusSeconds(60);
        String commit = request.merged().id();
        if (trouble == PushTrouble.SELF_APPROVED) {
            write(request, commit, request.author().actor(), Approval.Decision.APPROVED, shortBefore);
            expect(request.merged(), "approved by its own author");
        } else if (trouble == PushTrouble.BOT_APPROVED) {
            write(request, commit, Staff.updater().actor(), Approval.Decision.APPROVED, shortBefore);
            expect(request.merged(), "approved by a bot");
        } else if (trouble == PushTrouble.REJECTED) {
            write(request, commit, request.reviewer().actor(), Approval.Decision.REJECTED, shortBefore);
            expect(request.merged(), "merged although it was rejected");
        } else if (trouble == PushTrouble.APPROVED_TOO_EARLY) {
            Instant early = merged.minusSeconds(3 * 3600);
            String before = request.merged().parents().get(0);
            write(request, before, request.reviewer().actor(), Approval.Decision.APPROVED, early);
            expect(request.merged(), "approved before its last commit");
        } else {
            write(request, commit, request.reviewer().actor(), Approval.Decision.APPROVED, shortBefore);
        }
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

    private void expect(Commit commit, String why) {
        expected.commit("CC8.1-approval/commits", line, commit.id(), why);
    }
}
