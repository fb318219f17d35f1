package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A store whose records are of chosen days before a fixed noon, and whose artefacts were put long ago. */
final class RetainedStore implements AutoCloseable {
    /** When everything is looked at. */
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    static final Actor ANN = new Actor("Ann", null, "ann", Actor.Type.PERSON);

    final Store store;

    RetainedStore(Path directory) throws IOException {
        store = Store.openOrCreate(directory);
    }

    static Instant daysAgo(double days) {
        return NOW.minusSeconds((long) (days * 86_400));
    }

    /** Keeps a text, put long ago. */
    ArtefactReference keep(String name, String text) throws IOException {
        ArtefactReference kept =
                store.artefacts().put(name, "text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        age(kept);
        return kept;
    }

    /** Makes it look as if it had been put long ago. */
    void age(ArtefactReference artefact) throws IOException {
        Files.setLastModifiedTime(
                store.artefacts().file(artefact), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    /** Records something of any kind, and what it names. */
    Appended record(String kind, Instant finished, ArtefactReference... artefacts) throws IOException {
        return record(kind, finished, Map.of(), artefacts);
    }

    /** The same, with fields of its own. */
    Appended record(String kind, Instant finished, Map<String, String> fields, ArtefactReference... artefacts)
            throws IOException {
        return store.append(statement(kind, finished, fields, artefacts));
    }

    static Statement statement(
            String kind, Instant finished, Map<String, String> fields, ArtefactReference... artefacts) {
        var predicate = StrictJson.MAPPER.createObjectNode();
        fields.forEach(predicate::put);
        predicate.set(
                ControlEvidence.FIELD,
                ControlEvidence.of(
                        kind,
                        new ControlEvidence.Scope(null, null, null, null),
                        finished,
                        finished,
                        Outcome.PASSED,
                        null,
                        List.of(artefacts),
                        Examples.invocation()));
        return new Statement(
                List.of(new Statement.Subject("it", Map.of("sha256", "0".repeat(64)))),
                ControlEvidence.NAMESPACE + kind + "/v1",
                predicate);
    }

    /** A scan of that day with its report, and the gate of today, so that the ledger tells the time. */
    ArtefactReference scan(double daysAgo, String report) throws IOException {
        ArtefactReference kept = keep("report", report);
        record("scan", daysAgo(daysAgo), kept);
        return kept;
    }

    /** The ledger's newest record. */
    void today() throws IOException {
        record("gate", NOW);
    }

    Pruning pruning(int keepDays) {
        return new Pruning(store, new Retention(keepDays), NOW, Progress.NONE);
    }

    Pruning.Result prune(int keepDays) throws IOException {
        return prune(keepDays, store::appendAll);
    }

    Pruning.Result prune(int keepDays, Pruning.Recorder recorder) throws IOException {
        return pruning(keepDays).run(ANN, "the disk is full", Examples.invocation(), 1_000, recorder);
    }

    boolean isThere(ArtefactReference artefact) throws IOException {
        return store.artefacts().contains(artefact.sha256());
    }

    void delete(ArtefactReference artefact) throws IOException {
        Files.delete(store.artefacts().file(artefact));
    }

    List<Check> verify() {
        return StoreFixture.verify(store.directory(), store.verifyingKey(), null);
    }

    /** What is said of one thing that was looked at. */
    String said(String name) {
        return verify().stream()
                .filter(check -> check.name().equals(name))
                .map(check -> check.status() + ": " + check.detail())
                .findFirst()
                .orElse("nothing");
    }

    /** Nothing is wrong with the store. */
    void assertVerified() {
        List<Check> checks = verify();
        assertTrue(StoreFixture.verified(checks), checks::toString);
    }

    /** Verification says that an artefact ought to be there. */
    void assertMissed(ArtefactReference artefact) {
        String said = said("artefacts");
        assertTrue(said.startsWith("NOT_VERIFIED: ") && said.contains(artefact.sha256()), said);
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(store.directory().resolve("artefacts"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
