package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.SecurityEvents;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.SecurityEvents.FailedLogins;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Who watches: every day what the build server noticed, what people answered, each month a look at all of it. */
final class SecurityDesk {
    private static final String EVENTS = "CC7.2-credential-misuse/days";
    private static final LocalTime EVENING = LocalTime.of(23, 0);

    private final DemoPlan plan;
    private final Staff staff;
    private final Agenda agenda;
    private final Clerk clerk;
    private final ExpectedExceptions expected;
    private final Random random;

    SecurityDesk(DemoPlan plan, Staff staff, Agenda agenda, Clerk clerk, ExpectedExceptions expected) {
        this.plan = plan;
        this.staff = staff;
        this.agenda = agenda;
        this.clerk = clerk;
        this.expected = expected;
        random = plan.random("security desk");
    }

    /** Puts the year's watch on the agenda. */
    void plan() {
        LocalDate incomplete = date(Month.FEBRUARY, 20);
        LocalDate answered = date(Month.MAY, 14);
        LocalDate unanswered = date(Month.NOVEMBER, 5);
        LocalDate end = LocalDate.ofInstant(plan.end(), ZoneOffset.UTC);
        for (LocalDate day = plan.firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            if (Outages.isOn(Outages.buildServer(plan), day)) {
                expectDay(day, "the build server was down");
            } else if (day.equals(answered) || day.equals(unanswered)) {
                LocalDate date = day;
                agenda.at(WorkCalendar.at(day, EVENING), now -> alert(date, now, date.equals(answered)));
            } else {
                boolean complete = !day.equals(incomplete);
                clerk.plan("security-events", WorkCalendar.at(day, EVENING), now -> events(now, complete, List.of()));
            }
        }
        expectDay(incomplete, "the log was not complete");
        expectDay(unanswered, "nobody answered an alert");
        Periods.months(plan).forEach(this::look);
        bypass(
                Month.MARCH,
                27,
                Bypass.Form.PIPELINE_REPLAYED,
                "4711",
                "a pipeline was replayed: the release could not wait");
        bypass(
                Month.OCTOBER,
                16,
                Bypass.Form.GATE_DISABLED,
                null,
                "the gate was switched off: to find out what is slow");
        clerk.plan("attachments", WorkCalendar.at(date(Month.JUNE, 18), LocalTime.NOON), this::penetrationTest);
    }

    private LocalDate date(Month month, int day) {
        return LocalDate.of(plan.year(), month, day);
    }

    private SecurityEvents events(Instant now, boolean complete, List<String> alerts) {
        Employee somebody = staff.oneOf("storefront", LocalDate.ofInstant(now, ZoneOffset.UTC), random);
        return new SecurityEvents(
                CredentialOffice.BUILD_SERVER,
                now.minus(Duration.ofDays(1)),
                now,
                complete,
                List.of(new FailedLogins(somebody.account(), "office", 1 + random.nextInt(3))),
                List.of(),
                List.of(),
                List.of(),
                alerts);
    }

    private void alert(LocalDate day, Instant now, boolean answered) {
        SecurityEvents events = events(now, true, List.of("40 failed log-ins of one account from a new address"));
        Journal.Entry record = clerk.record("security-events", events);
        if (answered) {
            agenda.at(
                    now.plus(Duration.ofHours(11)),
                    later -> clerk.record(
                            "reviews",
                            List.of(record),
                            () -> review(
                                    new Review.Subject(List.of(record.id()), null, null, null, null),
                                    later,
                                    "a colleague abroad had forgotten the password; the account is fine")));
        }
    }

    private Review review(Review.Subject of, Instant at, @CheckForNull String notes) {
        return new Review(of, staff.head().actor(), at, Review.Conclusion.NOTHING_TO_DO, notes, List.of());
    }

    /** Somebody goes through the findings of the month; in one month nobody does. */
    private void look(Periods.Window month) {
        if (month.first().getMonth() == Month.JULY) {
            expected.add(
                    "CC7.2-triage/reviews", "window", (String) null, month.name(), "", "nobody looked at the findings");
        } else {
            clerk.plan(
                    "reviews",
                    WorkCalendar.at(WorkCalendar.workday(month.first().plusDays(17)), LocalTime.of(15, 0)),
                    now -> review(
                            new Review.Subject(List.of(), "CC7.2-triage", month.first(), month.last(), null),
                            now,
                            null));
        }
    }

    /** A way round the controls that has to do with no commit. */
    private void bypass(Month month, int day, Bypass.Form form, @CheckForNull String build, String why) {
        agenda.at(WorkCalendar.at(date(month, day), LocalTime.NOON), now -> {
            Journal.Entry record = clerk.record(
                    "pipelines",
                    new Bypass(
                            null,
                            null,
                            null,
                            form,
                            now,
                            null,
                            null,
                            null,
                            "generated/payments/main",
                            build,
                            staff.head().actor(),
                            why));
            expected.record("CC8.1-bypass/pushes", "bypass", record, "", why);
        });
    }

    private Attachment penetrationTest(Instant now) {
        return new Attachment(
                "penetration test",
                "storefront",
                "Summary of the yearly penetration test",
                new Attachment.File(
                        "summary.pdf", Scanners.sha256("summary of the penetration test"), 182_044, "application/pdf"),
                staff.head().actor(),
                "This is the summary that the testers gave us; it is generated, as all of this year is.",
                now,
                plan.from(),
                date(Month.JUNE, 1));
    }

    private void expectDay(LocalDate day, String why) {
        expected.add(EVENTS, "day", (String) null, day.toString(), CredentialOffice.BUILD_SERVER, why);
    }
}
