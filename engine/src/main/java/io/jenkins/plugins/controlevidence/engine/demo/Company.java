package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The made-up company: puts a year's work on the agenda and lets it happen. */
final class Company {
    private static final int MERGE_SLOTS = 40;
    private static final int DAYS_AT_ONCE = 7;

    private final Path repositories;
    private final DemoPlan plan;
    private final Store store;
    private final Agenda agenda = new Agenda();
    private final Journal journal;
    private final ExpectedExceptions expected = new ExpectedExceptions();
    private final List<Mainline> lines = new ArrayList<>();
    private final List<Development> teams = new ArrayList<>();
    private final Monitoring monitoring;
    private final Deployments deployments;
    private final List<Runnable> offices;

    /** Makes the repositories, with the first commits in each. */
    Company(Path repositories, DemoPlan plan, Store store) throws IOException {
        this.repositories = repositories;
        this.plan = plan;
        this.store = store;
        journal = new Journal(store);
        Staff staff = new Staff(plan.year());
        Clerk clerk = new Clerk(agenda, journal);
        BuildServer builds = new BuildServer(journal, store.artefacts());
        List<Project> projects = plan.size().projects();
        TroubleSchedule<PushTrouble> troubles =
                new TroubleSchedule<>(List.of(PushTrouble.values()), projects, plan.year());
        for (Project project : projects) {
            GitWriter git = new GitWriter(repositories.resolve(project.directory()), project.branch(), project.uri());
            Weaknesses weaknesses = new Weaknesses(plan.random("weaknesses of " + project.name()));
            Mainline line = new Mainline(project, git, weaknesses);
            lines.add(line);
            Development team = new Development(
                    line,
                    agenda,
                    journal,
                    clerk,
                    staff,
                    builds,
                    expected,
                    troubles,
                    plan.random("team " + project.name()));
            team.begin(WorkCalendar.at(plan.from().minusMonths(2), LocalTime.NOON));
            teams.add(team);
        }
        monitoring = new Monitoring(plan, agenda, builds, lines, expected);
        deployments = new Deployments(plan, agenda, journal, staff, builds, teams, expected);
        offices = List.of(
                new AccessOffice(plan, staff, agenda, clerk, expected)::plan,
                new CredentialOffice(plan, staff, clerk, expected)::plan,
                new SecurityDesk(plan, staff, agenda, clerk, expected)::plan,
                new ConfigurationOffice(plan, staff, agenda, clerk, expected)::plan,
                new DetectorLab(plan, agenda, clerk, expected)::plan,
                new VulnerabilityDesk(plan, staff, agenda, clerk, lines, expected)::plan);
    }

    /** Lets the year pass. */
    void live(Progress progress) throws IOException, SourceException {
        monitoring.plan();
        deployments.plan();
        offices.forEach(Runnable::run);
        for (int i = 0; i < teams.size(); i++) {
            planMerges(
                    teams.get(i),
                    plan.random("merges of " + lines.get(i).project().name()));
        }
        long days = ChronoUnit.DAYS.between(plan.firstDay(), LocalDate.ofInstant(plan.end(), ZoneOffset.UTC));
        for (long day = 1; day <= days; day++) {
            agenda.runUntil(WorkCalendar.at(plan.firstDay().plusDays(day), LocalTime.MIDNIGHT));
            if (day % DAYS_AT_ONCE == 0 || day == days) {
                journal.flush();
            }
            progress.update("demo: living a year", day, days, "days");
        }
        for (Mainline line : lines) {
            line.git().head(line.project().branch(), line.head().id());
            line.git().close();
            journal.write(census(line));
        }
        journal.flush();
    }

    /** Reads from the finished repository what reached its branch in the year. */
    private Statement census(Mainline line) throws IOException, SourceException {
        Project project = line.project();
        try (GitRepository repository = GitRepository.open(repositories.resolve(project.directory()))) {
            Instant begin = WorkCalendar.at(plan.from(), LocalTime.MIDNIGHT);
            Arrivals arrivals = repository.arrivals(project.branch(), begin, Progress.NONE);
            ArtefactReference document = store.artefacts()
                    .put(
                            CommitsDocument.NAME,
                            CommitsDocument.MEDIA_TYPE,
                            to -> CommitsDocument.writeArrivals(arrivals.commits(), text -> text, to));
            Instant taken = plan.end().minusSeconds(3600);
            return ActivityStatement.of(
                    Census.of(arrivals, plan.from(), plan.to(), taken),
                    BuildServer.invocation(line, "census of the year"),
                    List.of(document));
        }
    }

    private void planMerges(Development team, Random random) {
        double rate = plan.size().changesPerDay();
        for (LocalDate day = plan.firstDay(); !day.isAfter(plan.to()); day = day.plusDays(1)) {
            boolean away = team == teams.get(teams.size() - 1) && day.getMonth() == Month.JUNE;
            if (WorkCalendar.isWorkday(day) && !away) {
                int most = (int) Math.ceil(2 * rate);
                int count = (int) IntStream.range(0, most)
                        .filter(i -> random.nextDouble() * most < rate)
                        .count();
                LocalDate date = day;
                random.ints(0, MERGE_SLOTS)
                        .distinct()
                        .limit(count)
                        .forEach(slot -> agenda.at(
                                WorkCalendar.at(date, LocalTime.of(8, 30)).plusSeconds(720L * slot), team::merge));
            }
        }
    }

    long records() {
        return journal.size();
    }

    long commits() {
        return lines.stream().mapToLong(line -> line.commits().size()).sum();
    }

    List<ExpectedException> expected() {
        return expected.all();
    }
}
