package io.jenkins.plugins.controlevidence.engine.scan;

/** A tool catalogue that cannot be used. The message names the file, the line, the column and the remedy. */
public final class ToolCatalogueException extends Exception {
    /**
     * Says what is wrong with it.
     *
     * @param message for a person
     * @param cause what was thrown, or null
     */
    public ToolCatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
