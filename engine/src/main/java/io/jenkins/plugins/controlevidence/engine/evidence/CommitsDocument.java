package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The commits of a change, the population that evidence is measured against: the artefact that a run's record names {@value
 * #NAME}. JSON lines, one commit a line, newest first, written and read as a stream.
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
        JsonGenerator json = StrictJson.MAPPER.createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(null);
        for (Commit commit : commits) {
            StrictJson.MAPPER.writeTree(json, json(commit, redaction));
            json.writeRaw('\n');
        }
        json.close();
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
                visitor.commit(commit(number, line.toByteArray()));
                line.reset();
                number++;
            }
        }
        if (line.size() > 0) {
            throw new EvidenceException("The commits document is cut off in line " + number);
        }
    }

    private static Commit commit(int number, byte[] line) throws EvidenceException {
        String what = "Line " + number + " of the commits document";
        JsonNode json = StrictJson.object(what, line);
        try {
            List<String> parents = new ArrayList<>();
            json.required("parents").forEach(parent -> parents.add(parent.textValue()));
            return new Commit(
                    json.required("id").textValue(),
                    parents,
                    new Person(
                            json.required("authorName").textValue(),
                            json.required("authorEmail").textValue()),
                    Instant.parse(json.required("authored").textValue()),
                    new Person(
                            json.required("committerName").textValue(),
                            json.required("committerEmail").textValue()),
                    Instant.parse(json.required("committed").textValue()),
                    json.required("subject").textValue());
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw new EvidenceException(what + " is no commit", e);
        }
    }
}
