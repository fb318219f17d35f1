package io.jenkins.plugins.controlevidence.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Census;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** January 2026 in a store: what was recorded, and what the report says of it. */
final class Story implements AutoCloseable {
    static final String REPOSITORY = "https://git.example.org/shop";
    static final String BEN = "{name: Ben, email: ben@example.org, account: ben, type: person}";
    static final String ANN = "{name: Ann Example, email: ann@example.org, account: ann, type: person}";
    static final String CLEO = "{name: Cleo, email: cleo@example.org, account: cleo, type: person}";

    /** The last commit of what {@link #merge} brings, and the one before. */
    static final String TIP = "c".repeat(40);

    static final String OLDER = "d".repeat(40);

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 1, 31);
    private static final Invocation INVOCATION =
            new Invocation("https://example.org/builder", null, null, "host", "test");

    private final Store store;
    final RecordedBranch shop;
    private String overlay = "";

    Story(Path directory) throws IOException {
        store = Store.openOrCreate(directory);
        shop = new RecordedBranch(store, REPOSITORY, "main", 1);
    }

    /** Nine in the morning of a day of January. */
    static Instant day(int day) {
        return Instant.parse("2026-01-01T09:00:00Z").plus(Duration.ofDays(day - 1L));
    }

    Store store() {
        return store;
    }

    /** Records an activity: the kind's example with some fields changed, in YAML's short form; gives the record's id. */
    String record(String kind, String fields) throws IOException {
        shop.flush();
        ObjectNode document = StrictJson.object(
                "the example", ActivityKinds.of(kind).orElseThrow().example());
        document.remove("totals");
        Map<?, ?> changes = Yaml.MAPPER.readValue("{" + fields + "}", Map.class);
        changes.forEach((field, value) -> {
            if (value == null) {
                document.remove(field.toString());
            } else {
                document.set(field.toString(), StrictJson.MAPPER.valueToTree(value));
            }
        });
        byte[] json = document.toString().getBytes(StandardCharsets.UTF_8);
        return store.append(ActivityStatement.of(ActivityReader.read(kind, json, kind), INVOCATION, List.of()))
                .id();
    }

    /** Takes a record back. */
    void retract(String id, String fields) throws IOException {
        record("retraction", "record: " + id + ", at: '2026-01-30T10:00:00Z', replacement: null" + fields);
    }

    /** The id of the record made last. */
    String last() throws IOException {
        shop.flush();
        return store.ledger().id(store.ledger().size() - 1);
    }

    void census(Instant taken, List<Arrival> arrivals) throws IOException {
        shop.flush();
        Arrivals read = new Arrivals(
                new RepositoryIdentity(REPOSITORY),
                "main",
                arrivals.get(0).commit().id(),
                false,
                arrivals);
        ArtefactReference document = store.artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        to -> CommitsDocument.writeArrivals(arrivals, text -> text, to));
        store.append(ActivityStatement.of(Census.of(read, FROM, TO, taken), INVOCATION, List.of(document)));
    }

    /** A merge by Ben of what Ann wrote, and what the repository says of it. */
    Commit merge(String request) throws IOException {
        shop.push(day(1), 1);
        Person ben = new Person("Ben", "ben@example.org");
        Change change = shop.push(day(1).plusSeconds(60), 0);
        Commit merge = new Commit(
                "a".repeat(40),
                List.of(change.head(), TIP),
                ben,
                day(2).minusSeconds(60),
                ben,
                day(2).minusSeconds(60),
                "Merge pull request #" + request);
        shop.run(day(2), List.of(merge), Continuity.CONTINUED, false);
        Person ann = new Person("Ann Example", "ann@example.org");
        census(day(3), List.of(new Arrival(merge, List.of(TIP, OLDER), 2, List.of(ann), true, request)));
        return merge;
    }

    /** A deployment by Cleo of what Ann wrote. */
    void deploy(String commit, Instant at, String fields) throws IOException {
        record(
                "deployment",
                "repository: '" + REPOSITORY + "', commit: " + commit + ", at: '" + at + "', deployer: " + CLEO
                        + ", authors: [" + ANN + "]" + fields);
    }

    /** Lays a catalogue over the shipped one. */
    Story asking(String catalogue) {
        overlay = catalogue;
        return this;
    }

    ControlReport report() throws IOException, CatalogueException {
        shop.flush();
        ReportRequest request = new ReportRequest(FROM, TO, TO, Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
        Catalogue catalogue = overlay.isEmpty()
                ? Catalogue.soc2()
                : Catalogue.parse("overlay", overlay.getBytes(StandardCharsets.UTF_8));
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            return ControlReport.of(catalogue, index, request);
        }
    }

    /** What the report says of one test, such as {@code CC8.1-gate/commits}. */
    TestResult test(String name) throws IOException, CatalogueException {
        String[] parts = name.split("/");
        return report().results().stream()
                .filter(result -> result.requirement().id().equals(parts[0]))
                .flatMap(result -> result.tests().stream())
                .filter(test -> test.test().id().equals(parts[1]))
                .findFirst()
                .orElseThrow();
    }

    /** A test of the report finds that its requirement operated. */
    void operated(String test) throws Exception {
        TestResult result = test(test);
        assertEquals(Conclusion.OPERATED, result.conclusion(), () -> test + ": " + reasons(result));
    }

    /** The exceptions are just these, in the order of the report: each reason has its part. */
    void exceptions(String test, String... parts) throws Exception {
        TestResult result = test(test);
        List<String> reasons = reasons(result);
        assertEquals(parts.length, reasons.size(), () -> test + ": " + reasons);
        for (int i = 0; i < parts.length; i++) {
            assertTrue(reasons.get(i).contains(parts[i]), parts[i] + " is not in " + reasons);
        }
        assertTrue(result.conclusion() != Conclusion.OPERATED, test);
    }

    /** What the report says of each exception. */
    static List<String> reasons(TestResult result) {
        return result.items().stream()
                .filter(item -> item.standing() == Item.Standing.EXCEPTION)
                .map(Item::reason)
                .toList();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** Reads the short form. */
    private static final class Yaml {
        static final ObjectMapper MAPPER = new YAMLMapper();
    }
}
