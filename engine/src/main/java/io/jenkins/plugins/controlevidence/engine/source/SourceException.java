package io.jenkins.plugins.controlevidence.engine.source;

/**
 * Says, in a sentence for a person, why a repository cannot be read and what to do about it. A repository that cannot be read
 * proves nothing, so callers must not go on without it.
 */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what is wrong and what to do
     */
    public SourceException(String message) {
        super(message);
    }

    /**
     * Makes one that something else caused.
     *
     * @param message what is wrong and what to do
     * @param cause where it came from
     */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
