package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Credential;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Leaver;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.KeyManagement;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Every day: which credentials there are and how old; each quarter: the keys that data is encrypted with. */
final class CredentialOffice {
    static final String BUILD_SERVER = "build-server";

    private static final LocalTime NIGHT = LocalTime.of(1, 0);
    private static final LocalTime MORNING = LocalTime.of(5, 0);
    private static final int ROTATION_DAYS = 90;
    private static final int DAYS_LATE = 5;
    private static final int LATE_ROTATION = 4;

    private final DemoPlan plan;
    private final Staff staff;
    private final Clerk clerk;
    private final ExpectedExceptions expected;

    CredentialOffice(DemoPlan plan, Staff staff, Clerk clerk, ExpectedExceptions expected) {
        this.plan = plan;
        this.staff = staff;
        this.clerk = clerk;
        this.expected = expected;
    }

    /** Puts the year's inventories on the agenda. */
    void plan() {
        LocalDate end = LocalDate.ofInstant(plan.end(), ZoneOffset.UTC);
        for (LocalDate day = plan.firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            if (Outages.isOn(Outages.buildServer(plan), day)) {
                expect(day, "the build server was down");
            } else {
                clerk.plan("credential-inventory", WorkCalendar.at(day, MORNING), this::inventory);
                expectIfBad(day);
            }
        }
        expectOf("credential", "deploy-key", "it had to be replaced and was not");
        staff.everyone().stream()
                .filter(CredentialOffice::isForgotten)
                .forEach(leaver -> expectOf("leaver", leaver.account(), "kept access for days"));
        List<Periods.Window> quarters = Periods.quarters(plan);
        for (Periods.Window quarter : quarters) {
            boolean late = quarter == quarters.get(2);
            if (late) {
                expected.add(
                        "CC6.1-encryption/key-management",
                        "window",
                        (String) null,
                        quarter.name(),
                        AccessOffice.CLOUD,
                        "a key had to be replaced and was not");
            }
            clerk.plan(
                    "key-management",
                    WorkCalendar.at(quarter.last().minusDays(20), MORNING),
                    now -> keys(now, Duration.ofDays(late ? 400 : 100)));
        }
    }

    private CredentialInventory inventory(Instant now) {
        List<Credential> credentials = new ArrayList<>();
        credentials.add(credential("deploy-key", now, rotations(true)));
        credentials.add(credential("registry-token", now, rotations(false)));
        List<Leaver> leavers = new ArrayList<>();
        for (Employee employee : staff.everyone()) {
            if (!employee.left().equals(LocalDate.MAX)) {
                Instant left = WorkCalendar.at(employee.left(), LocalTime.MIDNIGHT);
                Instant revoked = revoked(employee);
                if (!now.isBefore(left) && now.isBefore(revoked.plus(Duration.ofDays(1)))) {
                    leavers.add(new Leaver(employee.account(), left, now.isBefore(revoked) ? null : revoked));
                }
            }
        }
        return CredentialInventory.of(BUILD_SERVER, now, credentials, List.of(), leavers);
    }

    private Credential credential(String id, Instant now, List<LocalDate> rotations) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate last = rotations.stream()
                .filter(day -> !day.isAfter(today))
                .reduce((one, next) -> next)
                .orElseThrow();
        Instant firstSeen = WorkCalendar.at(rotations.get(0), MORNING);
        return new Credential(id, "token", "build", firstSeen, WorkCalendar.at(last, NIGHT), ROTATION_DAYS, null);
    }

    /** The days on which a credential is replaced; one is replaced too late once. */
    private List<LocalDate> rotations(boolean late) {
        List<LocalDate> rotations = new ArrayList<>();
        LocalDate day = plan.firstDay().minusDays(40);
        while (!day.isAfter(plan.to())) {
            rotations.add(day);
            day = day.plusDays(
                    late && rotations.size() == LATE_ROTATION ? ROTATION_DAYS + DAYS_LATE : ROTATION_DAYS - 10);
        }
        return rotations;
    }

    /** On the same day for who leaves in spring; for who leaves in autumn it is forgotten for two days. */
    private static Instant revoked(Employee leaver) {
        return WorkCalendar.at(leaver.left().plusDays(isForgotten(leaver) ? 2 : 0), LocalTime.of(10, 0));
    }

    private void expectIfBad(LocalDate day) {
        LocalDate due = rotations(true).get(LATE_ROTATION - 1).plusDays(ROTATION_DAYS);
        if (!day.isBefore(due) && day.isBefore(due.plusDays(DAYS_LATE))) {
            expect(day, "a credential had to be replaced and was not");
        }
        staff.everyone().stream()
                .filter(CredentialOffice::isForgotten)
                .filter(employee -> day.isAfter(employee.left())
                        && !day.isAfter(employee.left().plusDays(3)))
                .forEach(employee -> expect(day, employee.name() + " left and kept access"));
    }

    private static boolean isForgotten(Employee leaver) {
        return !leaver.left().equals(LocalDate.MAX) && leaver.left().getMonthValue() > Month.JULY.getValue();
    }

    private void expectOf(String kind, String name, String why) {
        expected.add("CC6.1-credential-lifecycle/credentials", kind, (String) null, name, BUILD_SERVER, why);
    }

    private void expect(LocalDate day, String why) {
        expected.add("CC6.1-credential-lifecycle/inventory", "day", (String) null, day.toString(), BUILD_SERVER, why);
    }

    private static KeyManagement keys(Instant now, Duration age) {
        return new KeyManagement(
                AccessOffice.CLOUD,
                now,
                Answer.YES,
                List.of(
                        new KeyManagement.Key(
                                "database", "data at rest", "platform", "key service", now.minus(age), null, 365),
                        new KeyManagement.Key(
                                "evidence-ledger",
                                "signs this evidence",
                                "platform",
                                "build server",
                                now.minus(Duration.ofDays(200)),
                                null,
                                365)),
                List.of());
    }
}
