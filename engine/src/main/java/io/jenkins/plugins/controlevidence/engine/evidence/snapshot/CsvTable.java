package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that a person fills in with a spreadsheet, in CSV with the names of the columns first: their case, and separators other
 * than commas, do not matter.
 */
public final class CsvTable {
    /** Signs at the beginning of a cell that make a spreadsheet compute it. */
    private static final String FORMULA_STARTS = "=+-@";

    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private CsvTable() {}

    /**
     * Reads a table.
     *
     * @param file the table
     * @param columns columns that it must have; it may have others
     * @return for each row what stands in these columns and the others, by their names in lower case with underscores; an empty
     *     cell is an empty text
     * @throws EvidenceException if it is no such table; the message says where and what to do
     * @throws IOException if it cannot be read
     */
    public static List<Map<String, String>> read(Path file, List<String> columns) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        String name = Printable.of(file.toString());
        try {
            CsvRows.read(file, (list, row, line) -> {
                if (!row.names().containsAll(columns)) {
                    throw new BrokenReportException("lacks one of the columns " + String.join(", ", columns));
                }
                if (rows.size() == ExportLimits.ACCOUNTS) {
                    throw new BrokenReportException("has more than " + ExportLimits.ACCOUNTS + " rows");
                }
                Map<String, String> cells = new LinkedHashMap<>();
                for (String column : row.names()) {
                    String cell = row.text(column);
                    cells.put(column, cell == null ? "" : shown(cell));
                }
                rows.add(cells);
            });
        } catch (BrokenReportException e) {
            throw new EvidenceException(name + " " + e.getMessage() + ".", e);
        }
        return rows;
    }

    /**
     * Writes a table that a spreadsheet opens and computes nothing of.
     *
     * @param columns names of the columns
     * @param rows the rows
     * @return the table as text
     */
    public static String write(List<String> columns, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        for (List<String> row : rows) {
            all.add(row.stream().map(CsvTable::harmless).toList());
        }
        StringBuilder text = new StringBuilder();
        try {
            for (List<String> row : all) {
                text.append(MAPPER.writeValueAsString(row));
            }
        } catch (IOException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
        return text.toString();
    }

    private static String harmless(String cell) {
        String plain = Printable.of(cell);
        return !plain.isEmpty() && FORMULA_STARTS.indexOf(plain.charAt(0)) >= 0 ? "'" + plain : plain;
    }

    /** What {@link #harmless} was given. */
    private static String shown(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA_STARTS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
