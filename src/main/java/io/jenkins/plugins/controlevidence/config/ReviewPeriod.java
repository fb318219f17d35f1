package io.jenkins.plugins.controlevidence.config;

import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** The period that a control report looks back over when nobody chose another. */
public enum ReviewPeriod {
    /** Three months up to today. */
    LAST_3_MONTHS(3),
    /** Six months up to today. */
    LAST_6_MONTHS(6),
    /** Twelve months up to today. */
    LAST_12_MONTHS(12),
    /** The last calendar quarter that is over. */
    LAST_QUARTER(0);

    /** Length in months of a period that ends today; 0 for a calendar quarter. */
    private final int months;

    ReviewPeriod(int months) {
        this.months = months;
    }

    /**
     * The first day of the period.
     *
     * @param today the day, in UTC, on which the report is made
     * @return inclusive
     */
    public LocalDate from(LocalDate today) {
        return this == LAST_QUARTER
                ? quarterStart(today).minusMonths(3)
                : today.minusMonths(months).plusDays(1);
    }

    /**
     * The last day of the period.
     *
     * @param today the day, in UTC, on which the report is made
     * @return inclusive
     */
    public LocalDate to(LocalDate today) {
        return this == LAST_QUARTER ? quarterStart(today).minusDays(1) : today;
    }

    private static LocalDate quarterStart(LocalDate day) {
        return day.with(IsoFields.DAY_OF_QUARTER, 1);
    }

    /**
     * What people see.
     *
     * @return in the language of the current request
     */
    public String getDisplayName() {
        return switch (this) {
            case LAST_3_MONTHS -> Messages.ReviewPeriod_Last3Months();
            case LAST_6_MONTHS -> Messages.ReviewPeriod_Last6Months();
            case LAST_12_MONTHS -> Messages.ReviewPeriod_Last12Months();
            case LAST_QUARTER -> Messages.ReviewPeriod_LastQuarter();
        };
    }
}
