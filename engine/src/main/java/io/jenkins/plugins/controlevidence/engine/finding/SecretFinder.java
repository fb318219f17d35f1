package io.jenkins.plugins.controlevidence.engine.finding;

import java.util.List;

/** Finds credentials in a text. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface SecretFinder {
    /**
     * A stretch of the text that is a credential.
     *
     * @param start index of its first character
     * @param end index after its last character
     */
    record Span(int start, int end) {}

    /**
     * Finds the credentials in a text.
     *
     * @param text any text
     * @return where they are, in order, without overlap; empty if there is none
     */
    List<Span> find(String text);
}
