package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether one scan is proof of anything: of this commit, by a known and allowed tool, recent, with recent knowledge. */
final class Admission {
    /** How far the clocks of two machines may be apart before a time is taken to be wrong. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Policy policy;
    private final Instant now;
    private final Scan scan;
    private final Family family;
    private final String tool;
    private final List<Objection> objections = new ArrayList<>();

    private Admission(Policy policy, GateInput input, Scan scan) {
        this.policy = policy;
        this.now = input.now();
        this.scan = scan;
        this.family = scan.family();
        this.tool = Printable.of(scan.tool().id());
    }

    /** What speaks against taking a scan as proof; empty if nothing does. */
    static List<Objection> of(Policy policy, GateInput input, Scan scan) {
        Admission admission = new Admission(policy, input, scan);
        if (!scan.conclusive()) {
            admission.inconclusive();
            return admission.objections; // its other fields say nothing
        }
        admission.commit(input.change().head());
        admission.tool();
        admission.age();
        admission.database();
        return admission.objections;
    }

    private void inconclusive() {
        String why = tool + " came to no result: " + Printable.of(String.valueOf(scan.reason()));
        objections.add(
                scan.outcome() == Outcome.ERROR
                        ? Objection.broken("scan-broken", family, why, "Mend what the reason names and scan again.")
                        : Objection.unproven(
                                "scan-inconclusive",
                                family,
                                why,
                                "Mend what the reason names and scan again; if the tool does not fit this repository, take it out"
                                        + " of 'scans' in the policy."));
    }

    private void commit(String head) {
        if (!scan.commit().equals(head)) {
            unproven(
                    "scan-other-commit",
                    tool + " scanned " + scan.commit() + ", not " + head,
                    "Scan the commit that is to pass.");
        }
    }

    private void tool() {
        List<String> allowed = policy.allowedTools().get(family);
        if (allowed != null && !allowed.contains(scan.tool().id())) {
            unproven(
                    "tool-not-allowed",
                    tool + " is not among the tools that the policy allows for " + family.id() + " ("
                            + String.join(", ", allowed) + ")",
                    "Scan with an allowed tool, or allow this one under 'allowed-tools' in the policy.");
        }
        String version = scan.tool().version();
        if (version == null || version.isBlank()) {
            unproven(
                    "tool-version-unknown",
                    "it is not known which version of " + tool + " ran",
                    "Use a tool that tells its version, or pin it.");
        }
    }

    private void age() {
        if (scan.finished().isBefore(scan.started()) || scan.finished().isAfter(now.plus(CLOCK_SKEW))) {
            unproven(
                    "scan-time-impossible",
                    tool + " ran from " + scan.started() + " to " + scan.finished() + ", but it is " + now,
                    "Set the clocks of the machines (NTP) and scan again.");
            return;
        }
        Duration age = Duration.between(scan.finished(), now);
        if (age.compareTo(policy.maxScanAge()) > 0) {
            unproven(
                    "scan-stale",
                    "the scan by " + tool + " is " + Age.show(age) + " old, at most " + Age.show(policy.maxScanAge())
                            + " is allowed",
                    "Scan again.");
        }
    }

    private void database() {
        VulnerabilityDatabase database = scan.tool().database();
        if (database == null && family != Family.SCA) {
            return; // only known vulnerabilities need a database
        }
        Instant updated = database == null ? null : database.updated();
        if (updated == null || updated.isAfter(now.plus(CLOCK_SKEW))) {
            unproven(
                    "database-age-unknown",
                    "it is not known how old the database is that " + tool + " compared with"
                            + (updated == null ? "" : " (its date " + updated + " is yet to come)"),
                    "Update the tool's database so that it tells its date, or use a tool that does.");
            return;
        }
        Duration age = Duration.between(updated, now);
        if (age.compareTo(policy.maxDatabaseAge()) > 0) {
            unproven(
                    "database-too-old",
                    "the database of " + tool + " was updated " + Age.show(age) + " ago, at most "
                            + Age.show(policy.maxDatabaseAge()) + " is allowed",
                    "Update the tool's database and scan again.");
        }
    }

    private void unproven(String code, String text, String remedy) {
        objections.add(Objection.unproven(code, family, text, remedy));
    }
}
