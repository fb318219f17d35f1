package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository of one commit, what commands record of it in its store, and what they say of that. */
final class SampleRepository {
    /** Somebody else than the author of the first commit. */
    static final String BEN = "Ben Reviewer <ben@example.org>";

    final Path repository;

    final Path store;

    final GitCommand git;

    SampleRepository(Path directory) {
        repository = directory;
        store = directory.resolve(".control-evidence");
        git = GitCommand.init(directory);
        git.commit("README.md", "Hello\n");
    }

    /** The full id of the commit that is checked out. */
    String head() {
        return git.run("rev-parse", "HEAD").strip();
    }

    /** The address of who wrote the newest commit. */
    String author() {
        return git.run("log", "-1", "--format=%ae").strip();
    }

    /** The id of the first record that a command has made. */
    static String record(Ran ran) {
        Matcher matcher = Pattern.compile("Record   ([0-9a-f]{64})").matcher(ran.out());
        assertTrue(matcher.find(), ran::toString);
        return matcher.group(1);
    }

    /** The kinds of all records that a command has made. */
    static List<String> recorded(Ran ran) {
        return Pattern.compile("Recorded (\\S+)")
                .matcher(ran.out())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The predicate of the first record that a command has made. */
    JsonNode predicate(Ran ran) throws Exception {
        Ran show = control("show", record(ran), "--store", store);
        return new ObjectMapper().readTree(show.out()).at("/statement/predicate");
    }
}
