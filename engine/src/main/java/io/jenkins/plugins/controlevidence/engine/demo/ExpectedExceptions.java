package io.jenkins.plugins.controlevidence.engine.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The list of what was made to go wrong, filled by whoever makes it go wrong. */
final class ExpectedExceptions {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Supplier<ExpectedException>> list = new ArrayList<>();

    void commit(String test, Mainline line, String commit, String why) {
        add(test, "commit", line, commit, why);
    }

    /** Adds an item of a repository; {@code test} is {@code requirement/test}. */
    void add(String test, String kind, Mainline line, String name, String why) {
        add(test, kind, line.project().uri(), name, "", why);
    }

    /** Adds an item; {@code test} is {@code requirement/test}. */
    void add(String test, String kind, String repository, String name, String detail, String why) {
        String[] ids = test.split("/", 2);
        list.add(() -> new ExpectedException(ids[0], ids[1], kind, repository, name, detail, why));
    }

    /** Adds an item that is named by its record, which may not be in the store yet; {@code test} is {@code requirement/test}. */
    void record(String test, String kind, Journal.Entry record, String detail, String why) {
        String[] ids = test.split("/", 2);
        list.add(() -> new ExpectedException(ids[0], ids[1], kind, null, record.id(), detail, why));
    }

    /** The whole list; call it when all records are in the store. */
    List<ExpectedException> all() {
        return list.stream().map(Supplier::get).distinct().toList();
    }

    static void write(List<ExpectedException> expected, Path file) throws IOException {
        DurableFile.write(file, JSON.writeValueAsBytes(expected));
    }
}
