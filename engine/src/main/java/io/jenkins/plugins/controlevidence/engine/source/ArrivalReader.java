package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Reads what came to a branch with each commit of its line: every commit is counted with the first that brought it. */
final class ArrivalReader {
    private final History history;

    private ArrivalReader(History history) {
        this.history = history;
    }

    /** The arrivals on the line from {@code head}, newest first, down to the oldest committed since then. */
    static List<Arrival> since(History history, ObjectId head, Instant since) throws IOException {
        List<Commit> line = history.line(head, null).commits();
        int end = line.size();
        while (end > 0 && line.get(end - 1).committed().isBefore(since)) {
            end--;
        }
        return of(history, line.subList(0, end));
    }

    /** The arrivals of commits that follow one another on a line, newest first. */
    static List<Arrival> of(History history, List<Commit> line) throws IOException {
        ArrivalReader reader = new ArrivalReader(history);
        List<Arrival> arrivals = new ArrayList<>(line.size());
        for (int i = line.size() - 1; i >= 0; i--) {
            arrivals.add(reader.arrival(line.get(i)));
        }
        Collections.reverse(arrivals);
        return arrivals;
    }

    private Arrival arrival(Commit commit) throws IOException {
        Set<Person> people = new LinkedHashSet<>();
        List<String> fresh = commit.parents().size() > 1 ? brought(commit) : List.of();
        boolean known = true;
        if (fresh.isEmpty()) {
            people.addAll(List.of(commit.author(), commit.committer()));
        } else {
            for (String id : fresh) {
                known &= add(id, people);
            }
        }
        RevCommit raw = history.commit(ObjectId.fromString(commit.id()));
        String request = RequestReference.of(CommitReader.message(raw));
        raw.disposeBody();
        return new Arrival(
                commit,
                fresh.subList(0, Math.min(fresh.size(), Arrival.MAX_BROUGHT)),
                fresh.size(),
                List.copyOf(people),
                known,
                request);
    }

    /** What a merge has that its first parent has not, itself left out. */
    private List<String> brought(Commit merge) throws IOException {
        history.markOld(ObjectId.fromString(merge.parents().get(0)));
        return history.fresh(ObjectId.fromString(merge.id())).stream()
                .filter(id -> !id.equals(merge.id()))
                .toList();
    }

    private boolean add(String id, Set<Person> people) throws IOException {
        RevCommit raw = history.commit(ObjectId.fromString(id));
        Commit commit = CommitReader.read(raw);
        raw.disposeBody();
        for (Person person : List.of(commit.author(), commit.committer())) {
            if (people.size() == Arrival.MAX_PEOPLE && !people.contains(person)) {
                return false;
            }
            people.add(person);
        }
        return true;
    }
}
