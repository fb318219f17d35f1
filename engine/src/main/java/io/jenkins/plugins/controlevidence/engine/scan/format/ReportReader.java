package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one format. */
@FunctionalInterface
interface ReportReader {
    /**
     * Reads the document whose first token the parser stands on.
     *
     * @param parser stands on the first token, and after the call on the last token of the same value
     * @param content takes what is read
     * @throws BrokenReportException if the document is not of the format
     * @throws IOException if it is no JSON or cannot be read
     */
    void read(JsonParser parser, ReportContent content) throws IOException;
}
