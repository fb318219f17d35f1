package io.jenkins.plugins.controlevidence.engine.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a git commit says of itself.
 *
 * @param id full object id, lower-case hexadecimal (40 digits, 64 in a SHA-256 repository)
 * @param parents full ids of the parents in git's order; the first is the line of the branch
 * @param author who wrote the change
 * @param authored when the author wrote it, UTC
 * @param committer who committed it
 * @param committed when it was committed, UTC
 * @param subject first line of the message, never null, at most 200 characters
 */
public record Commit(
        String id,
        List<String> parents,
        Person author,
        Instant authored,
        Person committer,
        Instant committed,
        String subject) {
    /** Copies the parents and rejects null. */
    public Commit {
        Objects.requireNonNull(id, "id");
        parents = List.copyOf(parents);
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(authored, "authored");
        Objects.requireNonNull(committer, "committer");
        Objects.requireNonNull(committed, "committed");
        Objects.requireNonNull(subject, "subject");
    }
}
