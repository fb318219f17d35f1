package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Which commits a branch holds, read from the repository itself: what evidence is measured against, whether or not a build saw
 * them. The commits are the artefact {@code commits}.
 *
 * @param repository name of the repository
 * @param branch short name of the branch
 * @param head full id of the commit at its tip
 * @param from first day of the period that was asked for, UTC
 * @param to last day of it, UTC, inclusive
 * @param commits how many commits the artefact names
 * @param shallow whether the clone lacked history, so that commits may be missing
 * @param taken when the repository was read, UTC
 */
public record Census(
        String repository,
        String branch,
        String head,
        LocalDate from,
        LocalDate to,
        int commits,
        boolean shallow,
        Instant taken)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "census";

    /** Refuses null, and a period that ends before it begins. */
    public Census {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(taken, "taken");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the period ends on " + to + ", before it begins on " + from);
        }
    }

    /**
     * The census of what was read.
     *
     * @param arrivals what the branch holds
     * @param from first day of the period that was asked for, UTC
     * @param to last day of it, UTC, inclusive
     * @param taken when it was read, UTC
     * @return the census
     */
    public static Census of(Arrivals arrivals, LocalDate from, LocalDate to, Instant taken) {
        return new Census(
                arrivals.repository().uri(),
                arrivals.branch(),
                arrivals.head(),
                from,
                to,
                arrivals.commits().size(),
                arrivals.shallow(),
                taken);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String commit() {
        return head;
    }

    @Override
    public Instant started() {
        return taken;
    }

    @Override
    public Judgement judgement() {
        return shallow
                ? Judgement.notProven("The clone is shallow: commits may be missing. Fetch the whole history.")
                : Judgement.passed();
    }
}
