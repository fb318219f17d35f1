package io.jenkins.plugins.controlevidence.engine.finding;

import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a finding came in.
 *
 * @param commit full id of the commit that introduced it
 * @param author that commit's author
 * @param time when it was authored, UTC
 */
public record Introduced(String commit, Person author, Instant time) {
    /** Rejects null. */
    public Introduced {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(time, "time");
    }
}
