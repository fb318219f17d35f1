package io.jenkins.plugins.controlevidence.engine.index;

import java.io.IOException;

/** The index cannot be read or written. The ledger is not touched by it; the message says what to do. */
public final class IndexException extends IOException {
    private static final long serialVersionUID = 1;

    IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
