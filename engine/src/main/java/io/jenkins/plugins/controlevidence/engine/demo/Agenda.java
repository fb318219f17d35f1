package io.jenkins.plugins.controlevidence.engine.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen and when: the clock of the made-up year. What happens may put more on the agenda, never into the past. */
final class Agenda {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::at).thenComparing(Entry::number);

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
    private long number;
    private Instant now = Instant.MIN;

    /** Something that happens. */
    @FunctionalInterface
    interface Event {
        void happen(Instant now) throws IOException;
    }

    private record Entry(Instant at, long number, Event event) {}

    /** Two events of the same time happen in the order in which they were put here. */
    void at(Instant when, Event event) {
        if (when.isBefore(now)) {
            throw new IllegalArgumentException(when + " is past; it is " + now);
        }
        entries.add(new Entry(when, number++, event));
    }

    /** Lets everything happen that is due before a time. */
    void runUntil(Instant end) throws IOException {
        while (!entries.isEmpty() && entries.peek().at().isBefore(end)) {
            Entry entry = entries.remove();
            now = entry.at();
            entry.event().happen(now);
        }
    }
}
