package io.jenkins.plugins.controlevidence.engine.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A control report as one HTML file: no script, nothing loaded from elsewhere, readable on paper, on a telephone and in the
 * dark. The same report gives the same bytes.
 */
public final class HtmlReport {
    private static final Template TEMPLATE =
            Mustache.compiler().withEscaper(Html::escape).compile(resource("report.mustache"));
    private static final String STYLE = resource("report.css");

    private HtmlReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        TEMPLATE.execute(ReportView.of(report, STYLE), out);
        out.flush();
    }

    /**
     * Fills another template with what the page says, so that another form says the same.
     *
     * @param template asks for what {@code report.mustache} asks for
     * @param report the report
     * @param to where to; not closed
     */
    public static void fill(Template template, ControlReport report, Writer to) {
        template.execute(ReportView.of(report, STYLE), to);
    }

    /**
     * How our pages look, for others that lie beside a report.
     *
     * @return a style sheet
     */
    public static String style() {
        return STYLE;
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the program", e);
        }
    }
}
