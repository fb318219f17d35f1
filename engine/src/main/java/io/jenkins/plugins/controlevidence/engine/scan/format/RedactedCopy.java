package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Copies a report token by token, in bounded memory, without its credentials: every text and every name goes through the
 * redactor, and fields that exist to show a credential are left out. The copy is UTF-8 JSON (JSON lines for formats of lines).
 */
public final class RedactedCopy {
    private final Redactor redactor;
    private final Set<String> dropped;

    /**
     * A way of copying.
     *
     * @param redactor knows the credentials that the report names
     * @param format the report's format
     * @param secretsReport whether the tool looks for credentials, so that whatever it quotes is one
     */
    public RedactedCopy(Redactor redactor, ReportFormat format, boolean secretsReport) {
        this.redactor = redactor;
        this.dropped = format.dropped(secretsReport);
    }

    /**
     * Copies.
     *
     * @param report the report as the tool left it
     * @param copy the file to write; replaced if it is there
     * @throws BrokenReportException if the report is not JSON within the limits
     * @throws IOException if a file cannot be read or written
     */
    public void write(Path report, Path copy) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(copy);
                JsonGenerator json = JsonReport.FACTORY.createGenerator(bytes)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            JsonReport.read(report, parser -> copy(parser, json));
        }
    }

    private void copy(JsonParser parser, JsonGenerator json) throws IOException {
        long renamed = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME -> {
                    String name = parser.currentName();
                    if (dropped.contains(name)) {
                        parser.nextToken();
                        parser.skipChildren();
                    } else {
                        String redacted = redactor.redact(name);
                        // Two names may become one; names of an object must differ.
                        json.writeFieldName(redacted.equals(name) ? name : redacted + " #" + ++renamed);
                    }
                }
                case VALUE_STRING -> json.writeString(redactor.redact(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(parser.getText());
                default -> json.copyCurrentEvent(parser);
            }
        }
    }
}
