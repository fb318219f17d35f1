package io.jenkins.plugins.controlevidence.engine.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report over a recorded quarter, from the store to the page. */
class ControlReportTest {
    private static final ReportRequest QUARTER = new ReportRequest(
            RecordedQuarter.FROM,
            RecordedQuarter.TO,
            RecordedQuarter.TO,
            Set.of(),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    @TempDir
    static Path directory;

    private static Store store;

    @BeforeAll
    static void record() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        RecordedQuarter.write(store);
    }

    @AfterAll
    static void close() throws IOException {
        store.close();
    }

    private static ControlReport report(ReportRequest request) throws IOException {
        try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
            return ControlReport.of(Catalogue.soc2(), index, request);
        }
    }

    private static byte[] html(ControlReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(report, out);
        return out.toByteArray();
    }

    @Test
    void twoReportsOfTheSameStoreAndPeriodAreTheSameBytes() throws IOException {
        byte[] html = html(report(QUARTER));
        byte[] csv = csv(report(QUARTER));
        assertArrayEquals(html, html(report(QUARTER)));
        assertArrayEquals(csv, csv(report(QUARTER)));
        try (EvidenceIndex fresh = EvidenceIndex.inMemory(store, Progress.NONE)) {
            ControlReport rebuilt = ControlReport.of(Catalogue.soc2(), fresh, QUARTER);
            assertArrayEquals(html, html(rebuilt), "an index is derived: built anew it gives the same report");
            assertArrayEquals(csv, csv(rebuilt));
        }
    }

    @Test
    void findsWhatWentWrongInTheQuarter() throws IOException {
        ControlReport report = report(QUARTER);
        assertEquals(20, report.results().size());
        assertEquals(Conclusion.OPERATED, result(report, "CC6.1-secrets").conclusion());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result(report, "CC6.1-mfa").conclusion());
        assertEquals(2, result(report, "CC8.1-bypass").exceptions(), "rewritten history, and a waiver");
        RequirementResult continuity = result(report, "CC7.2-continuity");
        assertEquals(180, continuity.population());
        assertEquals(7 + 32, continuity.exceptions(), "a week in one repository, a month before the other began");
        TestResult gate = result(report, "CC8.1-gate").tests().get(0);
        assertTrue(gate.items().stream().anyMatch(item -> item.reason().contains("1 new finding above high")));
        assertTrue(result(report, "CC7.1-sast").days().containsValue(Outcome.ERROR));
    }

    @Test
    void aRepositoryThatTheStoreDoesNotKnowIsInThePopulationAndNotProven() throws IOException {
        ReportRequest request = new ReportRequest(
                RecordedQuarter.FROM,
                RecordedQuarter.TO,
                RecordedQuarter.TO,
                Set.of("CC7.2-continuity"),
                Set.of("https://git.example.org/unknown"),
                ReportRequest.DEFAULT_BRANCHES);
        RequirementResult result = report(request).results().get(0);
        assertEquals(90, result.population());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion());
    }

    @Test
    void aControlIsAskedForByItsIdAndAnUnknownOneIsRefused() throws IOException {
        assertEquals(4, report(only("CC8.1")).results().size());
        assertEquals(1, report(only("CC8.1-gate")).results().size());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> report(only("CC9.9")));
        assertTrue(e.getMessage().contains("CC8.1-gate"), e.getMessage());
    }

    @Test
    void thePageIsWholeWithoutScriptAndWithoutAnythingFromElsewhere() throws IOException {
        String html = new String(html(report(QUARTER)), StandardCharsets.UTF_8);
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("src="));
        assertFalse(html.contains("url("));
        assertTrue(html.contains("prefers-color-scheme: dark"));
        assertTrue(html.contains("<title id=\"picture-title\">"));
        for (RequirementResult result : report(QUARTER).results()) {
            assertTrue(html.contains("id=\"" + result.requirement().id() + "\""));
        }
    }

    @Test
    void textsFromARepositoryAreShownAsTheyAreAndDoNothing() throws IOException {
        String html = new String(html(report(QUARTER)), StandardCharsets.UTF_8);
        assertTrue(html.contains("Path &lt;built&gt; from \\u{202e}request"));
        assertFalse(html.contains("\u202E"));
        assertFalse(html.contains("<built>"));
    }

    @Test
    void aLongListOfExceptionsIsCutAndSaysSo() throws IOException {
        String html = new String(html(report(QUARTER)), StandardCharsets.UTF_8);
        assertTrue(html.contains("the first 25 of 42; the CSV file has them all"));
    }

    private static ReportRequest only(String control) {
        return new ReportRequest(
                QUARTER.from(), QUARTER.to(), QUARTER.asOf(), Set.of(control), Set.of(), QUARTER.protectedBranches());
    }

    private static RequirementResult result(ControlReport report, String id) {
        return report.results().stream()
                .filter(result -> result.requirement().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] csv(ControlReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvReport.write(report, out);
        return out.toByteArray();
    }
}
