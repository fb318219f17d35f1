package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deals the troubles out: one kind after the other over the year, each to the next project. */
final class TroubleSchedule<T extends Enum<T>> {
    private final Map<Project, Deque<Due<T>>> due = new HashMap<>();

    private record Due<T>(T trouble, LocalDate from) {}

    /** The first is due in the third week, the last in the middle of November, so that there is time for what follows. */
    TroubleSchedule(List<T> troubles, List<Project> projects, int year) {
        LocalDate first = LocalDate.of(year, 1, 20);
        int days = 300 / troubles.size();
        for (int i = 0; i < troubles.size(); i++) {
            due.computeIfAbsent(projects.get(i % projects.size()), k -> new ArrayDeque<>())
                    .add(new Due<>(troubles.get(i), first.plusDays((long) i * days)));
        }
    }

    /** What goes wrong with the next thing that a project does; each trouble comes once. */
    @CheckForNull
    T next(Project project, LocalDate day) {
        Deque<Due<T>> waiting = due.getOrDefault(project, new ArrayDeque<>());
        boolean now = !waiting.isEmpty() && !day.isBefore(waiting.peek().from());
        return now ? waiting.remove().trouble() : null;
    }
}
