package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.FindingsRule;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges whole histories: one item a repository, proven by a conclusive scan of all history that has left nothing open. */
final class HistoryJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Proofs proofs = new Proofs(test, facts);
        List<RecordRow> scans = proofs.matching(facts.historyScans());
        List<FindingRow> open = facts.openFindings().stream()
                .filter(finding -> test.evidence().findings() == FindingsRule.OPEN)
                .filter(finding -> test.evidence().families().contains(finding.family()))
                .toList();
        List<Item> items = new ArrayList<>();
        for (String repository : facts.repositories()) {
            items.add(judge(
                    repository,
                    proofs.decide(scans.stream()
                            .filter(scan -> repository.equals(scan.repository()))
                            .toList()),
                    open.stream()
                            .filter(finding -> finding.repository().equals(repository))
                            .toList(),
                    facts.request()));
        }
        return items;
    }

    private static Item judge(
            String repository, Proofs.Decision decision, List<FindingRow> open, ReportRequest request) {
        Item.Subject subject = new Item.Subject("repository", repository, null, repository, "");
        RecordRow record = decision.record();
        Instant last = request.end().minusSeconds(1);
        if (record == null) {
            return Item.exception(
                    subject, last, last, Outcome.NOT_PROVEN, decision.reason() + " of all history", List.of());
        }
        if (!open.isEmpty()) {
            return Item.exception(
                    subject,
                    last,
                    last,
                    Outcome.FAILED,
                    FindingWords.list("history holds", open),
                    open.stream().map(FindingRow::openedBy).distinct().toList());
        }
        if (!decision.proven()) {
            return Item.exception(subject, last, last, decision.outcome(), decision.reason(), decision.ids());
        }
        Instant at = record.finished();
        return Item.proven(
                subject, at, at, decision.reason() + ", of all history", Item.Coverage.HISTORY, at, decision.ids());
    }
}
