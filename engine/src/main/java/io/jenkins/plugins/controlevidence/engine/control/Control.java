package io.jenkins.plugins.controlevidence.engine.control;

import java.util.Objects;

/**
 * A control of a framework.
 *
 * @param id such as {@code CC6.1}
 * @param framework title of the framework it belongs to
 * @param title what it is about, for a person
 */
public record Control(String id, String framework, String title) {
    /** Rejects null. */
    public Control {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(title, "title");
    }
}
