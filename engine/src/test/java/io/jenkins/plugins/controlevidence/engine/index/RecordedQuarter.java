package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two repositories over the first quarter of 2026 as they are in life: most goes well, a scanner breaks for two days, a week is
 * missing, history is rewritten once, findings come, are waived and go. For tests that want to see everything at once.
 */
public final class RecordedQuarter {
    /** First day. */
    public static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    /** Last day. */
    public static final LocalDate TO = LocalDate.of(2026, 3, 31);

    private RecordedQuarter() {}

    /** Writes the quarter. */
    public static void write(Store store) throws IOException {
        shop(store);
        billing(store);
    }

    private static void shop(Store store) throws IOException {
        RecordedBranch shop = new RecordedBranch(store, "https://git.example.org/shop", "main", 1);
        Random random = new Random(1);
        List<Finding> secrets = new ArrayList<>();
        List<Finding> faults = new ArrayList<>();
        for (LocalDate day = FROM; !day.isAfter(TO); day = day.plusDays(1)) {
            int number = day.getDayOfYear();
            if (number >= 40 && number < 47) {
                continue;
            }
            Instant at = day.atTime(9, 30).toInstant(ZoneOffset.UTC);
            boolean weekend = day.getDayOfWeek().getValue() > 5;
            if (number == 60) {
                shop.run(at, shop.commits(at, 2), Continuity.REWRITTEN, false);
            } else {
                shop.push(at, weekend && number > 4 ? 0 : 1 + random.nextInt(4));
            }
            if (number == 25) {
                secrets.add(shop.finding(Family.SECRETS, "secrets", Severity.CRITICAL, "Private key"));
            }
            if (number == 12) {
                faults.add(shop.finding(Family.SAST, "semgrep", Severity.HIGH, "SQL built from a parameter"));
            }
            if (number == 20) {
                faults.clear();
            }
            if (number == 70) {
                faults.add(shop.finding(Family.SAST, "semgrep", Severity.HIGH, "Path <built> from \u202Erequest"));
            }
            shop.scan(at.plusSeconds(10), Family.SECRETS, "secrets", List.copyOf(secrets));
            if (number == 50 || number == 51) {
                shop.failedScan(at.plusSeconds(20), Family.SAST, "semgrep", Outcome.ERROR, "semgrep ended with code 2");
            } else {
                shop.scan(at.plusSeconds(20), Family.SAST, "semgrep", List.copyOf(faults));
            }
            List<Verdict.Waived> waived = secrets.stream()
                    .filter(finding -> number >= 30)
                    .map(finding -> new Verdict.Waived(
                            finding.fingerprint(), "ann@example.org", "SEC-17", Instant.parse("2026-06-30T00:00:00Z")))
                    .toList();
            boolean bad = number >= 25 && number < 30;
            shop.gate(at.plusSeconds(30), bad ? Outcome.FAILED : Outcome.PASSED, waived);
        }
        shop.flush();
    }

    private static void billing(Store store) throws IOException {
        RecordedBranch billing = new RecordedBranch(store, "https://git.example.org/billing", "main", 2);
        for (LocalDate day = LocalDate.of(2026, 2, 2); !day.isAfter(TO); day = day.plusDays(1)) {
            Instant at = day.atTime(6, 0).toInstant(ZoneOffset.UTC);
            billing.push(at, day.getDayOfMonth() % 5 == 0 ? 3 : day.getDayOfMonth() == 2 ? 1 : 0);
            billing.scan(at.plusSeconds(10), Family.SECRETS, "secrets", List.of());
            billing.scan(at.plusSeconds(20), Family.SCA, "trivy", List.of());
            billing.gate(at.plusSeconds(30), Outcome.PASSED, List.of());
        }
        billing.flush();
    }
}
