package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Records what people and systems did, as jobs of the build server; each job's name says that it is generated. */
final class Clerk {
    private final Agenda agenda;
    private final Journal journal;
    private final Map<String, Integer> builds = new HashMap<>();

    Clerk(Agenda agenda, Journal journal) {
        this.agenda = agenda;
        this.journal = journal;
    }

    /** Makes an activity of what is known at a time. */
    @FunctionalInterface
    interface Doing {
        Activity at(Instant now);
    }

    /** Puts something to be done on the agenda. */
    void plan(String job, Instant at, Doing doing) {
        agenda.at(at, now -> record(job, doing.at(now)));
    }

    /** Records something that was done. */
    Journal.Entry record(String job, Activity activity) {
        return record(job, List.of(), () -> activity);
    }

    /** Records something that names other records. */
    Journal.Entry record(String job, List<Journal.Entry> named, Supplier<Activity> activity) {
        Invocation invocation =
                BuildServer.invocation("generated/" + job, builds.merge(job, 1, Integer::sum), "agent-office", "timer");
        return journal.write(named, () -> ActivityStatement.of(activity.get(), invocation, List.of()));
    }
}
