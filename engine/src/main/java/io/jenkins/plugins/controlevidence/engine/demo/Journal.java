package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings records into the store many at a time: a year would take minutes if each were made durable by itself. A record that
 * names others is made when these have their ids, so those of one flush stand in the ledger by how many others they rest on,
 * and otherwise in the order in which they were written.
 */
final class Journal {
    private final Store store;
    private List<Entry> waiting = new ArrayList<>();
    private long size;

    Journal(Store store) {
        this.store = store;
    }

    /** Makes a statement when the records that it names have their ids. */
    @FunctionalInterface
    interface Making {
        Statement make() throws IOException;
    }

    /** A record on its way; it has an id once it is in the store. */
    static final class Entry {
        private final Making statement;
        private final int round;
        private Appended appended;

        private Entry(Making statement, int round) {
            this.statement = statement;
            this.round = round;
        }

        String id() {
            return appended().id();
        }

        String envelopeSha256() {
            return appended().envelopeSha256();
        }

        private Appended appended() {
            if (appended == null) {
                throw new IllegalStateException("the record is not in the store yet");
            }
            return appended;
        }
    }

    /** Writes a record that names no other. */
    Entry write(Statement statement) {
        return write(List.of(), () -> statement);
    }

    /** Writes what somebody did. */
    Entry write(Activity activity, Invocation invocation) {
        return write(List.of(), () -> ActivityStatement.of(activity, invocation, List.of()));
    }

    /** Writes a record that names others. */
    Entry write(List<Entry> named, Making statement) {
        int round = named.stream()
                .filter(entry -> entry.appended == null)
                .mapToInt(entry -> entry.round + 1)
                .max()
                .orElse(0);
        Entry entry = new Entry(statement, round);
        waiting.add(entry);
        return entry;
    }

    /** Puts what is waiting into the store. */
    void flush() throws IOException {
        for (int round = 0; !waiting.isEmpty(); round++) {
            List<Entry> now = new ArrayList<>();
            List<Entry> later = new ArrayList<>();
            for (Entry entry : waiting) {
                (entry.round == round ? now : later).add(entry);
            }
            append(now);
            waiting = later;
        }
    }

    private void append(List<Entry> entries) throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Entry entry : entries) {
            statements.add(entry.statement.make());
        }
        if (!statements.isEmpty()) {
            List<Appended> appended = store.appendAll(statements);
            for (int i = 0; i < appended.size(); i++) {
                entries.get(i).appended = appended.get(i);
            }
            size += appended.size();
        }
    }

    /** How many records are in the store. */
    long size() {
        return size;
    }
}
