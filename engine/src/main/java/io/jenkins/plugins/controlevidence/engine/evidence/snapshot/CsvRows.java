package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.scan.format.JsonReport;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The rows of a table in CSV (RFC 4180), separated by commas, semicolons or tabs, with the names of its columns first. */
final class CsvRows {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .streamReadConstraints(ExportLimits.CSV)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private static final int HEADER = 1 << 16;

    private CsvRows() {}

    static void read(Path file, Rows rows) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                BufferedReader text = new BufferedReader(JsonReport.decode(bytes), HEADER)) {
            char separator = separator(text);
            try (CsvParser parser = FACTORY.createParser(text)) {
                parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
                rows(parser, rows);
            }
        } catch (CharacterCodingException e) {
            throw new BrokenReportException("holds bytes that are not of its encoding: save it as CSV in UTF-8");
        } catch (JsonProcessingException e) {
            throw new BrokenReportException("is no CSV beyond line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNr() - 1)
                    + ": a quote is not closed, or a line is too long");
        }
    }

    /** Spreadsheets write what their country does. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(HEADER);
        char[] head = new char[HEADER];
        int length = Math.max(0, text.read(head));
        text.reset();
        String line = new String(head, 0, length).lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(line, candidate) > count(line, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }

    private static void rows(CsvParser parser, Rows rows) throws IOException {
        List<String> header = null;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            List<String> cells = cells(parser);
            long line = parser.currentLocation().getLineNr();
            if (header == null) {
                header = cells.stream().map(ExportRow::name).toList();
                List<String> named =
                        header.stream().filter(name -> !name.isEmpty()).toList();
                if (new HashSet<>(named).size() < named.size()) {
                    throw new BrokenReportException("has two columns of the same name");
                }
                continue;
            }
            if (cells.size() != header.size()) {
                throw new BrokenReportException(
                        "has " + cells.size() + " cells in the row before line " + (line + 1) + " and " + header.size()
                                + " columns: it is cut off, or a cell holds a separator without quotes");
            }
            ExportRow row = new ExportRow();
            for (int i = 0; i < cells.size(); i++) {
                row.add(header.get(i), cells.get(i));
            }
            rows.row(ExportFormat.TABLE, row, line);
        }
    }

    private static List<String> cells(JsonParser parser) throws IOException {
        List<String> cells = new ArrayList<>();
        ExportLimits budget = new ExportLimits();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String cell = parser.getText();
            budget.spend(cell);
            cells.add(cell);
        }
        return cells;
    }
}
