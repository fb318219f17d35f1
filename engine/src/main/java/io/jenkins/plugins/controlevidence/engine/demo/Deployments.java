package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment.Trigger;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Releases: every Tuesday what the gate let pass last, to staging and then to production. */
final class Deployments {
    private static final LocalTime STAGING = LocalTime.of(17, 0);
    private static final LocalTime PRODUCTION = LocalTime.of(18, 0);
    private static final LocalTime LATE = LocalTime.of(19, 30);
    private static final LocalTime EVENING = LocalTime.of(21, 0);

    private final DemoPlan plan;
    private final Agenda agenda;
    private final Journal journal;
    private final Staff staff;
    private final BuildServer builds;
    private final List<Development> teams;
    private final ExpectedExceptions expected;
    private final Random random;
    private final Map<Mainline, Integer> releases = new HashMap<>();
    private final Map<Mainline, String> inProduction = new HashMap<>();
    private boolean forgotten;

    Deployments(
            DemoPlan plan,
            Agenda agenda,
            Journal journal,
            Staff staff,
            BuildServer builds,
            List<Development> teams,
            ExpectedExceptions expected) {
        this.plan = plan;
        this.agenda = agenda;
        this.journal = journal;
        this.staff = staff;
        this.builds = builds;
        this.teams = teams;
        this.expected = expected;
        random = plan.random("deployments");
    }

    /** Puts the year's releases on the agenda. */
    void plan() {
        for (LocalDate day = plan.from(); !day.isAfter(plan.to()); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == DayOfWeek.TUESDAY && WorkCalendar.isWorkday(day)) {
                LocalDate date = day;
                teams.forEach(team -> agenda.at(WorkCalendar.at(date, STAGING), now -> release(team, now)));
            }
        }
        LocalDate hotfix = WorkCalendar.workday(LocalDate.of(plan.year(), Month.JULY, 10));
        agenda.at(WorkCalendar.at(hotfix, LATE), now -> hotfix(teams.get(0), now));
        LocalDate friday = Outages.scans(plan).minusDays(1);
        agenda.at(WorkCalendar.at(friday, LATE), now -> unscanned(teams.get(1), now));
    }

    private void release(Development team, Instant now) throws IOException {
        BuildServer.Build build = team.lastPassed();
        Mainline line = team.line();
        if (build == null || build.push().change().head().equals(inProduction.get(line))) {
            return;
        }
        String version = "v1." + releases.merge(line, 1, Integer::sum) + ".0";
        Change change = build.push().change();
        Employee person = deployer(line, now);
        line.git().tag(version, change.head(), new GitWriter.Signature(person.person(), now));
        deploy(team, build, "staging", version, person, now);
        agenda.at(
                WorkCalendar.at(LocalDate.ofInstant(now, ZoneOffset.UTC), PRODUCTION),
                later -> deploy(team, build, "production", version, person, later));
        inProduction.put(line, change.head());
        probe(line, LocalDate.ofInstant(now, ZoneOffset.UTC), change.head());
    }

    /** What runs is probed in the evening; once it is forgotten. */
    private void probe(Mainline line, LocalDate day, String commit) {
        boolean autumn = !day.isBefore(LocalDate.of(plan.year(), Month.SEPTEMBER, 8));
        if (autumn && !forgotten && line == teams.get(0).line()) {
            forgotten = true;
            expect("CC7.2-dast/deployments", line, commit, "staging", "nobody probed what was deployed");
            expect("CC7.2-dast/deployments", line, commit, "production", "nobody probed what was deployed");
        } else {
            agenda.at(WorkCalendar.at(day, EVENING), now -> builds.scan(line, now, Scanners.DAST));
        }
    }

    private void deploy(
            Development team,
            BuildServer.Build build,
            String environment,
            String version,
            Employee person,
            Instant at) {
        Mainline line = team.line();
        String commit = build.push().change().head();
        Deployment deployment = deployment(line, line.project().branch(), commit, environment, version, person, at);
        if (team.isUnapproved(commit)) {
            expect("CC8.1-deployment/deployments", line, commit, environment, "deployed without a good approval");
        }
        List<Journal.Entry> named = new ArrayList<>(build.scans());
        named.add(build.gate());
        journal.write(
                named,
                () -> ActivityStatement.of(
                        deployment.with(
                                List.of(),
                                List.of(build.gateResult()),
                                build.scans().stream().map(Journal.Entry::id).toList()),
                        invocation(line),
                        List.of()));
    }

    /** Past the gate: a commit of a branch that no pipeline has seen. */
    private void hotfix(Development team, Instant now) throws IOException {
        Mainline line = team.line();
        Employee person = deployer(line, now);
        String path = line.project().files().get(0);
        GitWriter.Signature signature = new GitWriter.Signature(person.person(), now.minusSeconds(600));
        String commit = line.git()
                .commit(
                        line.filesWith(path, line.text(path) + "# quick repair\n"),
                        List.of(line.head().id()),
                        signature,
                        signature,
                        "Quick repair\n")
                .id();
        line.git().head("hotfix", commit);
        Deployment deployment = deployment(line, "hotfix", commit, "production", "hotfix", person, now);
        for (Activity activity : deployment.activities()) {
            journal.write(activity, invocation(line));
        }
        probe(line, LocalDate.ofInstant(now, ZoneOffset.UTC), commit);
        String why = "deployed from a branch that no gate has judged";
        expect("CC8.1-gate/deployments", line, commit, "production", why);
        expect("CC8.1-deployment/deployments", line, commit, "production", why);
        expected.add("CC8.1-bypass/pushes", "bypass", line, commit, why);
    }

    /** Before a weekend without scans. */
    private void unscanned(Development team, Instant now) {
        BuildServer.Build build = team.lastPassed();
        if (build == null) {
            throw new IllegalStateException("no gate has passed yet");
        }
        Mainline line = team.line();
        deploy(team, build, "production", "late", deployer(line, now), now);
        String commit = build.push().change().head();
        expect("CC7.1-vuln-scan/changes", line, commit, "production", "no vulnerability scan followed in a day");
        expect("CC7.2-dast/deployments", line, commit, "production", "nobody probed what was deployed");
    }

    private void expect(String test, Mainline line, String commit, String environment, String why) {
        expected.add(test, "deployment", line.project().uri(), commit, environment, why);
    }

    private static Deployment deployment(
            Mainline line,
            @CheckForNull String branch,
            String commit,
            String environment,
            String version,
            Employee person,
            Instant at) {
        return new Deployment(
                line.project().uri(),
                branch,
                commit,
                environment,
                List.of(new Deployment.Artifact(
                        line.project().name() + "-" + version,
                        Scanners.sha256(line.project().name() + commit))),
                person.actor(),
                List.of(),
                new Trigger(Trigger.Kind.PERSON, person.account()),
                at,
                "REL-" + Math.floorMod(commit.hashCode(), 10_000),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** Somebody who does not work on what is deployed. */
    private Employee deployer(Mainline line, Instant at) {
        String team = line.project().team().equals("platform") ? "identity" : "platform";
        return staff.oneOf(team, LocalDate.ofInstant(at, ZoneOffset.UTC), random);
    }

    private static Invocation invocation(Mainline line) {
        return BuildServer.invocation(line, "release");
    }
}
