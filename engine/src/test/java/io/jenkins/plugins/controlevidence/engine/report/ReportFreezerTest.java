package io.jenkins.plugins.controlevidence.engine.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs give the same bytes for anyone, later. */
class ReportFreezerTest {
    private static final Invocation INVOCATION =
            new Invocation("https://example.org/builder", null, null, "host", "test");
    private static final ReportRequest QUARTER = new ReportRequest(
            RecordedQuarter.FROM,
            RecordedQuarter.TO,
            RecordedQuarter.TO,
            Set.of(),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    @TempDir
    Path directory;

    private Store store;
    private ReportFreezer freezer;

    @BeforeEach
    void record() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        RecordedQuarter.write(store);
        freezer = new ReportFreezer(store, Progress.NONE);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static byte[] json(ControlReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report, out);
        return out.toByteArray();
    }

    private EvidenceRecord record(long leaf) throws IOException {
        return RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
    }

    /** A day's evidence of the quarter that comes late. */
    private void recordMore() throws IOException {
        RecordedBranch late = new RecordedBranch(store, "https://git.example.org/late", "main", 9);
        late.push(Instant.parse("2026-02-01T09:00:00Z"), 3);
        late.scan(Instant.parse("2026-02-01T09:01:00Z"), Family.SAST, "semgrep", List.of());
        late.flush();
    }

    @Test
    void isMadeAgainFromItsRecordWhateverHasBeenRecordedSince() throws Exception {
        ReportFreezer.Frozen frozen = freezer.freeze(Catalogue.soc2(), QUARTER, INVOCATION);
        byte[] before = json(frozen.report());
        recordMore();
        ControlReport again = freezer.again(record(frozen.record().index()));
        assertArrayEquals(before, json(again));
        assertFalse(again.repositories().contains("https://git.example.org/late"));
        ControlReport now = freezer.at(store.ledger().size(), Catalogue.soc2(), QUARTER);
        assertTrue(now.repositories().contains("https://git.example.org/late"));
        assertNotEquals(new String(before, StandardCharsets.UTF_8), new String(json(now), StandardCharsets.UTF_8));
    }

    @Test
    void isARecordThatNamesWhatItRestsOn() throws Exception {
        long size = store.ledger().size();
        ReportFreezer.Frozen frozen = freezer.freeze(Catalogue.soc2(), QUARTER, INVOCATION);
        EvidenceRecord record = record(frozen.record().index());
        assertEquals("report", record.kind());
        assertEquals(frozen.frozen(), ActivityReader.of(record));
        assertEquals(size, frozen.frozen().checkpoint().size());
        assertEquals(List.of("0".repeat(64)), frozen.frozen().policies());
        assertEquals(20, frozen.frozen().figures().size());
        try (InputStream in = store.artefacts().open(record.artefact("report").orElseThrow())) {
            assertArrayEquals(json(frozen.report()), in.readAllBytes());
        }
        assertEquals(
                record.artefact("report").orElseThrow().sha256(),
                frozen.frozen().report().sha256());
    }

    @Test
    void keepsTheCatalogueThatItWasAskedBy() throws Exception {
        Catalogue own = Catalogue.parse(
                "own.yaml",
                "requirements: [{id: CC6.1-mfa, tests: [{id: enrolment, not-applicable: none here}]}]"
                        .getBytes(StandardCharsets.UTF_8));
        ReportFreezer.Frozen frozen = freezer.freeze(own, QUARTER, INVOCATION);
        assertArrayEquals(
                json(frozen.report()), json(freezer.again(record(frozen.record().index()))));
    }

    @Test
    void anotherRecordIsNoFrozenReport() throws IOException {
        EvidenceRecord run = record(0);
        EvidenceException e = assertThrows(EvidenceException.class, () -> freezer.again(run));
        assertTrue(e.getMessage().contains("is a run, no frozen report"), e.getMessage());
        assertThrows(StoreException.class, () -> freezer.at(store.ledger().size() + 1, Catalogue.soc2(), QUARTER));
    }

    @Test
    void theFileFitsItsSchema() throws Exception {
        Schema schema;
        try (InputStream in = JsonReport.class.getResourceAsStream("report-v1.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
        String json =
                new String(json(freezer.at(store.ledger().size(), Catalogue.soc2(), QUARTER)), StandardCharsets.UTF_8);
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
    }
}
