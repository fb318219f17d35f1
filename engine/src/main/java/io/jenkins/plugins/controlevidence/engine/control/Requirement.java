package io.jenkins.plugins.controlevidence.engine.control;

import java.util.List;
import java.util.Objects;

/**
 * One testable claim under a control.
 *
 * @param id such as {@code CC6.1-secrets}
 * @param control the control it belongs to
 * @param title a few words for a person
 * @param statement what must be so, one sentence
 * @param tests how it is tested, at least one
 */
public record Requirement(String id, Control control, String title, String statement, List<ControlTest> tests) {
    /** Copies the list; rejects null and a requirement without a test. */
    public Requirement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(statement, "statement");
        tests = List.copyOf(tests);
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("requirement " + id + " has no test");
        }
    }
}
