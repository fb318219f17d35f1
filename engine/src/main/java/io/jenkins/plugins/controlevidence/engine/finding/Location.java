package io.jenkins.plugins.controlevidence.engine.finding;

import java.util.Objects;

/**
 * A place in a file of the repository.
 *
 * @param path path from the root of the repository, with {@code /}; may hold any character that git allows, so escape it
 *     where it is shown. {@code <commit message>} where a message is meant
 * @param line first line, from 1; 0 where the whole file is meant
 */
public record Location(String path, int line) {
    /** Rejects null and negative lines. */
    public Location {
        Objects.requireNonNull(path, "path");
        if (line < 0) {
            throw new IllegalArgumentException("lines count from 1, not " + line);
        }
    }
}
