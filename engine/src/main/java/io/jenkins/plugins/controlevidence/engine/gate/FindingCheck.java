package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the findings of one scan against the policy's limits. */
final class FindingCheck {
    private static final int EXAMPLES = 3;
    private static final String ANSWER =
            "waive the fingerprint with a ticket, or have somebody who did not write it decide on the finding.";

    private FindingCheck() {}

    /**
     * What is above a limit, and what was hidden from the count.
     *
     * @param waivers asked for each finding whether it counts
     * @param decisions asked for each finding that no waiver covers and of whose severity there is a limit
     */
    static List<Objection> of(Policy policy, AssessedScan assessed, ActiveWaivers waivers, DecidedFindings decisions) {
        Scan scan = assessed.scan();
        Limits limits = policy.thresholds().of(scan.family());
        List<Objection> objections = new ArrayList<>();
        objections.addAll(above(
                "findings-above-threshold",
                "",
                limits.all(),
                scan,
                counted(scan.findings(), limits.all(), waivers, decisions)));
        objections.addAll(above(
                "new-findings-above-threshold",
                "new ",
                limits.added(),
                scan,
                counted(asNew(assessed.comparison(), decisions), limits.added(), waivers, decisions)));
        new TreeMap<>(scan.suppressed())
                .forEach((by, count) -> objections.add(Objection.note(
                        "findings-suppressed",
                        scan.family(),
                        scan.tool().id() + ": " + count
                                + (count == 1 ? " finding is hidden by " : " findings are hidden by ")
                                + Printable.of(by),
                        "Make sure that each is meant to be.")));
        return objections;
    }

    private static List<Finding> asNew(Comparison comparison, DecidedFindings decisions) {
        return Stream.concat(
                        comparison.added().stream(), comparison.known().stream().filter(decisions::hasBeenLetPass))
                .toList();
    }

    private static List<Finding> counted(
            List<Finding> findings, Map<Severity, Integer> limits, ActiveWaivers waivers, DecidedFindings decisions) {
        return findings.stream()
                .filter(finding -> !waivers.waives(finding))
                .filter(finding -> !limits.containsKey(finding.severity()) || !decisions.letPass(finding))
                .toList();
    }

    private static List<Objection> above(
            String code, String kind, Map<Severity, Integer> limits, Scan scan, List<Finding> findings) {
        List<Objection> objections = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            Integer limit = limits.get(severity);
            List<Finding> those =
                    findings.stream().filter(f -> f.severity() == severity).toList();
            if (limit != null && those.size() > limit) {
                String text = scan.tool().id() + ": " + those.size() + " " + kind + severity.id()
                        + (those.size() == 1 ? " finding, " : " findings, ") + limit + " allowed: " + examples(those);
                objections.add(Objection.proven(code, scan.family(), text, remedy(scan.family())));
            }
        }
        return objections;
    }

    private static String examples(List<Finding> findings) {
        String shown =
                findings.stream().limit(EXAMPLES).map(FindingCheck::describe).collect(Collectors.joining("; "));
        int more = findings.size() - EXAMPLES;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }

    private static String describe(Finding finding) {
        StringBuilder text = new StringBuilder(Printable.of(finding.rule()));
        if (!finding.locations().isEmpty()) {
            Location first = finding.locations().get(0);
            text.append(" in ").append(Printable.of(first.path()));
            if (first.line() > 0) {
                text.append(':').append(first.line());
            }
        } else if (finding.component() != null) {
            text.append(" in ").append(Printable.of(finding.component()));
        }
        if (finding.mask() != null) {
            text.append(" (").append(Printable.of(finding.mask())).append(')');
        }
        return text.append(" [").append(finding.fingerprint()).append(']').toString();
    }

    private static String remedy(Family family) {
        return switch (family) {
            case SECRETS ->
                "Revoke each credential at its provider first: it is in the history, and removing the line does not"
                        + " revoke it. Then waive its fingerprint with a ticket, have somebody else decide on it, or rewrite"
                        + " the history.";
            case SCA -> "Upgrade or replace the component; if it is not affected, " + ANSWER;
            case SAST, DAST -> "Mend the code; if it is a false alarm or an accepted risk, " + ANSWER;
            case CONFIGURATION -> "Change the configuration to meet the standard, or " + ANSWER;
            case INVENTORY -> "Remove the component or have it approved, or " + ANSWER;
        };
    }
}
