package io.jenkins.plugins.controlevidence.engine.evidence;

import java.io.IOException;

/** A key, an envelope, a statement or a document that is not what it should be. The message is for a person: what, where, what to do. */
public class EvidenceException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Something is not what it should be.
     *
     * @param message what is wrong, where, and what to do; holds no secret
     */
    public EvidenceException(String message) {
        super(message);
    }

    /**
     * Something is not what it should be because of something else.
     *
     * @param message what is wrong, where, and what to do; holds no secret
     * @param cause what was noticed first
     */
    public EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
