package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A made-up year on disk.
 *
 * @param directory where all of it is: {@code store/}, {@code repositories/}, {@code expected.json}
 * @param plan what it was made from
 * @param records how many records are in the store
 * @param commits how many commits are on the protected branches
 * @param expected the exceptions that a report must show, and no others
 */
public record GeneratedYear(
        Path directory, DemoPlan plan, long records, long commits, List<ExpectedException> expected) {
    /** Name of the store's directory. */
    public static final String STORE = "store";

    /** Name of the directory with the git repositories. */
    public static final String REPOSITORIES = "repositories";

    /** Name of the file with what a report must show. */
    public static final String EXPECTED = "expected.json";

    /** Copies the list. */
    public GeneratedYear {
        expected = List.copyOf(expected);
    }

    /**
     * Makes a year.
     *
     * @param directory where to; must be empty or not there
     * @param plan which year
     * @param progress is told how many days have passed
     * @return what was made
     * @throws IOException if the directory is not empty, or cannot be written
     * @throws SourceException if a repository that was just written cannot be read
     */
    public static GeneratedYear write(Path directory, DemoPlan plan, Progress progress)
            throws IOException, SourceException {
        requireEmpty(directory);
        try (Store store = Store.openOrCreateMadeUp(directory.resolve(STORE))) {
            Company company = new Company(directory.resolve(REPOSITORIES), plan, store);
            company.live(progress);
            List<ExpectedException> expected = company.expected();
            ExpectedExceptions.write(expected, directory.resolve(EXPECTED));
            return new GeneratedYear(directory, plan, company.records(), company.commits(), expected);
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(
                            directory.toString(), null, "it is not empty; name another directory, or delete this one");
                }
            }
        }
    }
}
