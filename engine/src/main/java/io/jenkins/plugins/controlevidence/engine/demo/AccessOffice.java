package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Decision;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Verdict;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.MfaEnrolment;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessChanges;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccountType;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Each quarter: who has access to what, reviewed by the head of the platform team; and who has a second factor. */
final class AccessOffice {
    static final String CODE_HOST = "code-host";
    static final String CLOUD = "cloud";

    private static final String REVIEW = "CC6.1-least-privilege/reviews";
    private static final String MFA = "CC6.1-mfa/enrolment";
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    /** Long before the end of a quarter, so that there is a workday left. */
    private static final int DAYS_BEFORE_THE_END = 12;

    private final DemoPlan plan;
    private final Staff staff;
    private final Clerk clerk;
    private final Agenda agenda;
    private final ExpectedExceptions expected;
    private final Map<String, AccessSnapshot> last = new HashMap<>();
    private final Map<String, Journal.Entry> lastRecord = new HashMap<>();

    AccessOffice(DemoPlan plan, Staff staff, Agenda agenda, Clerk clerk, ExpectedExceptions expected) {
        this.plan = plan;
        this.staff = staff;
        this.agenda = agenda;
        this.clerk = clerk;
        this.expected = expected;
    }

    /** How a review goes. */
    private enum Review {
        DONE,
        FORGOTTEN,
        NOT_SIGNED,
        NOT_CARRIED_OUT
    }

    /** Puts the year's reviews on the agenda. */
    void plan() {
        List<Periods.Window> quarters = Periods.quarters(plan);
        for (int quarter = 0; quarter < quarters.size(); quarter++) {
            Periods.Window window = quarters.get(quarter);
            for (String system : List.of(CODE_HOST, CLOUD)) {
                boolean cloud = system.equals(CLOUD);
                Review review =
                        switch (quarter) {
                            case 0 -> cloud ? Review.NOT_SIGNED : Review.DONE;
                            case 1 -> cloud ? Review.FORGOTTEN : Review.DONE;
                            case 2 -> cloud ? Review.DONE : Review.NOT_CARRIED_OUT;
                            default -> Review.DONE;
                        };
                review(system, window, review);
            }
            enrolment(CODE_HOST, window, quarter == 1 ? Answer.NO : Answer.YES, quarter == 2);
            enrolment(CLOUD, window, quarter == 3 ? Answer.UNKNOWN : Answer.YES, false);
        }
    }

    private void review(String system, Periods.Window window, Review review) {
        String why =
                switch (review) {
                    case DONE -> null;
                    case FORGOTTEN -> "the review was forgotten";
                    case NOT_SIGNED -> "nobody signed the review off";
                    case NOT_CARRIED_OUT -> "what the review decided was not carried out";
                };
        if (why != null) {
            expected.add(REVIEW, "window", (String) null, window.name(), system, why);
        }
        if (review != Review.FORGOTTEN) {
            agenda.at(day(window), now -> review(system, now, review));
        }
    }

    private void review(String system, Instant now, Review review) {
        AccessSnapshot snapshot = snapshot(system, now, Answer.YES);
        AccessSnapshot before = last.put(system, snapshot);
        Journal.Entry record = lastRecord.get(system);
        AccessChanges changes = AccessChanges.between(before, snapshot);
        List<Decision> decisions = new ArrayList<>();
        Stream.concat(changes.added().stream(), changes.changed().stream().map(AccessChanges.Changed::account))
                .forEach(account ->
                        decisions.add(new Decision(account, Verdict.KEEP, "needed for the work", true, false)));
        String other = staff.head().account().equals(snapshot.accounts().get(0).id())
                ? snapshot.accounts().get(1).id()
                : snapshot.accounts().get(0).id();
        decisions.removeIf(decision -> decision.account().equals(other));
        boolean done = review != Review.NOT_CARRIED_OUT;
        decisions.add(new Decision(other, Verdict.REDUCE, "administrates nothing any more", done, false));
        Instant signed = review == Review.NOT_SIGNED ? null : now.plus(Duration.ofDays(1));
        lastRecord.put(
                system,
                clerk.record(
                        "access-review",
                        record == null ? List.of() : List.of(record),
                        () -> AccessReview.of(
                                snapshot,
                                before,
                                previous(before, record),
                                decisions,
                                staff.head().actor(),
                                signed)));
    }

    @CheckForNull
    private static AccessReview.Previous previous(
            @CheckForNull AccessSnapshot before, @CheckForNull Journal.Entry record) {
        return before == null || record == null ? null : new AccessReview.Previous(before.sha256(), record.id());
    }

    private void enrolment(String system, Periods.Window window, Answer ofOne, boolean excepted) {
        if (ofOne == Answer.NO) {
            expected.add(MFA, "window", (String) null, window.name(), system, "somebody has no second factor");
        } else if (ofOne == Answer.UNKNOWN) {
            expected.add(MFA, "window", (String) null, window.name(), system, "of somebody it is not known");
        }
        clerk.plan("mfa-enrolment", day(window).plusSeconds(600), now -> {
            AccessSnapshot snapshot = snapshot(system, now, excepted ? Answer.NO : ofOne);
            MfaEnrolment.Exemption exemption = new MfaEnrolment.Exemption(
                    snapshot.accounts().get(0).id(),
                    "the security key was lost and a new one is on its way",
                    now.plus(14, ChronoUnit.DAYS),
                    staff.head().actor());
            return MfaEnrolment.of(snapshot, excepted ? List.of(exemption) : List.of());
        });
    }

    /** The accounts of all who work for the company, one of them with an answer of its own on the second factor. */
    private AccessSnapshot snapshot(String system, Instant at, Answer ofOne) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        List<Account> accounts = new ArrayList<>();
        for (Employee employee : staff.everyone()) {
            if (employee.worksOn(day)
                    && (system.equals(CODE_HOST) || employee.team().equals("platform"))) {
                boolean privileged = employee.team().equals("platform");
                accounts.add(new Account(
                        employee.account(),
                        employee.name(),
                        employee.email(),
                        List.of(privileged ? "administrator" : "developer"),
                        privileged ? Answer.YES : Answer.NO,
                        AccountType.PERSON,
                        Answer.YES,
                        accounts.isEmpty() ? ofOne : Answer.YES,
                        at.minus(1, ChronoUnit.DAYS),
                        List.of()));
            }
        }
        return new AccessSnapshot(system, at, "generated", accounts, Scanners.sha256(system + accounts));
    }

    private static Instant day(Periods.Window window) {
        return WorkCalendar.at(window.last().minusDays(DAYS_BEFORE_THE_END), MORNING);
    }
}
