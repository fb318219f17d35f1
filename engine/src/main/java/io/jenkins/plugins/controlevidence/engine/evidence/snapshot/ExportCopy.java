package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import io.jenkins.plugins.controlevidence.engine.scan.format.JsonReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The copy of an export that is kept: the same text in UTF-8, without credentials, should it hold any. Without any it has the
 * bytes of the export and therefore its digest.
 */
public final class ExportCopy {
    /** Name of the artefact in a record. */
    public static final String NAME = "export";

    /** A piece of text that is looked through at once. */
    private static final int PIECE = 1 << 18;

    private ExportCopy() {}

    /**
     * The media type of an export.
     *
     * @param export the export
     * @return that of JSON or that of CSV
     * @throws IOException if it cannot be read
     */
    public static String mediaType(Path export) throws IOException {
        return AccessSnapshotReader.isJson(export) ? "application/json" : "text/csv";
    }

    /**
     * Writes the copy.
     *
     * @param export the export
     * @param redaction takes the credentials out of a text
     * @param to where to, in UTF-8; not closed
     * @throws IOException if one cannot be read or the other not written
     */
    public static void write(Path export, UnaryOperator<String> redaction, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(export), 1 << 16);
                Reader text = JsonReport.decode(bytes)) {
            StringBuilder held = new StringBuilder();
            char[] buffer = new char[1 << 13];
            for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                held.append(buffer, 0, length);
                if (held.length() >= PIECE) {
                    int end = end(held);
                    out.write(redaction.apply(held.substring(0, end)));
                    held.delete(0, end);
                }
            }
            out.write(redaction.apply(held.toString()));
        }
        out.flush();
    }

    /** A piece ends with a line or else with an element of a list, so that no value is cut in two. */
    private static int end(StringBuilder text) {
        int line = text.lastIndexOf("\n");
        int element = text.lastIndexOf(",");
        return line >= 0 ? line + 1 : element >= 0 ? element + 1 : text.length();
    }
}
