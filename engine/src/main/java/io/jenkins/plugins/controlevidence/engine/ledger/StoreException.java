package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;

/** A store that cannot be used as asked. The message is for a person: what, where, what to do. */
public class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A store cannot be used as asked.
     *
     * @param message what is wrong, where, and what to do
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * A store cannot be used as asked because of something else.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what was noticed first
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
