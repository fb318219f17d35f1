package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges scanners: one that used to find something and has found nothing for a long time may have stopped seeing. A check since,
 * in which it found what was planted, shows that it has not.
 */
final class DetectorJudge implements Judge {
    /** So long a scanner may be silent where the catalogue sets no deadline. */
    private static final Duration SILENCE = Duration.ofDays(30);

    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        List<Item> items = new ArrayList<>();
        for (String tool : facts.tools()) {
            List<RecordRow> ofTool = facts.records().stream()
                    .filter(row -> tool.equals(row.tool()) && row.conclusive() && !row.retracted())
                    .filter(row -> row.finished().isBefore(facts.request().end()))
                    .toList();
            items.add(judge(tool, ofTool, test, facts.request()));
        }
        return items;
    }

    private static Item judge(String tool, List<RecordRow> ofTool, ControlTest test, ReportRequest request) {
        Item.Subject subject = new Item.Subject("detector", null, null, tool, "");
        List<RecordRow> scans =
                ofTool.stream().filter(row -> row.kind().equals("scan")).toList();
        Instant last = request.end().minusSeconds(1);
        if (scans.isEmpty()) {
            return Item.exception(
                    subject, last, last, Outcome.NOT_PROVEN, "no conclusive scan by it in the period", List.of());
        }
        RecordRow lastScan = scans.get(scans.size() - 1);
        RecordRow lastFind = scans.stream()
                .filter(row -> row.findings() > 0)
                .reduce((first, second) -> second)
                .orElse(null);
        Duration allowed = test.deadline() == null ? SILENCE : test.deadline();
        boolean silent = lastFind != null
                && Duration.between(lastFind.finished(), lastScan.finished()).compareTo(allowed) > 0;
        if (!silent) {
            String reason = lastFind == null
                    ? "scans, and has found nothing in the whole period"
                    : "scans, and found something on " + TimeWords.minute(lastFind.finished());
            return Item.proven(
                    subject, last, last, reason, Item.Coverage.ITEM, lastScan.finished(), List.of(lastScan.id()));
        }
        RecordRow check = ofTool.stream()
                .filter(row -> row.kind().equals("detector-check") && row.outcome() == Outcome.PASSED)
                .filter(row -> row.finished().isAfter(lastFind.finished()))
                .reduce((first, second) -> second)
                .orElse(null);
        String silence = "has found nothing since " + TimeWords.minute(lastFind.finished());
        return check != null
                ? Item.proven(
                        subject,
                        last,
                        last,
                        silence + ", and a check since shows that it would",
                        Item.Coverage.ITEM,
                        check.finished(),
                        List.of(check.id(), lastScan.id()))
                : Item.exception(
                        subject,
                        lastFind.finished(),
                        lastScan.finished(),
                        Outcome.NOT_PROVEN,
                        silence + ", and no check since shows that it would",
                        List.of(lastFind.id(), lastScan.id()));
    }
}
