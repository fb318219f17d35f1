package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Rows.noon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.index.IndexState;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReportTest {
    private static String csv(Rows rows) throws IOException {
        ControlReport report = ControlReport.judge(
                Catalogue.soc2().requirements(), rows.facts(), new IndexState("test", 0, "", null), "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvReport.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Reads CSV by RFC 4180, section 2. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\r') {
                row.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            } else {
                field.append(c);
            }
        }
        return rows;
    }

    @Test
    void hasOneRowForEachItemAndOneForEachEmptyPopulation() throws IOException {
        Rows rows = new Rows().push(1, Continuity.FIRST, "a", "b");
        rows.record("scan", Family.SAST, "b", noon(1), Outcome.PASSED);
        List<List<String>> parsed = parse(csv(rows));
        assertEquals(CsvReport.COLUMNS, parsed.get(0));
        assertTrue(parsed.stream().allMatch(row -> row.size() == CsvReport.COLUMNS.size()));
        List<List<String>> sast =
                parsed.stream().filter(row -> row.get(0).equals("CC7.1-sast")).toList();
        assertEquals(
                List.of("exception", "proven", "not_demonstrated"),
                sast.stream().map(row -> row.get(9)).toList());
        assertEquals("record-100", sast.get(1).get(14));
        List<String> empty = parsed.stream()
                .filter(row -> row.get(0).equals("CC8.1-deployment"))
                .findFirst()
                .orElseThrow();
        assertEquals("not_demonstrated", empty.get(9));
    }

    @Test
    void whatASpreadsheetWouldRunOrMisreadIsMadeHarmless() throws IOException {
        for (String id :
                List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a,b", "say \"x\"", "line\nbreak", "\u202Eevil")) {
            String text = csv(new Rows().push(1, Continuity.FIRST, id));
            List<List<String>> parsed = parse(text);
            assertTrue(parsed.stream().allMatch(row -> row.size() == CsvReport.COLUMNS.size()), id);
            assertTrue(
                    parsed.stream()
                            .flatMap(List::stream)
                            .noneMatch(f -> !f.isEmpty() && "=+-@\t".indexOf(f.charAt(0)) >= 0),
                    id);
            assertFalse(text.contains("\u202E"));
        }
        List<List<String>> quoted = parse(csv(new Rows().push(1, Continuity.FIRST, "say \"x\", =y")));
        assertTrue(quoted.stream().anyMatch(row -> row.get(5).equals("say \"x\", =y")));
    }
}
