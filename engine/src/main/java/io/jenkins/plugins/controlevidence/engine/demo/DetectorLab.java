package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DetectorCheck;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each week: whether every scanner still finds what was planted for it. */
final class DetectorLab {
    private static final String CHECKS = "CC7.2-detector-health/checks";
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final int RULES = 300;
    private static final int DATABASE_DAYS = 7;
    private static final int WEEK_MISSED = 20;
    private static final int WEEK_FORGOTTEN = 33;
    private static final int WEEK_FEWER_RULES = 40;

    private final DemoPlan plan;
    private final Agenda agenda;
    private final Clerk clerk;
    private final ExpectedExceptions expected;
    private final Map<String, Journal.Entry> last = new HashMap<>();
    private final Map<String, DetectorCheck> lastCheck = new HashMap<>();

    DetectorLab(DemoPlan plan, Agenda agenda, Clerk clerk, ExpectedExceptions expected) {
        this.plan = plan;
        this.agenda = agenda;
        this.clerk = clerk;
        this.expected = expected;
    }

    /** Puts the year's checks on the agenda. */
    void plan() {
        List<Periods.Window> weeks = Periods.weeks(plan);
        for (int week = 0; week < weeks.size(); week++) {
            for (String tool : Scanners.ALL) {
                plan(tool, weeks.get(week), week);
            }
        }
    }

    private void plan(String tool, Periods.Window window, int week) {
        boolean missed = week == WEEK_MISSED && tool.equals(Scanners.SAST);
        boolean forgotten = week == WEEK_FORGOTTEN && tool.equals(Scanners.DAST);
        boolean fewer = week == WEEK_FEWER_RULES && tool.equals(Scanners.CONFIGURATION);
        if (missed || forgotten || fewer) {
            String why = missed
                    ? "it did not find what was planted"
                    : forgotten ? "the check was forgotten" : "it had lost rules";
            expected.add(CHECKS, "window", (String) null, window.name(), tool, why);
        }
        if (!forgotten) {
            agenda.at(WorkCalendar.at(window.first().plusDays(1), MORNING), now -> check(tool, now, missed, fewer));
        }
    }

    private void check(String tool, Instant now, boolean missed, boolean fewer) {
        Journal.Entry before = last.get(tool);
        DetectorCheck beforeCheck = lastCheck.get(tool);
        DetectorCheck check = check(tool, now, missed, fewer, null);
        lastCheck.put(tool, check);
        last.put(
                tool,
                before == null
                        ? clerk.record("detector-check", check)
                        : clerk.record(
                                "detector-check",
                                List.of(before),
                                () -> check(tool, now, missed, fewer, previous(before, beforeCheck))));
    }

    private static DetectorCheck.Previous previous(Journal.Entry record, DetectorCheck check) {
        return new DetectorCheck.Previous(record.id(), check.version(), check.rules(), check.rulesDigest());
    }

    private static DetectorCheck check(
            String tool, Instant now, boolean missed, boolean fewer, @CheckForNull DetectorCheck.Previous previous) {
        ToolIdentity identity = Scanners.identity(tool, now);
        List<String> planted = List.of(tool + "-canary-1", tool + "-canary-2");
        return new DetectorCheck(
                tool,
                Scanners.family(tool).id(),
                now,
                now.plusSeconds(30),
                identity.version(),
                identity.rulesDigest(),
                fewer ? RULES - 40 : RULES,
                planted,
                missed ? planted.subList(0, 1) : planted,
                missed ? planted.subList(1, 2) : List.of(),
                null,
                identity.database() == null
                        ? null
                        : new DetectorCheck.Database(identity.database().updated(), DATABASE_DAYS),
                previous,
                null);
    }
}
