package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
    @TempDir
    Path directory;

    private SigningKey key;

    @BeforeEach
    void makeKey() throws Exception {
        key = SigningKey.loadOrCreate(directory.resolve("keys/key.pem"));
    }

    @Test
    void scanReadsBackWhole() throws Exception {
        EvidenceRecord record = read(ExampleStatements.scan(Family.SCA, 5, 2));

        assertEquals("scan", record.kind());
        assertEquals(ScanStatement.VULNERABILITIES, record.predicateType());
        assertEquals("https://example.org/team/product", record.repository());
        assertEquals("main", record.branch());
        assertEquals(Examples.HEAD, record.commit());
        assertEquals(Examples.BASE, record.base());
        assertEquals(Examples.STARTED, record.started());
        assertEquals(Examples.FINISHED, record.finished());
        assertEquals(Outcome.FAILED, record.outcome());
        assertNull(record.reason());
        assertEquals(Family.SCA, record.family());
        assertEquals(Examples.scan(Family.SCA, Examples.findings(Family.SCA, 1)).tool(), record.tool());
        assertEquals(
                Map.of(
                        Severity.CRITICAL,
                        1L,
                        Severity.HIGH,
                        1L,
                        Severity.MEDIUM,
                        1L,
                        Severity.LOW,
                        1L,
                        Severity.INFO,
                        1L),
                record.counts());
        assertEquals(3, record.newFindings());
        assertEquals(2, record.knownFindings());
        assertEquals(0, record.fixedFindings());
        assertEquals(HistoryCoverage.ALL, record.history());
        assertEquals(Examples.artefact("report"), record.artefact("report").orElseThrow());
        assertEquals(Examples.invocation(), record.invocation());
        assertEquals(
                "CVE-2026-0",
                record.statement().at("/predicate/scanner/result/0/id").asText());
    }

    @Test
    void configurationScanNamesItsStandard() throws Exception {
        EvidenceRecord record = read(ExampleStatements.scan(Family.CONFIGURATION, 5, 2));

        assertEquals(
                new Standard("Cloud Baseline", "2026-03", "e".repeat(64)),
                record.tool().standard());
        assertEquals(
                "Cloud Baseline",
                record.statement()
                        .at("/predicate/controlEvidence/standard/name")
                        .asText());
    }

    @Test
    void runGateAndBypassReadBack() throws Exception {
        assertEquals("run", read(ExampleStatements.run(Continuity.FIRST, false)).kind());
        assertEquals(
                Outcome.NOT_PROVEN,
                read(ExampleStatements.gate(Outcome.NOT_PROVEN, 2)).outcome());
        assertEquals("bypass", read(ExampleStatements.bypass()).kind());
    }

    @Test
    void kindsAndFieldsOfLaterVersionsAreRead() throws Exception {
        EvidenceRecord record =
                read(changed(extension -> extension.put("kind", "moon-phase").put("moon", "full")));

        assertEquals("moon-phase", record.kind());
        assertEquals(
                "full", record.statement().at("/predicate/controlEvidence/moon").asText());
    }

    @Test
    void whatCouldBeMisreadIsRefused() {
        refused("PERHAPS", extension -> extension.put("outcome", "PERHAPS"));
        refused("astrology", extension -> extension.put("family", "astrology"));
        refused("dreadful", extension -> extension.withObject("counts").put("dreadful", 1));
        refused("started", extension -> extension.put("started", "yesterday"));
        refused("new", extension -> extension.withObject("findings").put("new", -1));
        refused("commit", extension -> extension.put("commit", 7));
        refused("outcome", extension -> extension.remove("outcome"));
        refused("agent", extension -> extension.withObject("invocation").remove("agent"));
    }

    private void refused(String mentioned, Consumer<ObjectNode> change) {
        EvidenceException e = assertThrows(EvidenceException.class, () -> read(changed(change)));
        assertTrue(e.getMessage().contains(mentioned) && e.getMessage().contains("the-id"), e.getMessage());
    }

    private static Statement changed(Consumer<ObjectNode> change) {
        Statement statement = ExampleStatements.scan(Family.SAST, 2, 1);
        ObjectNode predicate = statement.predicate();
        change.accept((ObjectNode) predicate.get("controlEvidence"));
        return new Statement(statement.subjects(), statement.predicateType(), predicate);
    }

    private EvidenceRecord read(Statement statement) throws EvidenceException {
        return RecordReader.read("the-id", Envelope.sign(statement, key).toBytes());
    }
}
