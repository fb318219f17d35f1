package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The commits of a change, the population that evidence is measured against: the artefact that a run's or a census' record
 * names {@value #NAME}. JSON lines, one commit a line, newest first, written and read as a stream. A line may say what came
 * with its commit; of a merge whose line does not, it is not known who wrote what it brought.
 */
public final class CommitsDocument {
    /** Name of the artefact in a record. */
    public static final String NAME = "commits";

    /** Media type of the artefact. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    private static final int MAX_LINE = 1_000_000;

    private CommitsDocument() {}

    /** Is told the commits of a document, in its order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A commit.
         *
         * @param commit the commit, its texts redacted
         * @throws IOException ends the reading
         */
        void commit(Commit commit) throws IOException;
    }

    /**
     * Writes the document of a change.
     *
     * @param commits its commits
     * @param redaction takes the credentials out of a text: people write them into commit messages, and even into names
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(Iterable<Commit> commits, UnaryOperator<String> redaction, OutputStream to)
            throws IOException {
        lines(commits, commit -> json(commit, redaction), to);
    }

    /**
     * Writes the document of a change that is known with all that it brought.
     *
     * @param arrivals its commits
     * @param redaction takes the credentials out of a text
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void writeArrivals(Iterable<Arrival> arrivals, UnaryOperator<String> redaction, OutputStream to)
            throws IOException {
        lines(arrivals, arrival -> json(arrival, redaction), to);
    }

    private static <T> void lines(Iterable<T> items, Function<T, ObjectNode> line, OutputStream to) throws IOException {
        JsonGenerator json = StrictJson.MAPPER.createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(null);
        for (T item : items) {
            StrictJson.MAPPER.writeTree(json, line.apply(item));
            json.writeRaw('\n');
        }
        json.close();
    }

    private static ObjectNode json(Arrival arrival, UnaryOperator<String> redaction) {
        ObjectNode json = json(arrival.commit(), redaction);
        if (arrival.request() != null) {
            json.put("request", arrival.request());
        }
        if (arrival.commit().parents().size() > 1) {
            ObjectNode merged = json.putObject("merged");
            merged.put("total", arrival.total());
            ArrayNode brought = merged.putArray("commits");
            arrival.brought().forEach(brought::add);
            merged.put("peopleKnown", arrival.peopleKnown());
            ArrayNode people = merged.putArray("people");
            for (Person person : arrival.people()) {
                people.addObject()
                        .put("name", redaction.apply(person.name()))
                        .put("email", redaction.apply(person.email()));
            }
        }
        return json;
    }

    private static ObjectNode json(Commit commit, UnaryOperator<String> redaction) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode().put("id", commit.id());
        ArrayNode parents = json.putArray("parents");
        commit.parents().forEach(parents::add);
        json.put("authorName", redaction.apply(commit.author().name()));
        json.put("authorEmail", redaction.apply(commit.author().email()));
        json.put("authored", commit.authored().toString());
        json.put("committerName", redaction.apply(commit.committer().name()));
        json.put("committerEmail", redaction.apply(commit.committer().email()));
        json.put("committed", commit.committed().toString());
        return json.put("subject", redaction.apply(commit.subject()));
    }

    /**
     * Reads a document.
     *
     * @param from the document; read to its end, not closed
     * @param visitor is told its commits
     * @throws EvidenceException if a line is no commit; the message says which
     * @throws IOException if it cannot be read
     */
    public static void read(InputStream from, Visitor visitor) throws IOException {
        readArrivals(from, arrival -> visitor.commit(arrival.commit()));
    }

    /** Is told what came to a branch, in the document's order. */
    @FunctionalInterface
    public interface ArrivalVisitor {
        /**
         * A commit with all that came with it.
         *
         * @param arrival the commit; of a merge about which the document says no more, people are not known
         * @throws IOException ends the reading
         */
        void arrival(Arrival arrival) throws IOException;
    }

    /**
     * Reads a document with what came with each commit.
     *
     * @param from the document; read to its end, not closed
     * @param visitor is told its commits
     * @throws EvidenceException if a line is no commit; the message says which
     * @throws IOException if it cannot be read
     */
    public static void readArrivals(InputStream from, ArrivalVisitor visitor) throws IOException {
        InputStream in = new BufferedInputStream(from, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
                if (line.size() > MAX_LINE) {
                    throw new EvidenceException("Line " + number + " of the commits document is too long");
                }
            } else {
                visitor.arrival(arrival(number, line.toByteArray()));
                line.reset();
                number++;
            }
        }
        if (line.size() > 0) {
            throw new EvidenceException("The commits document is cut off in line " + number);
        }
    }

    private static Arrival arrival(int number, byte[] line) throws EvidenceException {
        String what = "Line " + number + " of the commits document";
        JsonNode json = StrictJson.object(what, line);
        try {
            return arrival(commit(json), json);
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw new EvidenceException(what + " is no commit", e);
        }
    }

    private static Commit commit(JsonNode json) {
        return new Commit(
                json.required("id").textValue(),
                texts(json.required("parents")),
                new Person(
                        json.required("authorName").textValue(),
                        json.required("authorEmail").textValue()),
                Instant.parse(json.required("authored").textValue()),
                new Person(
                        json.required("committerName").textValue(),
                        json.required("committerEmail").textValue()),
                Instant.parse(json.required("committed").textValue()),
                json.required("subject").textValue());
    }

    private static Arrival arrival(Commit commit, JsonNode json) {
        String request = json.path("request").textValue();
        Set<Person> people = new LinkedHashSet<>();
        JsonNode merged = json.path("merged");
        if (merged.isMissingNode()) {
            people.addAll(List.of(commit.author(), commit.committer()));
            boolean alone = commit.parents().size() < 2;
            return new Arrival(commit, List.of(), 0, List.copyOf(people), alone, request);
        }
        for (JsonNode person : merged.required("people")) {
            people.add(new Person(
                    person.required("name").textValue(),
                    person.required("email").textValue()));
        }
        return new Arrival(
                commit,
                texts(merged.required("commits")),
                merged.required("total").intValue(),
                List.copyOf(people),
                merged.required("peopleKnown").booleanValue(),
                request);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
