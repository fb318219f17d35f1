package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTest {
    private static final int MAX_ENTRY = 65_535;

    @TempDir
    Path directory;

    @Test
    void sameStatementGivesSameBytes() {
        assertArrayEquals(
                ExampleStatements.scan(Family.SCA, 9, 4).toBytes(),
                ExampleStatements.scan(Family.SCA, 9, 4).toBytes());
    }

    @Test
    void scanResultIsFailedForNewWarnedForKnownAndPassedForNoFindings() {
        assertEquals("FAILED", result(ExampleStatements.scan(Family.SAST, 3, 2)));
        assertEquals("WARNED", result(ExampleStatements.scan(Family.SAST, 3, 3)));
        assertEquals("PASSED", result(ExampleStatements.scan(Family.SAST, 0, 3)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"NOT_PROVEN", "ERROR", "SKIPPED"})
    void whatIsNotConclusiveIsNeverReadAsAPass(Outcome outcome) {
        for (Family family : Family.values()) {
            Statement statement = ExampleStatements.inconclusive(family, outcome);

            assertEquals(ScanStatement.TEST_RESULT, statement.predicateType(), family.id());
            assertEquals("FAILED", result(statement), family.id());
            assertFalse(extension(statement).has("counts"), "no counts where nothing was counted");
        }
    }

    @Test
    void scanOfAnotherCommitIsRefused() {
        Scan scan = Examples.scan(Family.SAST, List.of());
        Scan other = new Scan(
                scan.family(),
                scan.tool(),
                Examples.BASE,
                scan.started(),
                scan.finished(),
                scan.outcome(),
                null,
                List.of(),
                List.of(),
                scan.suppressed(),
                scan.history(),
                List.of(),
                null);

        assertThrows(
                IllegalArgumentException.class,
                () -> ScanStatement.of(
                        Examples.change(),
                        other,
                        Comparison.of(List.of(), List.of()),
                        List.of(),
                        Examples.invocation()));
    }

    @Test
    void inconclusiveScanCannotFixAnything() {
        Scan scan = Examples.scan(Family.SAST, Outcome.ERROR, "It died.", List.of());
        Comparison comparison = Comparison.of(Examples.findings(Family.SAST, 1), List.of());

        assertThrows(
                IllegalArgumentException.class,
                () -> ScanStatement.of(Examples.change(), scan, comparison, List.of(), Examples.invocation()));
    }

    @Test
    void runOfShallowCloneIsNotProven() {
        Statement statement = ExampleStatements.run(Continuity.UNKNOWN, true);

        assertEquals("NOT_PROVEN", extension(statement).get("outcome").asText());
        assertTrue(extension(statement).get("reason").asText().contains("shallow"));
    }

    @Test
    void everyRecordFitsIntoTheLedgerHoweverMuchThereIsToSay() throws Exception {
        SigningKey key = SigningKey.loadOrCreate(directory.resolve("keys/key.pem"));
        String odd = "\u0001é😀\"".repeat(2_000);
        List<Finding> many = IntStream.range(0, 5_000)
                .mapToObj(i -> oddFinding(
                        Examples.finding(
                                Family.SCA,
                                i,
                                Examples.findings(Family.SCA, 5).get(i % 5).severity()),
                        odd))
                .toList();
        for (Family family : Family.values()) {
            Statement statement = ScanStatement.of(
                    Examples.change(),
                    new ScanStatement.Series(odd.repeat(200), "a".repeat(64)),
                    Examples.scan(family, many),
                    Comparison.of(many.subList(0, 2_500), many),
                    List.of(Examples.artefact("findings")),
                    Examples.invocation());

            assertTrue(Envelope.sign(statement, key).toBytes().length <= MAX_ENTRY, family.id());
            if (family != Family.INVENTORY) {
                assertTrue(extension(statement).get("truncated").asBoolean(), family.id());
                assertEquals(5_000, extension(statement).get("total").asInt(), family.id());
            }
            assertEquals(2_500, extension(statement).get("findings").get("new").asInt(), "counts are never cut");
        }
        Statement gate = ExampleStatements.gate(Outcome.FAILED, 1_000);
        assertTrue(Envelope.sign(gate, key).toBytes().length <= MAX_ENTRY);
        assertTrue(extension(gate).get("truncated").asBoolean());
        assertEquals(
                40,
                extension(ExampleStatements.letPass(40, 1_000, "Ångström (名前)".repeat(9)))
                        .get("dispositions")
                        .size());
        assertTrue(Envelope.sign(ExampleStatements.letPass(40, 1_000, odd), key).toBytes().length <= MAX_ENTRY);

        Statement error = ScanStatement.of(
                Examples.change(),
                Examples.scan(Family.SAST, Outcome.ERROR, odd, List.of()),
                Comparison.of(List.of(), List.of()),
                List.of(),
                Examples.invocation());
        assertTrue(Envelope.sign(error, key).toBytes().length <= MAX_ENTRY);
    }

    private static Finding oddFinding(Finding finding, String odd) {
        return new Finding(
                finding.family(),
                finding.tool(),
                finding.rule() + odd,
                odd,
                finding.severity(),
                odd,
                odd,
                finding.locations(),
                finding.occurrences(),
                finding.fingerprint(),
                List.of(),
                odd,
                odd,
                null,
                null,
                null);
    }

    private static String result(Statement statement) {
        return statement.predicate().get("result").asText();
    }

    private static JsonNode extension(Statement statement) {
        return statement.predicate().get("controlEvidence");
    }
}
