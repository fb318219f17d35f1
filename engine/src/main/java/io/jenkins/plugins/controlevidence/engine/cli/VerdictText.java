package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the commands print for a person: scans, findings, the verdict and what to do about it. */
final class VerdictText {
    /** How many findings are listed before the reader is sent to the report. */
    private static final int LISTED = 20;

    private final PrintWriter out;

    VerdictText(PrintWriter out) {
        this.out = out;
    }

    void change(Change change) {
        String commits =
                switch (change.continuity()) {
                    case FIRST -> "first record, " + count(change.commits().size(), "commit");
                    case CONTINUED -> count(change.commits().size(), "commit") + " since " + shorten(change.base());
                    case UNCHANGED -> "no new commit";
                    case REWRITTEN -> "history rewritten: " + shorten(change.base()) + " is no ancestor any more";
                    case UNKNOWN -> "shallow clone: what is new cannot be told";
                };
        String branch = change.branch() == null ? "detached head" : change.branch();
        out.printf(
                "%s  %s at %s (%s)%n",
                print(change.repository().uri()), print(branch), shorten(change.head()), commits);
    }

    void scan(Scan scan, Comparison comparison) {
        Duration took = Duration.between(scan.started(), scan.finished());
        out.printf(
                Locale.ROOT,
                "  %-16s %-11s %s  (%.1f s)%n",
                scan.tool().id(),
                scan.outcome(),
                scan.reason() != null && !scan.conclusive() ? print(scan.reason()) : found(scan, comparison),
                took.toMillis() / 1000.0);
        Standard standard = scan.tool().standard();
        if (standard != null) {
            out.printf("  %-16s against %s%n", "", print(standard.toString()));
        }
    }

    private static String found(Scan scan, Comparison comparison) {
        if (scan.findings().isEmpty()) {
            int components = scan.components().size();
            String suppressed = scan.suppressed().isEmpty()
                    ? ""
                    : ", "
                            + scan.suppressed().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()
                            + " suppressed";
            return (components == 0 ? "nothing found" : count(components, "component")) + suppressed;
        }
        Map<Severity, Long> counts = scan.counts();
        String bySeverity = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().id())
                .collect(Collectors.joining(", "));
        return count(scan.findings().size(), "finding") + ": " + bySeverity + "; "
                + comparison.added().size() + " new, " + comparison.fixed().size() + " fixed";
    }

    /** Lists findings, the most severe first. */
    void findings(String heading, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.println();
        out.println(heading);
        findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .limit(LISTED)
                .forEach(this::finding);
        if (findings.size() > LISTED) {
            out.printf("  … and %d more%n", findings.size() - LISTED);
        }
    }

    private void finding(Finding finding) {
        out.printf("  %-9s%s%n", finding.severity(), print(finding.title()));
        StringBuilder where = new StringBuilder();
        if (!finding.locations().isEmpty()) {
            Location location = finding.locations().get(0);
            where.append(print(location.path()));
            if (location.line() > 0) {
                where.append(':').append(location.line());
            }
            if (finding.occurrences() > 1) {
                where.append(" and ").append(count(finding.occurrences() - 1, "other place"));
            }
        } else if (finding.component() != null) {
            where.append(print(finding.component()));
        }
        if (finding.mask() != null) {
            where.append("  ").append(print(finding.mask()));
        }
        out.printf("           %s%n", where);
        if (finding.introduced() != null) {
            out.printf(
                    "           since %s by %s, %s%s%n",
                    shorten(finding.introduced().commit()),
                    print(finding.introduced().author().name()),
                    finding.introduced().time().toString().substring(0, 10),
                    Boolean.FALSE.equals(finding.atHead()) ? "; no longer at head" : "");
        }
        if (finding.mask() != null) {
            out.printf(
                    "           → %s%n",
                    print(finding.message())); // a credential: where to revoke it, whether it is live
        }
        out.printf("           rule %s, fingerprint %s%n", print(finding.rule()), finding.fingerprint());
    }

    void verdict(Verdict verdict) {
        out.println();
        out.printf("Gate %s: policy %s%n", verdict.outcome(), print(verdict.policyId()));
        for (Reason reason : verdict.reasons()) {
            out.printf(
                    "  %s %s%n    → %s%n", reason.blocking() ? "✗" : "•", print(reason.text()), print(reason.remedy()));
        }
        if (!verdict.waived().isEmpty()) {
            out.printf("  • %s let pass by a waiver%n", count(verdict.waived().size(), "finding"));
        }
        if (!verdict.disposed().isEmpty()) {
            out.printf(
                    "  • %s let pass by disposition%n", count(verdict.disposed().size(), "finding"));
            verdict.disposed().stream().limit(LISTED).forEach(this::disposed);
            if (verdict.disposed().size() > LISTED) {
                out.printf("    … and %d more%n", verdict.disposed().size() - LISTED);
            }
        }
    }

    private void disposed(Verdict.Disposed disposed) {
        out.printf(
                "    %s %s%s by %s, record %s%n",
                disposed.fingerprint(),
                disposed.decision().id(),
                disposed.until() == null ? "" : " until " + disposed.until(),
                print(disposed.by()),
                shorten(disposed.record()));
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String shorten(String commit) {
        return commit.substring(0, Math.min(10, commit.length()));
    }

    private static String print(String text) {
        return Printable.of(text);
    }
}
