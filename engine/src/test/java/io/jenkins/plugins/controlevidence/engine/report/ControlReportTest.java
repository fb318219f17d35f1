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
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    void looksAtThePage() throws IOException {
        String out = System.getProperty("report.out");
        if (out != null) {
            Files.write(Path.of(out), html(report(QUARTER)));
        }
    }
}
