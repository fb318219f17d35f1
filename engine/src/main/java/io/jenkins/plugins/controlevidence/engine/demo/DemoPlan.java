package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * Which year is made up. The same plan gives the same commits, and records that say the same; the ids of records differ, since
 * each store has a key of its own.
 *
 * @param year the calendar year
 * @param seed where chance begins
 * @param size how much happens in it
 */
public record DemoPlan(int year, long seed, DemoSize size) {
    /** The first year that can be made up. */
    public static final int FIRST_YEAR = 2000;

    /**
     * Refuses a year that is too far back.
     *
     * @throws IllegalArgumentException if the year is before {@link #FIRST_YEAR} or after 9000
     */
    public DemoPlan {
        if (year < FIRST_YEAR || year > 9000) {
            throw new IllegalArgumentException("The year must be " + FIRST_YEAR + " or later, not " + year);
        }
    }

    /**
     * First day of the review period.
     *
     * @return 1 January
     */
    public LocalDate from() {
        return LocalDate.of(year, 1, 1);
    }

    /**
     * Last day of the review period.
     *
     * @return 31 December
     */
    public LocalDate to() {
        return LocalDate.of(year, 12, 31);
    }

    /** First day of which there are records: some days before the period, so that it begins with monitoring in place. */
    LocalDate firstDay() {
        return from().minusDays(3);
    }

    /** First moment of which there are no records: some days after the period, so that all of it could be followed up. */
    Instant end() {
        return to().plusDays(3).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Chance for one purpose: what is added for one purpose changes nothing for the others. */
    Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }
}
