package io.jenkins.plugins.controlevidence.engine.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** The protected branch of a repository as it grows, and how much of it the build server has recorded. */
final class Mainline {
    private final Project project;
    private final GitWriter git;
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedMap<String, ObjectId> files = new TreeMap<>();
    private final List<Commit> commits = new ArrayList<>();
    private final Map<String, Arrival> arrivals = new HashMap<>();
    private final Weaknesses weaknesses;

    @CheckForNull
    private String recorded;

    private int pullRequests;
    private int builds;

    Mainline(Project project, GitWriter git, Weaknesses weaknesses) {
        this.project = project;
        this.git = git;
        this.weaknesses = weaknesses;
    }

    Project project() {
        return project;
    }

    GitWriter git() {
        return git;
    }

    Weaknesses weaknesses() {
        return weaknesses;
    }

    int nextPullRequest() {
        return ++pullRequests;
    }

    int nextBuild() {
        return ++builds;
    }

    String text(String path) {
        return texts.getOrDefault(path, "");
    }

    /** The files of the branch with one of them changed. */
    SortedMap<String, ObjectId> filesWith(String path, String text) throws IOException {
        SortedMap<String, ObjectId> changed = new TreeMap<>(files);
        changed.put(path, git.file(text));
        return changed;
    }

    /** Puts a commit on the branch that changes one file, past any request. */
    Commit commit(
            String path,
            String text,
            List<String> parents,
            GitWriter.Signature author,
            GitWriter.Signature committer,
            String message)
            throws IOException {
        return commit(path, text, parents, author, committer, message, List.of(), null);
    }

    /** Puts a commit on the branch that changes one file and brings others with it, oldest first, as a request. */
    Commit commit(
            String path,
            String text,
            List<String> parents,
            GitWriter.Signature author,
            GitWriter.Signature committer,
            String message,
            List<Commit> brought,
            @CheckForNull String request)
            throws IOException {
        texts.put(path, text);
        files.put(path, git.file(text));
        Commit commit = git.commit(files, parents, author, committer, message);
        commits.add(commit);
        arrivals.put(commit.id(), arrival(commit, brought, request));
        return commit;
    }

    private static Arrival arrival(Commit commit, List<Commit> brought, @CheckForNull String request) {
        List<Commit> newestFirst = new ArrayList<>(brought);
        Collections.reverse(newestFirst);
        Set<Person> people = new LinkedHashSet<>();
        for (Commit written : newestFirst.isEmpty() ? List.of(commit) : newestFirst) {
            people.add(written.author());
            people.add(written.committer());
        }
        return new Arrival(
                commit,
                newestFirst.stream().map(Commit::id).toList(),
                newestFirst.size(),
                List.copyOf(people),
                true,
                request);
    }

    /** What came to the branch with the commits of a change. */
    List<Arrival> arrivals(Change change) {
        return change.commits().stream()
                .map(commit -> arrivals.get(commit.id()))
                .toList();
    }

    Commit head() {
        return commits.get(commits.size() - 1);
    }

    /** Takes the last commit off the branch, as before a force push. */
    void dropHead() {
        commits.remove(commits.size() - 1);
    }

    /** All commits of the branch, oldest first. */
    List<Commit> commits() {
        return Collections.unmodifiableList(commits);
    }

    /** What came to the branch since the last call, as a run sees it. */
    Change record(boolean shallow) {
        String base = recorded;
        List<Commit> fresh = new ArrayList<>();
        boolean reached = false;
        for (int i = commits.size() - 1; i >= 0 && !reached; i--) {
            reached = commits.get(i).id().equals(base);
            if (!reached) {
                fresh.add(commits.get(i));
            }
        }
        Continuity continuity = base == null ? Continuity.FIRST : Continuity.CONTINUED;
        if (shallow) {
            continuity = Continuity.UNKNOWN;
        } else if (base != null && !reached) {
            continuity = Continuity.REWRITTEN;
            fresh = List.of(head());
        } else if (fresh.isEmpty()) {
            continuity = Continuity.UNCHANGED;
        }
        recorded = head().id();
        return new Change(
                new RepositoryIdentity(project.uri()),
                project.branch(),
                head().id(),
                base,
                continuity,
                fresh,
                List.of(head().id()),
                shallow);
    }
}
