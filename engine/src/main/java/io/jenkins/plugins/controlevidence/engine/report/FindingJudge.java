package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Coverage;
import io.jenkins.plugins.controlevidence.engine.control.Each;
import io.jenkins.plugins.controlevidence.engine.control.Evidence;
import io.jenkins.plugins.controlevidence.engine.control.FindingsRule;
import io.jenkins.plugins.controlevidence.engine.control.Per;
import io.jenkins.plugins.controlevidence.engine.control.Population;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges findings: each must have been acted on, which is shown by a later scan that no longer finds it, or by a waiver or a
 * person's decision that still counts. Evidence that names families asks for findings of these alone. Findings are known
 * only where scans were made, so commits (of what runs: months) that a scanner in use did not scan are an exception here too: a scan that is left out must not make this population look better.
 */
final class FindingJudge implements Judge {
    private static final Population COMMITS =
            new Population("every commit", Each.COMMIT, Per.SCOPE, null, List.of(), List.of(), null);
    private static final Population MONTHS =
            new Population("each month", Each.WINDOW, Per.REPOSITORY, Period.ofMonths(1), List.of(), List.of(), null);

    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Dispositions dispositions = new Dispositions(facts);
        List<Item> items = new ArrayList<>();
        for (FindingRow finding : facts.findings()) {
            if (finding.severity().isAtLeast(test.population().atLeast())
                    && isAsked(test, finding.family())
                    && finding.opened().isBefore(facts.request().end())) {
                Dispositions.Decided decided = dispositions.of(finding);
                items.add(judge(
                        finding,
                        decided != null && test.evidence().ticket() ? decided.onlyWithTicket() : decided,
                        test,
                        facts.request()));
            }
        }
        items.addAll(unknown(test, facts));
        return items;
    }

    private static boolean isAsked(ControlTest test, Family family) {
        return test.evidence().families().isEmpty()
                || test.evidence().families().contains(family);
    }

    private static Item judge(
            FindingRow finding, @CheckForNull Dispositions.Decided decided, ControlTest test, ReportRequest request) {
        Item.Subject subject = new Item.Subject(
                "finding",
                finding.repository(),
                null,
                finding.fingerprint(),
                finding.severity().id() + ": " + FindingWords.one(finding));
        Duration deadline = test.deadline();
        Instant due = deadline == null ? finding.opened() : finding.opened().plus(deadline);
        Instant acted = null;
        String how = "";
        String record = finding.openedBy();
        if (!finding.openAt(request.end())) {
            acted = finding.closed();
            record = finding.closedBy();
            how = "fixed: a later scan by " + finding.tool() + " no longer finds it";
        } else if (decided != null && decided.settled()) {
            acted = decided.at();
            record = decided.record();
            how = decided.how();
        }
        if (acted != null && (deadline == null || !acted.isAfter(due))) {
            return Item.proven(subject, acted, acted, how, Item.Coverage.ITEM, acted, List.of(record));
        }
        if (acted != null) {
            return Item.exception(
                    subject,
                    finding.opened(),
                    acted,
                    Outcome.FAILED,
                    how + ", but late: " + TimeWords.length(Duration.between(finding.opened(), acted))
                            + " after it was found, " + TimeWords.length(deadline) + " allowed",
                    List.of(finding.openedBy(), record));
        }
        if (deadline != null && due.isAfter(request.end())) {
            return Item.notDue(subject, finding.opened(), finding.opened(), "not due before " + TimeWords.minute(due));
        }
        return Item.exception(
                subject,
                finding.opened(),
                request.end(),
                Outcome.FAILED,
                "open for " + TimeWords.length(Duration.between(finding.opened(), request.end()))
                        + (decided == null ? " without a disposition" : "; " + decided.how()),
                decided == null ? List.of(finding.openedBy()) : List.of(finding.openedBy(), decided.record()));
    }

    /** One exception for each repository and scanner family in use there that left commits, or months, unscanned. */
    private static List<Item> unknown(ControlTest test, Facts facts) {
        Map<String, Set<Family>> inUse = familiesInUse(facts);
        List<Item> items = new ArrayList<>();
        for (Family family : Family.values()) {
            if (isAsked(test, family) && inUse.values().stream().anyMatch(families -> families.contains(family))) {
                Map<String, List<Item>> unscanned = unscanned(family, facts).stream()
                        .filter(item -> item.standing() == Item.Standing.EXCEPTION)
                        .collect(Collectors.groupingBy(item -> item.subject().repository()));
                facts.repositories().stream()
                        .filter(unscanned::containsKey)
                        .filter(repository ->
                                inUse.getOrDefault(repository, Set.of()).contains(family))
                        .forEach(repository -> items.add(unknown(repository, family, unscanned.get(repository))));
            }
        }
        return items;
    }

    /** Code is scanned as it changes; what runs is probed by the calendar, and no probe speaks of a commit that is gone. */
    private static List<Item> unscanned(Family family, Facts facts) {
        return family == Family.DAST
                ? new SpanJudge().judge(scannedBy(family, MONTHS), facts)
                : new CommitJudge().judge(scannedBy(family, COMMITS), facts);
    }

    private static Item unknown(String repository, Family family, List<Item> unscanned) {
        Item lastItem = unscanned.get(unscanned.size() - 1);
        boolean commits = lastItem.subject().kind().equals("commit");
        return Item.exception(
                new Item.Subject("scan coverage", repository, null, family.id(), ""),
                lastItem.from(),
                lastItem.from(),
                Outcome.NOT_PROVEN,
                "not known what a " + family.id() + " scan would have found " + (commits ? "on " : "in ")
                        + unscanned.size() + (commits ? " commit" : " month") + (unscanned.size() == 1 ? "" : "s")
                        + " without one",
                List.of());
    }

    private static Map<String, Set<Family>> familiesInUse(Facts facts) {
        Map<String, Set<Family>> families = new HashMap<>();
        for (RecordRow row : facts.records()) {
            if (row.repository() != null && row.family() != null && row.family() != Family.INVENTORY) {
                families.computeIfAbsent(row.repository(), k -> new TreeSet<>()).add(row.family());
            }
        }
        for (FindingRow finding : facts.findings()) {
            families.computeIfAbsent(finding.repository(), k -> new TreeSet<>()).add(finding.family());
        }
        return families;
    }

    private static ControlTest scannedBy(Family family, Population population) {
        return new ControlTest(
                family.id(),
                population,
                new Evidence(
                        List.of("scan"),
                        List.of(family),
                        Set.of(Outcome.PASSED, Outcome.FAILED),
                        Coverage.HISTORY,
                        false,
                        false,
                        false,
                        FindingsRule.IGNORED),
                null,
                "",
                List.of(),
                null);
    }
}
