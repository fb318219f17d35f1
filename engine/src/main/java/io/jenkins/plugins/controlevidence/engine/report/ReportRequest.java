package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which report is asked for. The same request on the same store gives the same report.
 *
 * @param from first day of the review period, UTC
 * @param to last day of the review period, UTC, inclusive
 * @param asOf the last day that is judged, UTC, inclusive: the earlier of {@code to} and today; what falls due after it is
 *     not yet due, what happened after it is not looked at
 * @param controls ids of the controls or requirements to judge; empty for all
 * @param repositories the repositories in scope; empty for all that the store knows
 * @param protectedBranches globs of the branches whose commits must be covered, see {@link Glob}
 */
public record ReportRequest(
        LocalDate from,
        LocalDate to,
        LocalDate asOf,
        Set<String> controls,
        Set<String> repositories,
        Set<String> protectedBranches) {
    /** The branches that are protected where nobody has said otherwise. */
    public static final Set<String> DEFAULT_BRANCHES = Set.of("main", "master");

    /** The longest period that is judged, in days: ten years. */
    public static final int MAX_DAYS = 3653;

    /** Copies and sorts the sets; rejects a period that ends before it begins or is longer than {@link #MAX_DAYS}. */
    public ReportRequest {
        Objects.requireNonNull(asOf, "asOf");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the period ends on " + to + ", before it begins on " + from);
        }
        if (from.plusDays(MAX_DAYS).isBefore(to)) {
            throw new IllegalArgumentException("the period is longer than " + MAX_DAYS + " days");
        }
        asOf = asOf.isAfter(to) ? to : asOf;
        controls = sorted(controls);
        repositories = sorted(repositories);
        protectedBranches = sorted(protectedBranches);
    }

    /**
     * Whether the commits of a branch must be covered.
     *
     * @param branch its short name, or null if it is not known
     * @return true if one of the globs matches
     */
    public boolean protects(@CheckForNull String branch) {
        return branch != null
                && protectedBranches.stream().anyMatch(glob -> Glob.of(glob).matches(branch));
    }

    private static Set<String> sorted(Set<String> set) {
        return Collections.unmodifiableSet(new TreeSet<>(set));
    }

    /**
     * When the period begins.
     *
     * @return the first instant of {@code from}
     */
    public Instant start() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * When judging ends.
     *
     * @return the first instant after {@code asOf}; before {@link #start()} if nothing of the period has come yet
     */
    public Instant end() {
        return asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
