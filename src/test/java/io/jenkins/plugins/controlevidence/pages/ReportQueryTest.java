package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.controlevidence.config.ReviewPeriod;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An address says which report it is, and the same report says the same address. */
class ReportQueryTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 20);

    private static ReportQuery query(Map<String, String> parameters) {
        return ReportQuery.of(parameters::get, ReviewPeriod.LAST_QUARTER, TODAY);
    }

    @Test
    void anAddressThatSaysNothingMeansTheConfiguredPeriodOfEverything() {
        ReportQuery query = query(Map.of());

        assertThat(query.from(), is(LocalDate.of(2026, 1, 1)));
        assertThat(query.to(), is(LocalDate.of(2026, 3, 31)));
        assertThat(query.repository(), is(nullValue()));
        assertThat(query.parameters(), is("period=last-quarter"));
    }

    @Test
    void whatAnAddressSaysIsSaidAgainByThePagesLinks() {
        Map<String, String> parameters = Map.of(
                "period", "dates",
                "from", "2026-02-01",
                "to", "2026-02-28",
                "repository", "https://git.example.com/a b?c=d&e=\"<x>#é",
                "control", "CC8.1",
                "branches", "main, release/*");
        ReportQuery query = query(parameters);

        Map<String, String> again = new HashMap<>();
        for (String part : query.parameters().split("&")) {
            String[] pair = part.split("=", 2);
            again.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        assertThat(query(again), is(query));
    }

    @Test
    void datesCountOnlyWhenThePeriodSaysSo() {
        ReportQuery query = query(Map.of("period", "last-3-months", "from", "2020-01-01", "to", "2020-02-01"));

        assertThat(query.from(), is(LocalDate.of(2026, 2, 21)));
        assertThat(query.to(), is(TODAY));
    }

    @Test
    void daysThatHaveNotComeAreNotJudged() {
        ReportRequest request = query(Map.of("period", "dates", "from", "2026-05-01", "to", "2026-06-30"))
                .request(TODAY, Set.of("main"));

        assertThat(request.asOf(), is(TODAY));
        assertThat(request.protectedBranches(), is(Set.of("main")));
    }

    @Test
    void aPeriodThatIsNoneIsRefusedWithWhatThereIs() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> query(Map.of("period", "always")));

        assertThat(refused.getMessage(), containsString("last-3-months"));
        for (Map<String, String> bad : List.of(
                Map.of("period", "dates"),
                Map.of("period", "dates", "from", "1.2.2026", "to", "2026-03-01"),
                Map.of("period", "dates", "from", "2026-03-01", "to", "2026-02-01"),
                Map.of("period", "dates", "from", "1990-03-01", "to", "2026-02-01"),
                Map.of("repository", "x".repeat(1001)))) {
            assertThrows(IllegalArgumentException.class, () -> query(bad), bad.toString());
        }
    }
}
