package io.jenkins.plugins.controlevidence.engine.report.zip;

import java.io.IOException;

/** A file is not a ZIP file of the one form. The message begins with what is wrong with "it". */
public final class ZipFormException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong, for a person
     */
    public ZipFormException(String message) {
        super(message);
    }
}
