package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Rows.noon;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.index.IndexState;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever takes a proof away never makes a report better. */
class NeverBetterTest {
    private static final int CASES = 400;
    private static final Catalogue CATALOGUE = Catalogue.soc2();
    private static final IndexState STATE = new IndexState("test", 0, "", null);

    @Test
    void removingAProofNeverImprovesAConclusionNorAddsAProvenItem() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int number = 0; number < CASES; number++) {
            Rows rows = randomRows(random);
            ControlReport before = judge(rows);
            List<RecordRow> proofs = proofs(before, rows);
            if (proofs.isEmpty()) {
                continue;
            }
            RecordRow removed = proofs.get(random.nextInt(proofs.size()));
            rows.remove(removed);
            compare(before, judge(rows), "seed " + seed + ", case " + number + ", without " + removed);
        }
    }

    @Test
    void retractingAProofNeverImprovesAConclusionNorAddsAProvenItem() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int number = 0; number < CASES; number++) {
            Rows rows = randomRows(random);
            ControlReport before = judge(rows);
            List<RecordRow> proofs = proofs(before, rows);
            if (!proofs.isEmpty()) {
                RecordRow retracted = proofs.get(random.nextInt(proofs.size()));
                rows.retract(retracted);
                compare(before, judge(rows), "seed " + seed + ", case " + number + ", retracted " + retracted);
            }
        }
    }

    private static void compare(ControlReport before, ControlReport after, String message) {
        for (int i = 0; i < before.results().size(); i++) {
            RequirementResult was = before.results().get(i);
            RequirementResult is = after.results().get(i);
            String where = was.requirement().id() + ": " + message;
            assertTrue(is.conclusion().compareTo(was.conclusion()) >= 0, where);
            for (int t = 0; t < was.tests().size(); t++) {
                TestResult testWas = was.tests().get(t);
                TestResult testIs = is.tests().get(t);
                assertTrue(testIs.conclusion().compareTo(testWas.conclusion()) >= 0, where);
                assertTrue(testIs.proven() <= testWas.proven(), where);
            }
        }
    }

    private static ControlReport judge(Rows rows) {
        return ControlReport.judge(CATALOGUE.requirements(), rows.facts(), STATE, "");
    }

    /**
     * The records that prove something. Not those of deployments: they are what other requirements are measured against, so
     * that without one there is one thing less to prove. Whether all deployments are recorded is not for the records to say.
     */
    private static List<RecordRow> proofs(ControlReport report, Rows rows) {
        List<String> ids = report.results().stream()
                .flatMap(result -> result.tests().stream())
                .flatMap(test -> test.items().stream())
                .filter(item -> item.standing() == Item.Standing.PROVEN)
                .flatMap(item -> item.records().stream())
                .toList();
        return rows.records.stream()
                .filter(row -> ids.contains(row.id()) && !row.kind().equals("deployment"))
                .toList();
    }

    private static Rows randomRows(Random random) {
        Rows rows = new Rows();
        List<String> commits = new ArrayList<>();
        for (int day = 1; day <= 10; day++) {
            if (random.nextInt(4) > 0) {
                String[] pushed = new String[1 + random.nextInt(3)];
                for (int i = 0; i < pushed.length; i++) {
                    pushed[i] = "c" + commits.size();
                    commits.add(pushed[i]);
                }
                rows.push(day, commits.size() == pushed.length ? Continuity.FIRST : Continuity.CONTINUED, pushed);
            }
        }
        for (Family family : Family.values()) {
            rows.tools.add(family.id() + "-tool");
        }
        int records = random.nextInt(60);
        for (int i = 0; i < records && !commits.isEmpty(); i++) {
            Family family = Family.values()[random.nextInt(Family.values().length)];
            String[] kinds = {
                "scan", "scan", "scan", "gate", "approval", "deployment", "detector-check", "mfa-enrolment"
            };
            String kind = kinds[random.nextInt(kinds.length)];
            Instant at = noon(1 + random.nextInt(10)).plus(Duration.ofMinutes(random.nextInt(600)));
            boolean hasFamily = kind.equals("scan") || kind.equals("detector-check");
            rows.record(
                    kind,
                    hasFamily ? family : null,
                    commits.get(random.nextInt(commits.size())),
                    at,
                    Outcome.values()[random.nextInt(Outcome.values().length)],
                    kind.equals("scan") && family == Family.SECRETS && random.nextBoolean());
        }
        for (int i = random.nextInt(12); i > 0 && !commits.isEmpty(); i--) {
            Actor approver = List.of(Rows.ANN, Rows.BEN, Rows.CLEO).get(random.nextInt(3));
            rows.activity(
                    Rows.approval(commits.get(random.nextInt(commits.size())), approver, noon(1 + random.nextInt(10))));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            rows.activity(Rows.disposition("f" + i, noon(9)));
        }
        for (int i = random.nextInt(4); i > 0 && !commits.isEmpty(); i--) {
            Integer closed = random.nextBoolean() ? 9 : null;
            rows.finding("f" + i, Severity.HIGH, commits.get(0), 1 + random.nextInt(8), closed);
        }
        return rows;
    }
}
