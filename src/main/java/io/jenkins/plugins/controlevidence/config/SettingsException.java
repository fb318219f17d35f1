package io.jenkins.plugins.controlevidence.config;

import hudson.AbortException;

/** Settings that cannot be followed. The message is for a person: what is set where, and what to do. */
public final class SettingsException extends AbortException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what is set where, and what to do
     */
    public SettingsException(String message) {
        super(message);
    }
}
