package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Judges records of some kinds: deployments, configuration changes, inventories. A record that is itself evidence speaks for
 * itself; any other must be followed, within the deadline, by evidence about the same repository.
 */
final class RecordJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Proofs proofs = new Proofs(test, facts);
        List<RecordRow> evidence = proofs.matching(facts.records());
        List<Item> items = new ArrayList<>();
        for (RecordRow row : facts.records()) {
            if (test.population().of().contains(row.kind())
                    && row.finished().isBefore(facts.request().end())) {
                items.add(judge(row, test, proofs, evidence, facts));
            }
        }
        return items;
    }

    private static Item judge(RecordRow row, ControlTest test, Proofs proofs, List<RecordRow> evidence, Facts facts) {
        Item retracted = row.retracted() ? new Replacements(facts).judge(row) : null;
        if (retracted != null) {
            return retracted;
        }
        return proofs.matches(row)
                ? item(row, proofs.decide(List.of(row)))
                : followed(row, test, proofs, evidence, facts.request());
    }

    private static Item followed(
            RecordRow row, ControlTest test, Proofs proofs, List<RecordRow> evidence, ReportRequest request) {
        Duration within = test.deadline() == null ? Duration.ofDays(1) : test.deadline();
        Instant until = row.finished().plus(within);
        Proofs.Decision decision = proofs.decide(evidence.stream()
                .filter(proof -> !proof.finished().isBefore(row.finished()))
                .filter(proof -> !proof.finished().isAfter(until))
                .filter(proof -> row.repository() == null || Objects.equals(row.repository(), proof.repository()))
                .toList());
        if (decision.record() == null && until.isAfter(request.end())) {
            return Item.notDue(
                    Item.Subject.of(row), row.finished(), row.finished(), "not due before " + TimeWords.minute(until));
        }
        if (decision.record() == null) {
            return Item.exception(
                    Item.Subject.of(row),
                    row.finished(),
                    row.finished(),
                    decision.outcome(),
                    decision.reason() + " within " + TimeWords.length(within),
                    List.of(row.id()));
        }
        return item(row, decision);
    }

    private static Item item(RecordRow row, Proofs.Decision decision) {
        Instant at = row.finished();
        RecordRow by = decision.record();
        return decision.proven()
                ? Item.proven(
                        Item.Subject.of(row),
                        at,
                        at,
                        decision.reason(),
                        Item.Coverage.ITEM,
                        by.finished(),
                        decision.ids())
                : Item.exception(Item.Subject.of(row), at, at, decision.outcome(), decision.reason(), decision.ids());
    }
}
