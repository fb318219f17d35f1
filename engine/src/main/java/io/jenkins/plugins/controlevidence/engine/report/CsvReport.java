package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A control report as CSV by RFC 4180, in UTF-8: one row per item of every population, and one per test whose population is
 * empty. A field that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class CsvReport {
    /** The columns, in order; the first line of the file. */
    public static final List<String> COLUMNS = List.of(
            "requirement",
            "test",
            "kind",
            "repository",
            "branch",
            "item",
            "detail",
            "from",
            "until",
            "standing",
            "outcome",
            "coverage",
            "proven_at",
            "reason",
            "records");

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @param to where to; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        row(out, COLUMNS);
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                String requirement = result.requirement().id();
                if (test.items().isEmpty()) {
                    row(out, empty(requirement, test));
                }
                for (Item item : test.items()) {
                    row(out, fields(requirement, test.test().id(), item));
                }
            }
        }
        out.flush();
    }

    private static List<String> empty(String requirement, TestResult test) {
        return List.of(
                requirement,
                test.test().id(),
                "none",
                "",
                "",
                "",
                "",
                "",
                "",
                "not_demonstrated",
                "not_proven",
                "",
                "",
                "the population is empty; missing: " + test.test().missing(),
                "");
    }

    private static List<String> fields(String requirement, String test, Item item) {
        Item.Subject subject = item.subject();
        return List.of(
                requirement,
                test,
                subject.kind(),
                orEmpty(subject.repository()),
                orEmpty(subject.branch()),
                subject.name(),
                subject.detail(),
                item.from().toString(),
                item.until().toString(),
                word(item.standing()),
                word(item.outcome()),
                word(item.coverage()),
                orEmpty(item.provenAt()),
                item.reason(),
                String.join(" ", item.records()));
    }

    private static void row(Writer out, List<String> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(field(fields.get(i)));
        }
        out.write("\r\n");
    }

    private static String field(String text) {
        String safe = Printable.of(text);
        if (!safe.isEmpty() && FORMULA_STARTS.indexOf(safe.charAt(0)) >= 0) {
            safe = "'" + safe;
        }
        return needsQuotes(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\'') {
                return true;
            }
        }
        return false;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    private static String orEmpty(@CheckForNull Instant time) {
        return time == null ? "" : time.toString();
    }
}
