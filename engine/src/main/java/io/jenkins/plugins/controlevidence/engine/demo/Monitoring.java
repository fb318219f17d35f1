package io.jenkins.plugins.controlevidence.engine.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** What is scanned by the clock: every night, every month; and when it was not. */
final class Monitoring {
    private static final LocalTime NIGHT = LocalTime.of(2, 0);
    private static final LocalTime LATER_THAT_NIGHT = LocalTime.of(4, 0);

    private final DemoPlan plan;
    private final Agenda agenda;
    private final BuildServer builds;
    private final List<Mainline> lines;
    private final ExpectedExceptions expected;

    Monitoring(DemoPlan plan, Agenda agenda, BuildServer builds, List<Mainline> lines, ExpectedExceptions expected) {
        this.plan = plan;
        this.agenda = agenda;
        this.builds = builds;
        this.lines = lines;
        this.expected = expected;
    }

    /** Puts the year's scheduled scans on the agenda. */
    void plan() {
        LocalDate end = LocalDate.ofInstant(plan.end(), ZoneOffset.UTC);
        for (LocalDate day = plan.firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            for (int i = 0; i < lines.size(); i++) {
                night(lines.get(i), day, WorkCalendar.at(day, NIGHT).plusSeconds(420L * i));
            }
        }
        for (Month month : Month.values()) {
            month(YearMonth.of(plan.year(), month));
        }
    }

    private void night(Mainline line, LocalDate day, Instant at) {
        boolean second = line == lines.get(1);
        if (Outages.isOn(Outages.buildServer(plan), day)) {
            String why = "the build server was down";
            expectDay("CC7.2-continuity/days", line, day, why);
            expectDay("CC7.2-sca/days", line, day, why);
            expectDay("CC7.1-vuln-scan/days", line, day, why);
        } else if (second && Outages.isOn(Outages.scans(plan), day)) {
            String why = "the vulnerability scan did not run";
            expectDay("CC7.2-sca/days", line, day, why);
            expectDay("CC7.1-vuln-scan/days", line, day, why);
            agenda.at(at, now -> builds.nightly(line, now, List.of(Scanners.SECRETS)));
        } else {
            agenda.at(at, now -> builds.nightly(line, now, Scanners.NIGHTLY));
        }
    }

    /** In June, when the last team is away, its repository's configuration is not scanned either. */
    private void month(YearMonth month) {
        Mainline last = lines.get(lines.size() - 1);
        for (Mainline line : lines) {
            if (month.getMonth() == Month.JUNE && line == last) {
                expected.add("CC7.1-config-standard/months", "window", line, window(month), "the scan was forgotten");
            } else {
                agenda.at(
                        WorkCalendar.at(month.atDay(3), LATER_THAT_NIGHT),
                        now -> builds.scan(line, now, Scanners.CONFIGURATION));
            }
            agenda.at(WorkCalendar.at(month.atDay(5), LATER_THAT_NIGHT), now -> builds.scan(line, now, Scanners.DAST));
        }
    }

    private void expectDay(String test, Mainline line, LocalDate day, String why) {
        expected.add(test, "day", line, day.toString(), why);
    }

    private static String window(YearMonth month) {
        return month.atDay(1) + " to " + month.atEndOfMonth();
    }
}
