package io.jenkins.plugins.controlevidence.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision.Decider;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Taking evidence away, or spoiling it, never turns a denial into a pass: whatever the policy, whatever the evidence. */
class GatePropertyTest {
    private static final int ROUNDS = 3_000;
    private static final LocalDate TODAY = LocalDate.ofInstant(Evidence.NOW, ZoneOffset.UTC);
    private static final Map<String, Family> TOOLS = Map.of(
            "secrets", Family.SECRETS,
            "gitleaks", Family.SECRETS,
            "semgrep", Family.SAST,
            "trivy", Family.SCA,
            "osv-scanner", Family.SCA);
    private static final List<String> NAMES = TOOLS.keySet().stream().sorted().toList();

    @Test
    void lessEvidenceIsNeverBetter() {
        long seed = 20260701;
        Random random = new Random(seed);
        int denied = 0;
        int passed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Policy policy = policy(random);
            GateInput input = input(random, policy);
            Verdict verdict = Gate.evaluate(policy, input);
            String place = "seed " + seed + ", round " + round;
            List<AssessedScan> shuffled = new ArrayList<>(input.scans());
            Collections.shuffle(shuffled, random);
            assertEquals(verdict, Gate.evaluate(policy, with(input, shuffled)), place);
            assertEquals(
                    verdict.outcome() == Outcome.PASSED,
                    verdict.reasons().stream().noneMatch(Reason::blocking),
                    place);
            if (verdict.outcome() == Outcome.PASSED) {
                passed++;
                continue;
            }
            denied++;
            for (int i = 0; i < input.scans().size(); i++) {
                List<AssessedScan> without = new ArrayList<>(input.scans());
                AssessedScan taken = without.remove(i);
                Supplier<String> what = () -> place + ", without " + taken;
                assertNotEquals(
                        Outcome.PASSED,
                        Gate.evaluate(policy, with(input, without)).outcome(),
                        what);
                for (Outcome spoilt : List.of(Outcome.ERROR, Outcome.NOT_PROVEN, Outcome.SKIPPED)) {
                    List<AssessedScan> less = new ArrayList<>(without);
                    less.add(inconclusive(taken.scan(), spoilt));
                    assertNotEquals(
                            Outcome.PASSED,
                            Gate.evaluate(policy, with(input, less)).outcome(),
                            () -> what.get() + " as " + spoilt);
                }
                List<AssessedScan> other = new ArrayList<>(without);
                other.add(ofAnotherCommit(taken));
                assertNotEquals(
                        Outcome.PASSED,
                        Gate.evaluate(policy, with(input, other)).outcome(),
                        what);
            }
            assertNotEquals(
                    Outcome.PASSED,
                    Gate.evaluate(policy, with(input, List.of())).outcome(),
                    place);
            GateInput later = new GateInput(
                    input.change(), input.scans(), input.history(), input.now().plus(Duration.ofDays(300)));
            assertNotEquals(Outcome.PASSED, Gate.evaluate(policy, later).outcome(), place);
        }
        assertTrue(passed > ROUNDS / 20 && denied > ROUNDS / 20, "both happen: " + passed + " and " + denied);
    }

    /**
     * What is no decision (made by the author, not holding, dated later) changes no outcome, neither added nor removed; what is one
     * and lets nothing pass (fixed, ended, not honoured, retracted) never helps by being added, nor does any decision by being
     * retracted; and without any decision no gate passes that was denied.
     */
    @Test
    void onlyDecisionsThatQualifyEverHelp() {
        long seed = 20260702;
        Random random = new Random(seed);
        int helped = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Policy policy = policy(random);
            GateInput input = input(random, policy);
            Outcome outcome = Gate.evaluate(policy, input).outcome();
            String place = "seed " + seed + ", round " + round;
            List<RecordedDecision> decisions = input.history().decisions();
            Outcome without = Gate.evaluate(policy, with(List.of(), input)).outcome();
            helped += outcome == Outcome.PASSED && without != Outcome.PASSED ? 1 : 0;
            assertTrue(outcome == Outcome.PASSED || without != Outcome.PASSED, place);
            RecordedDecision added = decision(random);
            List<RecordedDecision> more = new ArrayList<>(decisions);
            more.add(random.nextInt(more.size() + 1), added);
            Outcome after = Gate.evaluate(policy, with(more, input)).outcome();
            if (!added.counts(Evidence.NOW)) {
                assertEquals(outcome, after, () -> place + ", with or without " + added);
            } else if (isUseless(added, policy)) {
                assertTrue(outcome == Outcome.PASSED || after != Outcome.PASSED, () -> place + ", with " + added);
            }
            for (int i = 0; i < decisions.size() && outcome != Outcome.PASSED; i++) {
                List<RecordedDecision> retracted = new ArrayList<>(decisions);
                retracted.set(i, retracted(decisions.get(i)));
                assertNotEquals(
                        Outcome.PASSED,
                        Gate.evaluate(policy, with(retracted, input)).outcome(),
                        place + ", retracted " + decisions.get(i));
            }
        }
        assertTrue(helped > ROUNDS / 100, "some help: " + helped);
    }

    private static boolean isUseless(RecordedDecision decision, Policy policy) {
        return decision.retracted()
                || decision.expired(Evidence.NOW)
                || !policy.dispositions().contains(decision.decision());
    }

    private static RecordedDecision retracted(RecordedDecision d) {
        return new RecordedDecision(
                d.record(), d.fingerprint(), d.decision(), d.until(), d.at(), d.by(), d.flaw(), d.decider(), true);
    }

    private static GateInput with(List<RecordedDecision> decisions, GateInput input) {
        return new GateInput(
                input.change(),
                input.scans(),
                new DecisionHistory(decisions, input.history().letPass()),
                input.now());
    }

    private static GateInput with(GateInput input, List<AssessedScan> scans) {
        return new GateInput(input.change(), scans, input.history(), input.now());
    }

    private static AssessedScan inconclusive(Scan scan, Outcome outcome) {
        Scan spoilt =
                Evidence.scan(scan.family(), scan.tool().id()).outcome(outcome).build();
        return new AssessedScan(spoilt, Comparison.of(List.of(), List.of()));
    }

    private static AssessedScan ofAnotherCommit(AssessedScan assessed) {
        Scan s = assessed.scan();
        Scan other = new Scan(
                s.family(),
                s.tool(),
                Evidence.BASE,
                s.started(),
                s.finished(),
                s.outcome(),
                s.reason(),
                s.findings(),
                s.components(),
                s.suppressed(),
                s.history(),
                s.scannedTips(),
                s.report());
        return new AssessedScan(other, assessed.comparison());
    }

    private static Policy policy(Random random) {
        List<String> scans = some(random, NAMES);
        Set<Family> required = EnumSet.noneOf(Family.class);
        scans.stream().filter(s -> random.nextInt(4) > 0).map(TOOLS::get).forEach(required::add);
        if (required.isEmpty() || random.nextInt(20) == 0) {
            required.add(List.of(Family.values()).get(random.nextInt(Family.values().length)));
        }
        Map<Family, Limits> byFamily = new EnumMap<>(Family.class);
        if (random.nextInt(4) == 0) {
            byFamily.put(Family.SECRETS, limits(random));
        }
        List<Waiver> waivers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Instant until = Evidence.NOW.plus(Duration.ofDays(random.nextInt(10) - 3));
            waivers.add(
                    random.nextBoolean()
                            ? new Waiver("f" + random.nextInt(6), null, null, List.of(), "o", "r", "t", until)
                            : new Waiver(null, null, "rule-high", List.of("a/**"), "o", "r", "t", until));
        }
        return new Policy(
                "random",
                "digest",
                List.of("main"),
                scans,
                required,
                new Thresholds(limits(random), byFamily),
                Duration.ofHours(24),
                Duration.ofDays(7),
                random.nextInt(5) == 0 ? Map.of(Family.SCA, List.of("trivy")) : Map.of(),
                List.of(),
                waivers,
                decisions(random));
    }

    private static Limits limits(Random random) {
        return new Limits(counts(random), counts(random));
    }

    private static Map<Severity, Integer> counts(Random random) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            if (random.nextInt(3) == 0) {
                counts.put(severity, random.nextInt(3));
            }
        }
        return counts;
    }

    private static GateInput input(Random random, Policy policy) {
        List<AssessedScan> scans = new ArrayList<>();
        for (String tool : NAMES) {
            if (policy.scans().contains(tool) ? random.nextInt(15) > 0 : random.nextInt(4) == 0) {
                scans.add(scan(random, tool));
            }
        }
        Continuity[] usual = {Continuity.CONTINUED, Continuity.FIRST, Continuity.UNCHANGED, Continuity.REWRITTEN};
        Continuity continuity = random.nextInt(30) == 0 ? Continuity.UNKNOWN : usual[random.nextInt(usual.length)];
        return new GateInput(
                Evidence.change(continuity, random.nextInt(30) == 0), scans, history(random), Evidence.NOW);
    }

    private static AssessedScan scan(Random random, String tool) {
        Family family = TOOLS.get(tool);
        Evidence.Builder builder = Evidence.scan(family, tool);
        switch (random.nextInt(30)) {
            case 0 -> builder.version(null);
            case 1 -> builder.commit(Evidence.BASE);
            case 2 -> builder.history(HistoryCoverage.SHALLOW);
            case 3 -> builder.ran(Instant.EPOCH, Instant.EPOCH);
            case 4 -> builder.databaseOf(null);
            case 5 -> builder.databaseOf(Instant.EPOCH);
            case 6 -> builder.outcome(Outcome.ERROR);
            case 7 -> builder.outcome(Outcome.SKIPPED);
            default -> {
                // good evidence
            }
        }
        Finding[] found = new Finding[Math.max(0, random.nextInt(6) - 2)];
        for (int i = 0; i < found.length; i++) {
            Severity severity = Severity.values()[random.nextInt(Severity.values().length)];
            found[i] = Evidence.finding(
                    family, tool, severity, "f" + random.nextInt(6), random.nextBoolean() ? "a/x" : "b/x");
        }
        Scan probe = builder.build();
        Scan scan = probe.conclusive() ? builder.found(found).build() : probe;
        List<Finding> before =
                scan.findings().stream().filter(f -> random.nextBoolean()).toList();
        return new AssessedScan(scan, Comparison.of(before, scan.findings()));
    }

    private static Set<Decision> decisions(Random random) {
        Set<Decision> honoured = EnumSet.noneOf(Decision.class);
        Arrays.stream(Decision.values())
                .filter(Decision::canLetPass)
                .filter(decision -> random.nextInt(3) > 0)
                .forEach(honoured::add);
        return honoured;
    }

    private static DecisionHistory history(Random random) {
        return new DecisionHistory(
                recorded(random), random.nextInt(3) == 0 ? Set.of("f" + random.nextInt(6)) : Set.of());
    }

    private static List<RecordedDecision> recorded(Random random) {
        List<RecordedDecision> recorded = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            recorded.add(decision(random));
        }
        return recorded;
    }

    private static RecordedDecision decision(Random random) {
        Decision decision = Decision.values()[random.nextInt(Decision.values().length)];
        return new RecordedDecision(
                "record" + random.nextInt(1_000_000),
                "f" + random.nextInt(6),
                decision,
                decision == Decision.ACCEPTED ? TODAY.plusDays(random.nextInt(5) - 1) : null,
                random.nextInt(8) == 0 ? Evidence.NOW.plusSeconds(1) : Evidence.NOW.minusSeconds(random.nextInt(9)),
                "Ann",
                random.nextInt(6) == 0 ? "decided by a bot" : null,
                Decider.values()[Math.max(0, random.nextInt(7) - 4)],
                random.nextInt(6) == 0);
    }

    private static List<String> some(Random random, List<String> all) {
        List<String> chosen = all.stream().filter(one -> random.nextInt(2) == 0).toList();
        return chosen.isEmpty() ? List.of(all.get(random.nextInt(all.size()))) : chosen;
    }
}
