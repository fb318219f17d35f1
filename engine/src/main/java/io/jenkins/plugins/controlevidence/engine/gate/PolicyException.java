package io.jenkins.plugins.controlevidence.engine.gate;

/**
 * Says what is wrong with a policy file, where, and how to mend it: {@code file:line:column: what is wrong; what to do}. A gate
 * without a readable policy must not pass anything.
 */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what is wrong, where, and what to do
     */
    public PolicyException(String message) {
        super(message);
    }

    /**
     * Makes one that something else caused.
     *
     * @param message what is wrong, where, and what to do
     * @param cause where it came from
     */
    public PolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
