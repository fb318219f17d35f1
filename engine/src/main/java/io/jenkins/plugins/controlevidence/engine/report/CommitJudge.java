package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Coverage;
import io.jenkins.plugins.controlevidence.engine.control.FindingsRule;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges commits: by the records about the commit itself; if they decide nothing and the catalogue allows it, by those about
 * the tip of its push; and then by a scan of all history from a later commit of its line.
 */
final class CommitJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        return new Judging(test, facts).items();
    }

    /** One judging, with what has been looked up for it. */
    private static final class Judging {
        private final ControlTest test;
        private final Facts facts;
        private final Proofs proofs;
        private final HistoryScans historyScans;
        private final Map<List<String>, List<FindingRow>> introduced;

        Judging(ControlTest test, Facts facts) {
            this.test = test;
            this.facts = facts;
            proofs = new Proofs(test, facts);
            historyScans = new HistoryScans(proofs.matching(facts.records()));
            introduced = facts.openFindings().stream()
                    .filter(finding -> test.evidence().findings() == FindingsRule.INTRODUCED)
                    .filter(finding -> test.evidence().families().contains(finding.family()))
                    .filter(finding -> finding.introduced() != null)
                    .collect(Collectors.groupingBy(f -> List.of(f.repository(), f.introduced())));
        }

        List<Item> items() {
            List<Item> items = new ArrayList<>(facts.commits().size());
            for (CommitRow commit : facts.commits()) {
                items.add(judge(commit));
            }
            return items;
        }

        private Item judge(CommitRow commit) {
            List<FindingRow> brought = introduced.isEmpty()
                    ? List.of()
                    : introduced.getOrDefault(List.of(commit.repository(), commit.id()), List.of());
            if (!brought.isEmpty()) {
                return exception(
                        commit,
                        Outcome.FAILED,
                        FindingWords.list("brought in", brought),
                        brought.stream().map(FindingRow::openedBy).distinct().toList());
            }
            Item late = null;
            Proofs.Decision silent = null;
            for (Candidate candidate : candidates(commit)) {
                Proofs.Decision decision = candidate.decision();
                if (decision.proven() && inTime(commit, decision.record())) {
                    return proven(commit, candidate);
                }
                if (decision.proven()) {
                    late = late == null ? late(commit, candidate) : late;
                } else if (decision.outcome() == Outcome.FAILED) {
                    return late != null ? late : exception(commit, candidate);
                } else if (silent == null || silent.record() == null) {
                    silent = decision;
                }
            }
            if (late != null) {
                return late;
            }
            boolean nothing = silent.record() == null;
            return exception(commit, silent.outcome(), nothing ? nothing(commit) : silent.reason(), silent.ids());
        }

        /**
         * What may prove something of the commit, the nearest first. The first that is conclusive decides, but a late proof
         * yields to one in time further off: otherwise taking a proof away could make a report better.
         */
        private List<Candidate> candidates(CommitRow commit) {
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(new Candidate(proofs.decide(records(commit, commit.id())), Item.Coverage.ITEM, ""));
            Coverage covers = test.evidence().covers();
            if (covers != Coverage.COMMIT
                    && commit.continuity() == Continuity.CONTINUED
                    && !commit.pushHead().equals(commit.id())) {
                candidates.add(new Candidate(
                        proofs.decide(records(commit, commit.pushHead())),
                        Item.Coverage.PUSH,
                        ", on the tip of the push, " + Proofs.shortId(commit.pushHead())));
            }
            RecordRow history = covers == Coverage.HISTORY ? historyScans.covering(commit) : null;
            if (history != null) {
                candidates.add(new Candidate(
                        proofs.decide(List.of(history)),
                        Item.Coverage.HISTORY,
                        ", of all history from " + Proofs.shortId(history.commit())));
            }
            return candidates;
        }

        private List<RecordRow> records(CommitRow commit, String id) {
            return facts.byCommit().of(commit.repository(), id);
        }

        private String nothing(CommitRow commit) {
            String text = proofs.decide(List.of()).reason() + " speaks of this commit";
            if (!commit.built()) {
                return text + ", which no run has seen";
            }
            return commit.continuity() == Continuity.FIRST && !commit.pushHead().equals(commit.id())
                    ? text + ", which was there before the first recorded run"
                    : text;
        }

        private boolean inTime(CommitRow commit, RecordRow proof) {
            Duration deadline = test.deadline();
            return deadline == null || !proof.finished().isAfter(commit.seen().plus(deadline));
        }

        private static Item proven(CommitRow commit, Candidate by) {
            return Item.proven(
                    Item.Subject.of(commit),
                    commit.arrived(),
                    commit.arrived(),
                    by.decision().reason() + by.where(),
                    by.coverage(),
                    by.decision().record().finished(),
                    by.decision().ids());
        }

        private Item late(CommitRow commit, Candidate by) {
            Duration after =
                    Duration.between(commit.seen(), by.decision().record().finished());
            String reason = by.decision().reason() + by.where() + ", but late: " + TimeWords.length(after)
                    + " after the push was seen, " + TimeWords.length(test.deadline()) + " allowed";
            return exception(commit, Outcome.NOT_PROVEN, reason, by.decision().ids());
        }

        private static Item exception(CommitRow commit, Candidate by) {
            Proofs.Decision decision = by.decision();
            return exception(commit, decision.outcome(), decision.reason() + by.where(), decision.ids());
        }

        private static Item exception(CommitRow commit, Outcome outcome, String reason, List<String> ids) {
            return Item.exception(Item.Subject.of(commit), commit.arrived(), commit.arrived(), outcome, reason, ids);
        }
    }

    /** Something that may prove an item: what it says, and of what it speaks. */
    private record Candidate(Proofs.Decision decision, Item.Coverage coverage, String where) {}
}
