package io.jenkins.plugins.controlevidence.engine.report.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.OtherTools;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OscalReportTest {
    private static final ReportRequest NOTHING = new ReportRequest(
            LocalDate.of(2020, 1, 1),
            LocalDate.of(2020, 1, 31),
            LocalDate.of(2020, 1, 31),
            Set.of("CC8.1-gate"),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    @TempDir
    static Path temporary;

    private static byte[] full;
    private static byte[] empty;
    private static ControlReport report;

    @BeforeAll
    static void write() throws IOException {
        try (Store store = Store.openOrCreate(temporary.resolve("store"))) {
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                empty = write(ControlReport.of(Catalogue.soc2(), index, NOTHING), index);
            }
            RecordedQuarter.write(store);
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                report = ControlReport.of(Catalogue.soc2(), index, PackageFixture.FEBRUARY);
                full = write(report, index);
                assertEquals(
                        new String(full, StandardCharsets.UTF_8),
                        new String(write(report, index), StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] write(ControlReport report, EvidenceIndex index) throws IOException {
        Instant start = report.request().start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OscalReport.write(
                report,
                index.period().records(start, report.request().end()).stream()
                        .filter(row -> row.kind().equals("scan"))
                        .toList(),
                out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.3", "1.2.1"})
    void isValidByTheSchemaOfNist(String version) throws IOException {
        Schema schema;
        String name = "oscal-" + version + "_assessment-results_schema.json";
        try (InputStream in = getClass().getResourceAsStream(name)) {
            assertNotNull(in, name);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
        for (byte[] document : List.of(full, empty)) {
            String text = new String(document, StandardCharsets.UTF_8);
            assertEquals(
                    List.of(),
                    schema.validate(
                            text,
                            InputFormat.JSON,
                            options -> options.executionConfig(config -> config.formatAssertionsEnabled(true))));
            assertTrue(
                    !schema.validate(text.replaceFirst("\"uuid\"", "\"uid\""), InputFormat.JSON)
                            .isEmpty(),
                    "the schema must be able to refuse");
        }
    }

    @Test
    void saysWhatTheReportSays() throws IOException {
        JsonNode result = StrictJson.MAPPER.readTree(full).at("/assessment-results/results/0");

        int exceptions = report.results().stream().mapToInt(r -> r.exceptions()).sum();
        int tests = report.results().stream().mapToInt(r -> r.tests().size()).sum();
        assertEquals(report.results().size(), result.path("findings").size());
        assertEquals(exceptions, result.path("risks").size());
        assertEquals(exceptions + tests, result.path("observations").size());
        assertTrue(result.at("/assessment-log/entries").size() > 50, "each scan is in the log");
        assertEquals("2026-02-01T00:00:00Z", result.path("start").asText());
        assertEquals("2026-03-01T00:00:00Z", result.path("end").asText());
        for (int i = 0; i < report.results().size(); i++) {
            boolean satisfied = report.results().get(i).conclusion().words().equals("operated");
            assertEquals(
                    satisfied ? "satisfied" : "not-satisfied",
                    result.at("/findings/" + i + "/target/status/state").asText());
        }
    }

    @Test
    void referencesOnlyWhatIsThereAndNamesNothingTwice() throws IOException {
        JsonNode document = StrictJson.MAPPER.readTree(full);
        List<String> uuids = document.findValuesAsText("uuid");
        Set<String> once = new HashSet<>(uuids);
        assertEquals(uuids.size(), once.size());
        uuids.forEach(uuid -> assertEquals(5, UUID.fromString(uuid).version()));
        assertTrue(once.containsAll(document.findValuesAsText("observation-uuid")));
        assertTrue(once.contains(
                document.at("/assessment-results/import-ap/href").asText().substring(1)));
    }

    @Test
    void anotherLedgerHasOtherUuids() throws IOException {
        Set<String> uuids = new HashSet<>(StrictJson.MAPPER.readTree(empty).findValuesAsText("uuid"));
        uuids.retainAll(StrictJson.MAPPER.readTree(full).findValuesAsText("uuid"));
        assertEquals(Set.of(), uuids);
    }

    @Test
    void aUuidIsTheOneThatTheStandardGives() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertEquals(
                UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"), // RFC 9562, appendix A.4
                new StableUuid(dns).of("www.example.com"));
    }

    @Test
    void complianceTrestleTakesItIn() throws Exception {
        Path trestle =
                Path.of(System.getProperty("user.home"), ".cache/control-evidence/tools/python/trestle/bin/trestle");
        OtherTools.requireFile(trestle);
        Path workspace = Files.createDirectory(temporary.resolve("trestle"));
        OtherTools.prepare(workspace, List.of(trestle.toString(), "init", "--local"));
        Path file = temporary.resolve("oscal.json");
        for (byte[] document : List.of(full, empty)) {
            Files.write(file, document);
            OtherTools.Result result = OtherTools.run(
                    workspace,
                    List.of(trestle.toString(), "import", "-f", file.toString(), "-o", "r" + document.length));
            assertEquals(0, result.exitCode(), result::output);
        }
        Files.writeString(
                file, new String(full, StandardCharsets.UTF_8).replaceFirst("\"findings\":\\[", "\"findings\":[{},"));
        assertTrue(
                OtherTools.run(workspace, List.of(trestle.toString(), "import", "-f", file.toString(), "-o", "broken"))
                                .exitCode()
                        != 0,
                "the check must be able to fail");
    }
}
