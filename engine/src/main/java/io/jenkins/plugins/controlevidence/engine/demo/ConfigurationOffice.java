package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange.Authorisation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange.Digest;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.EnvironmentChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.List;

/** What the build server is: how it is configured, what it runs on, of what it consists. */
final class ConfigurationOffice {
    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final int PLUGINS = 92;
    private static final String UPGRADED = "pkg:generic/pipeline-library@2.";
    private static final String UNAPPROVED = "pkg:generic/colourful-console@0.3";

    private final DemoPlan plan;
    private final Staff staff;
    private final Agenda agenda;
    private final Clerk clerk;
    private final ExpectedExceptions expected;

    ConfigurationOffice(DemoPlan plan, Staff staff, Agenda agenda, Clerk clerk, ExpectedExceptions expected) {
        this.plan = plan;
        this.staff = staff;
        this.agenda = agenda;
        this.clerk = clerk;
        this.expected = expected;
    }

    /** Puts the year's changes on the agenda. */
    void plan() {
        for (Periods.Window month : Periods.months(plan)) {
            LocalDate day = WorkCalendar.workday(month.first().plusDays(6));
            Authorisation ticket = new Authorisation(
                    Authorisation.Kind.TICKET, "OPS-" + (100 + month.first().getMonthValue()));
            Authorisation rule = new Authorisation(Authorisation.Kind.RULE, "changes of the platform team, reviewed");
            clerk.plan("configuration", WorkCalendar.at(day, NOON), now -> change("agents/label", now, ticket, null));
            clerk.plan(
                    "configuration",
                    WorkCalendar.at(day.plusDays(9), NOON),
                    now -> change("jobs/generated/payments", now, rule, null));
            clerk.plan("environment", WorkCalendar.at(day, LocalTime.of(13, 0)), now -> upgrade("build agents", now));
        }
        unauthorised(LocalDate.of(plan.year(), Month.MARCH, 13), "security/realm", "ALERT-31");
        unauthorised(LocalDate.of(plan.year(), Month.AUGUST, 28), "jobs/generated/payments/gate", null);
        unscanned();
        expected.add(
                "CC7.1-unknown-components/components",
                "component",
                (String) null,
                UNAPPROVED,
                CredentialOffice.BUILD_SERVER,
                "a plugin that nobody approved");
        LocalDate end = LocalDate.ofInstant(plan.end(), ZoneOffset.UTC);
        for (LocalDate day = plan.firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            inventory(day);
        }
    }

    private ConfigurationChange change(
            String object, Instant at, @CheckForNull Authorisation authorisation, @CheckForNull String alert) {
        return new ConfigurationChange(
                null,
                null,
                null,
                CredentialOffice.BUILD_SERVER,
                object,
                "changed",
                staff.head().actor(),
                at,
                new Digest(Scanners.sha256(object + " before " + at)),
                new Digest(Scanners.sha256(object + " after " + at)),
                authorisation,
                alert);
    }

    private void unauthorised(LocalDate day, String object, @CheckForNull String alert) {
        agenda.at(WorkCalendar.at(day, LocalTime.of(21, 0)), now -> {
            Journal.Entry record = clerk.record("configuration", change(object, now, null, alert));
            expected.record(
                    "CC7.1-change-detection/changes",
                    "configuration-change",
                    record,
                    CredentialOffice.BUILD_SERVER,
                    "neither rule nor ticket allowed the change of " + object);
        });
    }

    private EnvironmentChange upgrade(String environment, Instant at) {
        return new EnvironmentChange(environment, "upgraded", staff.head().actor(), at, null, null);
    }

    /** While the build server is down nothing can be scanned. */
    private void unscanned() {
        agenda.at(WorkCalendar.at(Outages.buildServer(plan), NOON), now -> {
            Journal.Entry record = clerk.record("environment", upgrade("power supply", now));
            expected.record(
                    "CC7.1-vuln-scan/changes",
                    "environment-change",
                    record,
                    "power supply",
                    "no vulnerability scan followed in a day");
        });
    }

    private void inventory(LocalDate day) {
        if (Outages.isOn(Outages.buildServer(plan), day)) {
            expected.add(
                    "CC7.1-unknown-components/days",
                    "day",
                    (String) null,
                    day.toString(),
                    "",
                    "the build server was down");
            return;
        }
        boolean bad = day.equals(LocalDate.of(plan.year(), Month.SEPTEMBER, 24));
        agenda.at(WorkCalendar.at(day, MORNING), now -> {
            List<String> unapproved = bad ? List.of(UNAPPROVED) : List.of();
            List<String> added = bad || day.getDayOfMonth() > 1 ? unapproved : List.of(UPGRADED + day.getMonthValue());
            Journal.Entry record = clerk.record("inventory", plugins(now, added, unapproved));
            if (bad) {
                expected.record(
                        "CC7.1-unknown-components/inventories",
                        "inventory",
                        record,
                        CredentialOffice.BUILD_SERVER,
                        "a plugin that nobody approved");
            }
        });
    }

    private static ComponentInventory plugins(Instant at, List<String> added, List<String> unapproved) {
        return new ComponentInventory(
                null,
                null,
                null,
                CredentialOffice.BUILD_SERVER,
                at,
                new ComponentInventory.Document(
                        Scanners.sha256("plugins of " + at), ComponentInventory.Format.CYCLONEDX),
                new ComponentInventory.Approved(Scanners.sha256("approved plugins")),
                PLUGINS + unapproved.size(),
                added,
                List.of(),
                unapproved,
                null);
    }
}
