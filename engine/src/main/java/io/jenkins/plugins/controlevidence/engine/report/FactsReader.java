package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Per;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.PeriodRows;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads from an index what a request is judged by. */
final class FactsReader {
    /** So long before it arrives a change may have been scanned and judged. */
    private static final Duration SCANNED_BEFORE = Duration.ofDays(92);

    /** So long ago somebody may have approved a change or decided on a finding. */
    private static final Duration DONE_BEFORE = Duration.ofDays(3 * 366);

    private final PeriodRows rows;
    private final ReportRequest request;

    /** Whether each branch met so far is protected: matching a name costs more than looking it up. */
    private final Map<String, Boolean> branches = new HashMap<>();

    private FactsReader(PeriodRows rows, ReportRequest request) {
        this.rows = rows;
        this.request = request;
    }

    static Facts read(EvidenceIndex index, ReportRequest request, List<Requirement> requirements, List<Arrivals> live)
            throws IOException {
        return new FactsReader(index.period(), request).read(requirements, live);
    }

    private Facts read(List<Requirement> requirements, List<Arrivals> live) throws IOException {
        Duration slack = longestDeadline(requirements);
        Instant start = request.start();
        Instant end = request.end();
        List<RecordRow> records = rows.records(start, end.plus(slack)).stream()
                .filter(row -> inScope(row.repository()))
                .toList();
        List<CommitRow> changes = Stream.concat(
                        rows.commits(start.minus(SCANNED_BEFORE), end).stream(),
                        LiveCommits.unknown(live, rows, request).stream())
                .sorted(Comparator.comparing(CommitRow::arrived))
                .filter(commit -> inScope(commit.repository()) && isProtected(commit.branch()))
                .toList();
        return new Facts(
                request,
                repositories(live),
                systems(requirements),
                rows.tools(end),
                rows.runs(start, end).stream()
                        .filter(run -> inScope(run.repository()) && isProtected(run.branch()))
                        .toList(),
                changes.stream()
                        .filter(commit -> !commit.arrived().isBefore(start))
                        .toList(),
                changes,
                rows.records(start.minus(SCANNED_BEFORE), start).stream()
                        .filter(row -> inScope(row.repository()))
                        .toList(),
                records,
                historyScans(records),
                rows.findings(start, end).stream()
                        .filter(finding -> inScope(finding.repository()) && isProtected(finding.branch()))
                        .toList(),
                rows.waivers(end).stream()
                        .filter(waiver -> inScope(waiver.repository()))
                        .toList(),
                rows.letPass(start, end).stream()
                        .filter(use -> inScope(use.repository()))
                        .toList(),
                new Activities(rows.activities(start.minus(DONE_BEFORE), end.plus(slack)).stream()
                        .filter(row -> inScope(row.record().repository()))
                        .toList()));
    }

    /** The systems that the evidence of each kind has spoken of, for the kinds that are counted so. */
    private Map<String, List<String>> systems(List<Requirement> requirements) throws IOException {
        Map<String, List<String>> systems = new HashMap<>();
        for (Requirement requirement : requirements) {
            for (ControlTest test : requirement.tests()) {
                if (test.population().per() == Per.SYSTEM) {
                    for (String kind : test.evidence().kinds()) {
                        systems.put(kind, rows.systems(List.of(kind), request.end()));
                    }
                }
            }
        }
        return systems;
    }

    /** Those from before the period, and those among its records. */
    private List<RecordRow> historyScans(List<RecordRow> records) throws IOException {
        return Stream.concat(
                        rows.historyScans(request.start()).stream().filter(row -> inScope(row.repository())),
                        records.stream()
                                .filter(row -> row.allHistory() && row.conclusive())
                                .filter(row -> row.finished().isBefore(request.end())))
                .toList();
    }

    /** Those asked for, known to the store or not: one without any record must show as not covered. */
    private List<String> repositories(List<Arrivals> live) throws IOException {
        TreeSet<String> all = new TreeSet<>(request.repositories());
        if (request.repositories().isEmpty()) {
            all.addAll(rows.repositories(request.end()));
            live.forEach(arrivals -> all.add(arrivals.repository().uri()));
        }
        return List.copyOf(all);
    }

    /** A record that belongs to no repository speaks for all. */
    private boolean inScope(@CheckForNull String repository) {
        return repository == null
                || request.repositories().isEmpty()
                || request.repositories().contains(repository);
    }

    private boolean isProtected(@CheckForNull String branch) {
        return branch != null && branches.computeIfAbsent(branch, request::protects);
    }

    private static Duration longestDeadline(List<Requirement> requirements) {
        return requirements.stream()
                .flatMap(requirement -> requirement.tests().stream())
                .map(ControlTest::deadline)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
