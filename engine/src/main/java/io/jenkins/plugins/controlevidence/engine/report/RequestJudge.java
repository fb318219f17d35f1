package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges pull and merge requests that were merged: evidence must speak of a request's last commit, or of the branch that a build
 * server gives to the request, and must be from before the merge was seen.
 */
final class RequestJudge implements Judge {
    /** Branches of requests: {@code PR-12}, {@code MR-12-head}, {@code pull/12/merge}, {@code merge-requests/12/head}. */
    private static final Pattern BRANCH =
            Pattern.compile("(?:PR-|MR-|pull/|pull-requests/|merge-requests/)([0-9]{1,10})(?:[-/].*)?");

    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Proofs proofs = new Proofs(test, facts);
        ChangeApprovals approvals = new ChangeApprovals(facts);
        Map<List<String>, List<RecordRow>> onBranch =
                onRequestBranches(proofs.matching(facts.byCommit().all()));
        List<Item> items = new ArrayList<>();
        for (CommitRow commit : facts.commits()) {
            String request = commit.contribution().request();
            if (request != null) {
                Set<String> heads = new LinkedHashSet<>(commit.contribution().tips());
                heads.addAll(approvals.approvedCommits(commit));
                List<RecordRow> rows = new ArrayList<>();
                heads.forEach(id -> rows.addAll(facts.byCommit().of(commit.repository(), id)));
                rows.addAll(onBranch.getOrDefault(List.of(commit.repository(), request), List.of()));
                rows.removeIf(row -> row.finished().isAfter(commit.seen()));
                rows.sort((a, b) -> Long.compare(a.leaf(), b.leaf()));
                items.add(judge(commit, request, proofs.decide(rows)));
            }
        }
        return items;
    }

    private static Map<List<String>, List<RecordRow>> onRequestBranches(List<RecordRow> records) {
        Map<List<String>, List<RecordRow>> onBranch = new HashMap<>();
        for (RecordRow row : records) {
            Matcher branch = BRANCH.matcher(row.branch() == null ? "" : row.branch());
            if (row.repository() != null && branch.matches()) {
                onBranch.computeIfAbsent(List.of(row.repository(), branch.group(1)), k -> new ArrayList<>())
                        .add(row);
            }
        }
        return onBranch;
    }

    private static Item judge(CommitRow commit, String request, Proofs.Decision decision) {
        Item.Subject subject = new Item.Subject(
                "request",
                commit.repository(),
                commit.branch(),
                request,
                Proofs.shortId(commit.id()) + " " + commit.subject());
        if (decision.proven()) {
            return Item.proven(
                    subject,
                    commit.arrived(),
                    commit.arrived(),
                    decision.reason() + ", before the merge",
                    Item.Coverage.ITEM,
                    decision.record().finished(),
                    decision.ids());
        }
        String reason = decision.record() == null
                ? decision.reason() + " of its last commit before it was merged"
                : decision.reason();
        return Item.exception(subject, commit.arrived(), commit.arrived(), decision.outcome(), reason, decision.ids());
    }
}
