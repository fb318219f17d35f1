package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.LetPassRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.index.RunRow;
import io.jenkins.plugins.controlevidence.engine.index.WaiverRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All that is judged: rows of the repositories in scope, and nothing that happened after the request's last day except what
 * may still prove something in time. Judging is a pure function of these.
 *
 * @param request which report is asked for
 * @param repositories the repositories in scope, sorted
 * @param systems by kind of record, the systems that records have spoken of, sorted
 * @param tools ids of the scanners that have left a record, sorted
 * @param runs the runs of the period on protected branches, in the order of the ledger
 * @param commits the commits that reached a protected branch in the period, oldest first
 * @param changes these and those of the quarter before: what is deployed may have come earlier
 * @param records the scans, gates and other records (runs are apart) since the period began, in the order of the ledger
 * @param ofProtected those among them that speak of a protected branch, or of no repository at all
 * @param byCommit these and those of the quarter before, by the commit that they speak of: a change is scanned and judged before
 *     it arrives
 * @param historyScans conclusive scans of all history, of any time, in the order of the ledger
 * @param findings findings that were open at some time of the period
 * @param waivers waivers that a gate has used
 * @param letPass decisions of persons by which gates of the period let findings pass
 * @param activities what people and systems did, from long before the period to its end
 */
record Facts(
        ReportRequest request,
        List<String> repositories,
        Map<String, List<String>> systems,
        List<String> tools,
        List<RunRow> runs,
        List<CommitRow> commits,
        List<CommitRow> changes,
        List<RecordRow> records,
        List<RecordRow> ofProtected,
        CommitRecords byCommit,
        List<RecordRow> historyScans,
        List<FindingRow> findings,
        List<WaiverRow> waivers,
        List<LetPassRow> letPass,
        Activities activities) {
    /** Arranges the records by commit. */
    Facts(
            ReportRequest request,
            List<String> repositories,
            Map<String, List<String>> systems,
            List<String> tools,
            List<RunRow> runs,
            List<CommitRow> commits,
            List<CommitRow> changes,
            List<RecordRow> earlier,
            List<RecordRow> records,
            List<RecordRow> historyScans,
            List<FindingRow> findings,
            List<WaiverRow> waivers,
            List<LetPassRow> letPass,
            Activities activities) {
        this(
                request,
                repositories,
                systems,
                tools,
                runs,
                commits,
                changes,
                records,
                ofProtected(request, records),
                new CommitRecords(earlier, records),
                historyScans,
                findings,
                waivers,
                letPass,
                activities);
    }

    /** Copies the lists. */
    Facts {
        repositories = List.copyOf(repositories);
        systems = Map.copyOf(systems);
        tools = List.copyOf(tools);
        runs = List.copyOf(runs);
        commits = List.copyOf(commits);
        changes = List.copyOf(changes);
        records = List.copyOf(records);
        ofProtected = List.copyOf(ofProtected);
        historyScans = List.copyOf(historyScans);
        findings = List.copyOf(findings);
        waivers = List.copyOf(waivers);
        letPass = List.copyOf(letPass);
    }

    /** Matching a name costs more than looking it up, and thousands of records name a few branches. */
    private static List<RecordRow> ofProtected(ReportRequest request, List<RecordRow> records) {
        Map<String, Boolean> known = new HashMap<>();
        return records.stream()
                .filter(row -> row.repository() == null
                        || (row.branch() != null && known.computeIfAbsent(row.branch(), request::protects)))
                .toList();
    }

    /** The policies by which gates judged in the period: their digests, sorted. */
    List<String> policies() {
        return records.stream()
                .filter(row -> row.kind().equals("gate") && row.about() != null)
                .filter(row -> row.finished().isBefore(request.end()))
                .map(RecordRow::about)
                .distinct()
                .sorted()
                .toList();
    }

    /** The systems that a test has to look at: those that it names, and those that its evidence has ever spoken of. */
    List<String> systems(ControlTest test) {
        TreeSet<String> all = new TreeSet<>(test.population().systems());
        test.evidence().kinds().forEach(kind -> all.addAll(systems.getOrDefault(kind, List.of())));
        return List.copyOf(all);
    }

    /** The waivers that count when judging ends, by repository and fingerprint. */
    Map<List<String>, WaiverRow> waiversInForce() {
        Map<List<String>, WaiverRow> inForce = new HashMap<>();
        waivers.stream()
                .filter(waiver -> waiver.countsAt(request.end()))
                .forEach(waiver -> inForce.put(List.of(waiver.repository(), waiver.fingerprint()), waiver));
        return inForce;
    }

    /** The findings that are open when judging ends and that neither a waiver nor a person's decision settles. */
    List<FindingRow> openFindings() {
        Dispositions dispositions = new Dispositions(this);
        return findings.stream()
                .filter(finding -> finding.openAt(request.end()))
                .filter(finding -> !dispositions.settles(finding))
                .toList();
    }
}
