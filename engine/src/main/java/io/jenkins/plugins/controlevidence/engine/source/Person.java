package io.jenkins.plugins.controlevidence.engine.source;

import java.util.Objects;

/**
 * A person as a git commit names them. Git does not verify either field.
 *
 * @param name the name as written in the commit, possibly empty, never null
 * @param email the e-mail address as written in the commit, possibly empty, never null
 */
public record Person(String name, String email) {
    /** Rejects null; both fields may be empty. */
    public Person {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
    }
}
