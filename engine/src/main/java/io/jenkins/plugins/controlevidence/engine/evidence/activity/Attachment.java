package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A file that a person vouches for, where no machine could make the evidence. Proves that it was there then and who said what
 * of it, nothing of what is in it.
 *
 * @param about the kind of record that it stands for, such as {@code mfa-enrolment}, or any other word
 * @param system the system that it is from, or null
 * @param title what it is, one line
 * @param file the file; the record's artefact {@value #ARTEFACT} holds it
 * @param statedBy who vouches for it
 * @param statement what they say of it
 * @param at when, UTC
 * @param from first day that it speaks of, UTC, or null
 * @param to last day that it speaks of, or null
 */
public record Attachment(
        String about,
        @CheckForNull String system,
        String title,
        File file,
        Actor statedBy,
        String statement,
        Instant at,
        @CheckForNull LocalDate from,
        @CheckForNull LocalDate to)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "attachment";

    /** Name of the record's artefact that is the file. */
    public static final String ARTEFACT = "attachment";

    /**
     * The file.
     *
     * @param name its name, without directories
     * @param sha256 SHA-256 of its bytes, lower-case hexadecimal
     * @param size its size in bytes
     * @param mediaType its media type
     */
    public record File(String name, String sha256, long size, String mediaType) {}

    /** Refuses null where it is not allowed. */
    public Attachment {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(statedBy, "statedBy");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return at;
    }

    @Override
    public List<Subject> subjects() {
        return List.of(new Subject(file.name(), Map.of("sha256", file.sha256())));
    }

    @Override
    public Judgement judgement() {
        return Judgement.passed();
    }
}
