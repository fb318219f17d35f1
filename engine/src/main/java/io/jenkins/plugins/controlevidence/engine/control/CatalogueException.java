package io.jenkins.plugins.controlevidence.engine.control;

/** A catalogue cannot be used. The message names the file, the line and the column, what is wrong, and what to do. */
public final class CatalogueException extends Exception {
    private static final long serialVersionUID = 1;

    CatalogueException(Place place, String wrong, String remedy) {
        super(place + ": " + wrong + ". " + remedy);
    }

    CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
