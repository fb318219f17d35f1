package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.CsvReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.report.JsonReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes reports to files that are whole or not there. */
final class ReportFiles {
    private ReportFiles() {}

    static void writeHtml(ControlReport report, Path file) throws IOException {
        write(file, out -> HtmlReport.write(report, out));
    }

    static void writeCsv(ControlReport report, Path file) throws IOException {
        write(file, out -> CsvReport.write(report, out));
    }

    static void writeJson(ControlReport report, Path file) throws IOException {
        write(file, out -> JsonReport.write(report, out));
    }

    /** Writes any file so. */
    static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = DurableFile.temporary(whole.getParent());
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.write(out);
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What a file holds. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }
}
