package io.jenkins.plugins.controlevidence.engine.scan.format;

import java.io.IOException;

/** A report that cannot be relied on: cut off, not of its format, or beyond a limit. The message never quotes the report. */
public final class BrokenReportException extends IOException {
    /**
     * Says what is wrong.
     *
     * @param message one sentence for a person, free of anything that stood in the report
     */
    public BrokenReportException(String message) {
        super(message);
    }
}
