package io.jenkins.plugins.controlevidence.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "LAST_3_MONTHS,  2026-05-31, 2026-03-01, 2026-05-31", // February has no 31st
        "LAST_3_MONTHS,  2026-11-23, 2026-08-24, 2026-11-23",
        "LAST_6_MONTHS,  2026-11-23, 2026-05-24, 2026-11-23",
        "LAST_12_MONTHS, 2024-02-29, 2023-03-01, 2024-02-29",
        "LAST_QUARTER,   2026-11-23, 2026-07-01, 2026-09-30",
        "LAST_QUARTER,   2026-01-01, 2025-10-01, 2025-12-31",
        "LAST_QUARTER,   2026-06-30, 2026-01-01, 2026-03-31",
    })
    void namesWholeDaysFromTheFirstToTheLast(ReviewPeriod period, LocalDate today, LocalDate from, LocalDate to) {
        assertEquals(from, period.from(today));
        assertEquals(to, period.to(today));
    }
}
