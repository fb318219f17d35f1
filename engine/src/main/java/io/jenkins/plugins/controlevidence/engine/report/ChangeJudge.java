package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Judges changes: each must have been approved by a person who wrote no part of it. */
final class ChangeJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        ChangeApprovals approvals = new ChangeApprovals(facts);
        List<Item> items = new ArrayList<>(facts.commits().size());
        for (CommitRow commit : facts.commits()) {
            items.add(judge(commit, approvals.of(commit), test));
        }
        return items;
    }

    private static Item judge(CommitRow commit, ChangeApprovals.Verdict verdict, ControlTest test) {
        Item.Subject subject = Item.Subject.of(commit);
        RecordRow record = verdict.record();
        List<String> ids = record == null ? List.of() : List.of(record.id());
        if (!verdict.good()) {
            String unseen = commit.built() || record != null ? "" : ", which no run has seen";
            return Item.exception(
                    subject, commit.arrived(), commit.arrived(), verdict.outcome(), verdict.reason() + unseen, ids);
        }
        Duration deadline = test.deadline();
        if (deadline != null && record.finished().isAfter(commit.seen().plus(deadline))) {
            return Item.exception(
                    subject,
                    commit.arrived(),
                    commit.arrived(),
                    Outcome.NOT_PROVEN,
                    verdict.reason() + ", but late: "
                            + TimeWords.length(Duration.between(commit.seen(), record.finished()))
                            + " after the push was seen, " + TimeWords.length(deadline) + " allowed",
                    ids);
        }
        return Item.proven(
                subject,
                commit.arrived(),
                commit.arrived(),
                verdict.reason(),
                Item.Coverage.ITEM,
                record.finished(),
                ids);
    }
}
