package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.CsvReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.report.JsonReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The forms in which a package has the report. The same report gives the same bytes in each. */
public enum ReportForm {
    /** One page to read. */
    HTML("report.html", (report, scans, to) -> HtmlReport.write(report, to)),
    /** One row per item of every population. */
    CSV("report.csv", (report, scans, to) -> CsvReport.write(report, to)),
    /** All of it, for programs. */
    JSON("report.json", (report, scans, to) -> JsonReport.write(report, to)),
    /** Numbered pages to print. */
    PDF("report.pdf", (report, scans, to) -> PdfReport.write(report, to)),
    /** OSCAL assessment results, for programs. */
    OSCAL("oscal.json", OscalReport::write);

    private final String fileName;
    private final Writer writer;

    ReportForm(String fileName, Writer writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    @FunctionalInterface
    private interface Writer {
        void write(ControlReport report, List<RecordRow> scans, OutputStream to) throws IOException;
    }

    /**
     * How its file is called.
     *
     * @return a name without directory
     */
    public String fileName() {
        return fileName;
    }

    /**
     * Writes a report in this form.
     *
     * @param report the report
     * @param scans the records of the scans of its period, in the order of the ledger
     * @param to where to; not closed
     * @throws IOException if it cannot be written
     */
    public void write(ControlReport report, List<RecordRow> scans, OutputStream to) throws IOException {
        writer.write(report, scans, to);
    }

    /**
     * The records of the scans of a report's period, as {@link #write} takes them.
     *
     * @param report the report
     * @param index the index that it was made from; may have grown since
     * @return in the order of the ledger
     * @throws IOException if the index cannot be read
     */
    public static List<RecordRow> scans(ControlReport report, EvidenceIndex index) throws IOException {
        return index.period().records(report.request().start(), report.request().end()).stream()
                .filter(row -> row.leaf() < report.state().size())
                .filter(row -> row.kind().equals("scan"))
                .filter(row -> row.repository() == null || report.repositories().contains(row.repository()))
                .toList();
    }
}
