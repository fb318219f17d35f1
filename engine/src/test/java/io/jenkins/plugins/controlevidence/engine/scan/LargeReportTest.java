package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dreport.megabytes=500} makes the report as large as those that are promised to be read. */
class LargeReportTest {
    private static final int MEGABYTES = Integer.getInteger("report.megabytes", 40);

    @TempDir
    Path work;

    @Test
    @DisplayName("a report far larger than what is kept of it is read and copied in bounded memory")
    void large() throws Exception {
        Path report = work.resolve("large.sarif");
        String flow = "{\"location\":{\"message\":{\"text\":\"" + "a step of the flow ".repeat(20) + "\"}}},";
        int results = MEGABYTES * 5;
        try (BufferedWriter out = Files.newBufferedWriter(report)) {
            out.write("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[");
            for (int i = 0; i < results; i++) {
                out.write((i == 0 ? "" : ",") + "{\"ruleId\":\"r\",\"message\":{\"text\":\"m" + i
                        + "\"},\"codeFlows\":[{\"threadFlows\":[{\"locations\":[");
                for (int k = 0; k < 490; k++) {
                    out.write(flow);
                }
                out.write("{}]}]}]}");
            }
            out.write("]}]}");
        }
        Tool semgrep = ToolCatalogue.load(null).tool("semgrep").orElseThrow();
        System.gc();
        long start = System.nanoTime();
        Scan scan = new ReportScanner(semgrep, report, ReportFormat.SARIF, new Redactor(text -> List.of()), null)
                .scan(Requests.of(work, work.resolve("scratch")), Progress.NONE);
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.gc();
        long held = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                "report of %d MB read and copied in %d ms, %d MB in use after%n",
                Files.size(report) >> 20, millis, held >> 20);

        assertEquals(results, scan.findings().size());
        assertTrue(Files.size(scan.report().file()) > Files.size(report) / 2);
    }
}
