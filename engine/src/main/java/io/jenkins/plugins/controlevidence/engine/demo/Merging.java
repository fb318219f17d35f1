package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.demo.GitWriter.Signature;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes pull requests as git has them: a branch and a merge, or one squashed commit. */
final class Merging {
    private static final Person CODE_HOST = new Person("Code host", "noreply@git.demo.example");
    private static final List<String> VERBS =
            List.of("Mend", "Simplify", "Log", "Test", "Cache", "Validate", "Rework", "Document", "Speed up");
    private static final int MOST_LINES = 40;

    private final Mainline line;
    private final Random random;

    Merging(Mainline line, Random random) {
        this.line = line;
        this.random = random;
    }

    /** What a change does. */
    record Content(String title, String path, String text) {}

    /** Some change of some file. */
    Content anyContent() {
        List<String> topics = line.project().topics();
        return content(VERBS.get(random.nextInt(VERBS.size())) + " " + topics.get(random.nextInt(topics.size())));
    }

    /** A change of some file for a given reason. */
    Content content(String title) {
        List<String> paths = line.project().files();
        String path = paths.get(random.nextInt(paths.size()));
        return new Content(title, path, edited(line.text(path), title));
    }

    private String edited(String text, String title) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add("# " + title + ", " + Integer.toHexString(random.nextInt()));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) + "\n";
    }

    /** Merges a pull request, or squashes it, at a time; one with at least some commits is merged. */
    PullRequest merge(Content content, Employee author, Employee reviewer, Instant at, int atLeast) throws IOException {
        int number = line.nextPullRequest();
        List<Commit> branch = branch(content, author, at, Math.max(atLeast, 1 + random.nextInt(3)));
        Commit merged = atLeast == 1 && random.nextInt(5) < 2
                ? squash(content, author, at, number)
                : merge(content, author, at, number, branch);
        return new PullRequest(number, content.title(), author, reviewer, branch, merged);
    }

    private Commit squash(Content content, Employee author, Instant at, int number) throws IOException {
        return line.commit(
                content.path(),
                content.text(),
                List.of(line.head().id()),
                new Signature(author.person(), at.minus(Duration.ofHours(2))),
                new Signature(CODE_HOST, at),
                content.title() + " (#" + number + ")\n",
                List.of(),
                String.valueOf(number));
    }

    private Commit merge(Content content, Employee author, Instant at, int number, List<Commit> branch)
            throws IOException {
        String topic = content.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return line.commit(
                content.path(),
                content.text(),
                List.of(line.head().id(), branch.get(branch.size() - 1).id()),
                new Signature(author.person(), at),
                new Signature(CODE_HOST, at),
                "Merge pull request #" + number + " from " + author.account() + "/" + topic + "\n\n" + content.title()
                        + "\n",
                branch,
                String.valueOf(number));
    }

    /** Commits written in the hours before and rebased on the branch minutes before the merge. */
    private List<Commit> branch(Content content, Employee author, Instant merged, int count) throws IOException {
        List<Commit> branch = new ArrayList<>();
        String parent = line.head().id();
        for (int i = 1; i <= count; i++) {
            boolean last = i == count;
            String text = last ? content.text() : edited(line.text(content.path()), content.title() + ", part " + i);
            Commit commit = line.git()
                    .commit(
                            line.filesWith(content.path(), text),
                            List.of(parent),
                            new Signature(author.person(), merged.minus(Duration.ofHours(4 - i))),
                            new Signature(author.person(), merged.minusSeconds(300 - 30L * i)),
                            content.title() + (last ? "" : ", part " + i) + "\n");
            branch.add(commit);
            parent = commit.id();
        }
        return branch;
    }

    /** Puts a commit on the branch past every review. */
    Commit push(Content content, Employee author, Instant at) throws IOException {
        Signature signature = new Signature(author.person(), at);
        return line.commit(
                content.path(),
                content.text(),
                List.of(line.head().id()),
                signature,
                signature,
                content.title() + "\n");
    }
}
