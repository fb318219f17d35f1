package io.jenkins.plugins.controlevidence.engine.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commits on branches: each once, whether a run or a census or both have named it. */
final class CommitTable implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final PreparedStatement insert;
    private final PreparedStatement takeOver;
    private final PreparedStatement complete;
    private final PreparedStatement select;
    private int waiting;

    CommitTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO branch_commit (branch, id, line, position, arrived, seen, observer, built, author_name,
                  author_email, subject, contribution)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM branch_commit WHERE branch = ? AND id = ?)
                """);
        takeOver = connection.prepareStatement("""
                UPDATE branch_commit SET line = ?, position = ?, observer = ?, built = TRUE
                WHERE branch = ? AND id = ? AND NOT built
                """);
        complete = connection.prepareStatement("UPDATE branch_commit SET contribution = ? WHERE branch = ? AND id = ?");
        select = connection.prepareStatement("SELECT id, line, position, arrived FROM branch_commit WHERE branch = ?");
    }

    /** Where and when a commit is on a branch. */
    record Known(BranchPlace place, Instant arrived) {}

    /** What all commits of one observation have in common. */
    record Observation(int branch, Instant seen, long leaf, boolean built) {}

    /** Puts a commit on a branch, unless it is there already. */
    void insert(Observation by, Arrival arrival, BranchPlace place, Instant arrived) throws SQLException {
        insert.setInt(1, by.branch());
        insert.setString(2, arrival.commit().id());
        insert.setInt(3, place.line());
        insert.setLong(4, place.position());
        IndexTime.set(insert, 5, arrived);
        IndexTime.set(insert, 6, by.seen());
        insert.setLong(7, by.leaf());
        insert.setBoolean(8, by.built());
        insert.setString(9, arrival.commit().author().name());
        insert.setString(10, arrival.commit().author().email());
        insert.setString(11, arrival.commit().subject());
        insert.setString(12, write(arrival));
        insert.setInt(13, by.branch());
        insert.setString(14, arrival.commit().id());
        insert.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    /** A run names a commit that only a census had named: from now on the run speaks of it. When it arrived stays as it was. */
    void takeOver(Observation by, Arrival arrival, BranchPlace place) throws SQLException {
        takeOver.setInt(1, place.line());
        takeOver.setLong(2, place.position());
        takeOver.setLong(3, by.leaf());
        takeOver.setInt(4, by.branch());
        takeOver.setString(5, arrival.commit().id());
        takeOver.executeUpdate();
    }

    /** Says of a commit that is there what came with it. */
    void complete(int branch, Arrival arrival) throws SQLException {
        complete.setString(1, write(arrival));
        complete.setInt(2, branch);
        complete.setString(3, arrival.commit().id());
        complete.executeUpdate();
    }

    /** All commits of a branch by their ids. */
    Map<String, Known> of(int branch) throws SQLException {
        flush();
        select.setInt(1, branch);
        Map<String, Known> known = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                known.put(
                        row.getString("id"),
                        new Known(
                                new BranchPlace(row.getInt("line"), row.getLong("position")),
                                IndexTime.get(row, "arrived")));
            }
        }
        return known;
    }

    void flush() throws SQLException {
        insert.executeBatch();
        waiting = 0;
    }

    /** What the columns of the author do not say already; null where there is nothing more. */
    @CheckForNull
    private static String write(Arrival arrival) {
        Contribution contribution = Contribution.of(arrival);
        if (contribution.equals(Contribution.of(arrival.commit().author()))) {
            return null;
        }
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        ArrayNode people = json.putArray("people");
        contribution
                .people()
                .forEach(person -> people.addArray().add(person.name()).add(person.email()));
        json.put("peopleKnown", contribution.peopleKnown());
        contribution.tips().forEach(json.putArray("tips")::add);
        contribution.brought().forEach(json.putArray("brought")::add);
        json.put("request", contribution.request());
        return json.toString();
    }

    static Contribution read(Person author, @CheckForNull String text) throws SQLException {
        if (text == null) {
            return Contribution.of(author);
        }
        try {
            JsonNode json = StrictJson.MAPPER.readTree(text);
            List<Person> people = new ArrayList<>();
            json.path("people")
                    .forEach(person -> people.add(
                            new Person(person.path(0).asText(), person.path(1).asText())));
            return new Contribution(
                    people,
                    json.path("peopleKnown").asBoolean(),
                    texts(json.path("tips")),
                    texts(json.path("brought")),
                    json.path("request").textValue());
        } catch (JsonProcessingException e) {
            throw new SQLException("what came with a commit cannot be read", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        takeOver.close();
        complete.close();
        select.close();
    }
}
