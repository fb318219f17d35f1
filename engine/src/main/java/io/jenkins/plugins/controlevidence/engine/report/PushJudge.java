package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.LetPassRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.index.RunRow;
import io.jenkins.plugins.controlevidence.engine.index.WaiverRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Judges pushes, and shows the ways round the controls: a push is proven if its run could tell how it continues the branch;
 * rewritten history, every other bypass record, and every waiver and decision by which a gate let a finding pass are exceptions.
 */
final class PushJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        List<RecordRow> bypasses = facts.records().stream()
                .filter(row -> row.kind().equals("bypass"))
                .filter(row -> row.finished().isBefore(facts.request().end()))
                .toList();
        Set<String> shown = new HashSet<>();
        List<Item> items = new ArrayList<>();
        for (RunRow run : facts.runs()) {
            items.add(run(run, test, bypasses, shown));
        }
        for (RecordRow bypass : bypasses) {
            if (!shown.contains(bypass.id())) {
                items.add(bypass(bypass));
            }
        }
        for (WaiverRow waiver : facts.waivers()) {
            if (waiver.used().isBefore(facts.request().end())
                    && !waiver.until().isBefore(facts.request().start())) {
                items.add(waiver(waiver));
            }
        }
        facts.letPass().forEach(use -> items.add(letPass(use)));
        items.sort(Comparator.comparing(Item::from));
        return items;
    }

    private static Item run(RunRow run, ControlTest test, List<RecordRow> bypasses, Set<String> shown) {
        Item.Subject subject = new Item.Subject("push", run.repository(), run.branch(), run.head(), "");
        Instant at = run.started();
        if (run.continuity() == Continuity.REWRITTEN) {
            List<String> ids = new ArrayList<>(List.of(run.id()));
            bypasses.stream()
                    .filter(bypass -> Objects.equals(bypass.repository(), run.repository())
                            && Objects.equals(bypass.branch(), run.branch())
                            && Objects.equals(bypass.commit(), run.head()))
                    .forEach(bypass -> ids.add(bypass.id()));
            shown.addAll(ids);
            return Item.exception(
                    subject,
                    at,
                    at,
                    Outcome.FAILED,
                    "history was rewritten: " + run.base() + ", recorded before, is no ancestor",
                    ids);
        }
        if (!test.evidence().proof().contains(run.outcome())) {
            String reason = run.reason() == null ? "it is not known which commits are new" : run.reason();
            return Item.exception(subject, at, at, run.outcome(), reason, List.of(run.id()));
        }
        if (run.retracted()) {
            return Item.exception(
                    subject, at, at, Outcome.NOT_PROVEN, "the record of this run was retracted", List.of(run.id()));
        }
        String how =
                switch (run.continuity()) {
                    case FIRST -> "the first recorded run of this branch";
                    case UNCHANGED -> "the head had not moved";
                    case CONTINUED, REWRITTEN, UNKNOWN -> "continues the commit recorded before";
                };
        return Item.proven(subject, at, at, how, Item.Coverage.ITEM, at, List.of(run.id()));
    }

    private static Item bypass(RecordRow bypass) {
        String name = bypass.commit() == null ? bypass.id() : bypass.commit();
        return Item.exception(
                new Item.Subject("bypass", bypass.repository(), bypass.branch(), name, ""),
                bypass.finished(),
                bypass.finished(),
                Outcome.FAILED,
                bypass.reason() == null ? "a control was passed by" : Proofs.said(bypass),
                List.of(bypass.id()));
    }

    private static Item waiver(WaiverRow waiver) {
        return Item.exception(
                new Item.Subject("waiver", waiver.repository(), null, waiver.fingerprint(), ""),
                waiver.used(),
                waiver.used(),
                Outcome.SKIPPED,
                "a gate let this finding pass: waived until " + TimeWords.minute(waiver.until()) + " by "
                        + waiver.owner() + ", " + waiver.ticket(),
                List.of(waiver.gate()));
    }

    private static Item letPass(LetPassRow use) {
        return Item.exception(
                new Item.Subject("disposition", use.repository(), null, use.fingerprint(), ""),
                use.used(),
                use.used(),
                Outcome.SKIPPED,
                (use.gates() == 1 ? "a gate" : use.gates() + " gates") + " let this finding pass: "
                        + use.decision().replace('-', ' ') + (use.until() == null ? "" : " until " + use.until())
                        + ", decided by " + use.by() + ", record " + Proofs.shortId(use.record()),
                List.of(use.gate(), use.record()));
    }
}
