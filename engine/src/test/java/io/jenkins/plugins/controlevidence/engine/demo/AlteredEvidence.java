package io.jenkins.plugins.controlevidence.engine.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The records of a part of a made-up year, to be written anew with one of them removed, delayed or altered. Signed by the same
 * key, what is not altered keeps its id, so that records go on naming one another.
 */
final class AlteredEvidence {
    private static final Catalogue CATALOGUE = Catalogue.soc2();

    private final Path original;
    private final ReportRequest request;
    private final List<Entry> entries = new ArrayList<>();

    /** A record with its statement. */
    record Entry(EvidenceRecord record, Statement statement) {}

    /** Reads the records of some days, and what was recorded just before and after them. */
    AlteredEvidence(Path store, LocalDate from, LocalDate to) throws IOException {
        original = store;
        request = new ReportRequest(from, to, to, Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
        Instant first = request.start().minusSeconds(3 * 86_400);
        Instant last = request.end().plusSeconds(3 * 86_400);
        try (Store read = Store.openReadOnly(store)) {
            read.ledger().entries(0, (leaf, id, envelope) -> {
                EvidenceRecord record = RecordReader.read(id, envelope);
                boolean inside =
                        !record.finished().isBefore(first) && record.finished().isBefore(last);
                if (inside || record.kind().equals("census")) {
                    entries.add(new Entry(record, Envelope.parse(envelope).statement()));
                }
            });
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** What a report says of these records. */
    ControlReport report(Path scratch, List<Statement> statements) throws IOException {
        Path directory = Files.createTempDirectory(scratch, "store");
        copyKeys(directory);
        Files.createSymbolicLink(
                directory.resolve("artefacts"), original.resolve("artefacts").toAbsolutePath());
        try (Store store = Store.openOrCreate(directory)) {
            store.appendAll(statements);
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                return ControlReport.of(CATALOGUE, index, request);
            }
        } finally {
            delete(directory);
        }
    }

    private void copyKeys(Path directory) throws IOException {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        try (Stream<Path> files = Files.list(original.resolve("keys"))) {
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The statements as they are. */
    List<Statement> statements() {
        return entries.stream().map(Entry::statement).toList();
    }

    /** All but one. */
    List<Statement> without(Entry removed) {
        return entries.stream()
                .filter(entry -> entry != removed)
                .map(Entry::statement)
                .toList();
    }

    /** All, one of them changed. */
    List<Statement> with(Entry changed, Statement by) {
        return entries.stream()
                .map(entry -> entry == changed ? by : entry.statement())
                .toList();
    }

    /** The same said later: everything about it happened up to three days after. */
    static Statement delayed(Entry entry, Random random) {
        long seconds = 3600L * (1 + random.nextInt(72));
        ObjectNode predicate = entry.statement().predicate().deepCopy();
        ObjectNode extension = extension(predicate);
        for (String time : List.of("started", "finished")) {
            extension.put(
                    time,
                    Instant.parse(extension.get(time).asText())
                            .plusSeconds(seconds)
                            .toString());
        }
        if (predicate.path("at").isTextual()) {
            predicate.put(
                    "at",
                    Instant.parse(predicate.get("at").asText())
                            .plusSeconds(seconds)
                            .toString());
        }
        return new Statement(entry.statement().subjects(), entry.statement().predicateType(), predicate);
    }

    /** The same with something worse or something else in it: no result, or of a commit that is none. */
    static Statement altered(Entry entry, Random random) {
        ObjectNode predicate = entry.statement().predicate().deepCopy();
        ObjectNode extension = extension(predicate);
        if (random.nextBoolean() && extension.has("commit")) {
            String other = String.format("%040x", random.nextLong() >>> 1);
            extension.put("commit", other);
            if (predicate.has("commit")) {
                predicate.put("commit", other);
            }
        } else {
            extension
                    .put("outcome", random.nextBoolean() ? "ERROR" : "NOT_PROVEN")
                    .put("reason", "altered by a test");
        }
        return new Statement(entry.statement().subjects(), entry.statement().predicateType(), predicate);
    }

    private static ObjectNode extension(ObjectNode predicate) {
        return (ObjectNode) predicate.get("controlEvidence");
    }
}
