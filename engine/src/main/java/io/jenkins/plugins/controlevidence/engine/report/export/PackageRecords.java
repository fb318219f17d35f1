package io.jenkins.plugins.controlevidence.engine.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.ledger.InclusionProof;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The records that a package shows one by one, beside the ledger that has them all: those of the period, and those that the
 * report names. A line each, in the order of the ledger, in two files.
 */
final class PackageRecords {
    private final Ledger ledger;
    private final long size;
    private final BitSet shown = new BitSet();

    private PackageRecords(Ledger ledger, long size) {
        this.ledger = ledger;
        this.size = size;
    }

    /** Chooses the records, of a ledger as it was at a size. */
    static PackageRecords of(ControlReport report, PackageScope scope, Ledger ledger, long size, Progress progress)
            throws IOException {
        PackageRecords records = new PackageRecords(ledger, size);
        Set<String> named = named(report);
        ledger.entries(0, size, (index, id, entry) -> {
            if (named.contains(id) || scope.shows(RecordReader.read(id, entry))) {
                records.shown.set(Math.toIntExact(index));
            }
            progress.update("choosing records", index + 1, size, "records");
        });
        return records;
    }

    private static Set<String> named(ControlReport report) {
        Set<String> ids = new HashSet<>();
        report.results().stream()
                .flatMap(result -> result.tests().stream())
                .flatMap(test -> test.items().stream())
                .map(Item::records)
                .forEach(ids::addAll);
        return ids;
    }

    /** How many they are. */
    int count() {
        return shown.cardinality();
    }

    /** Writes the envelopes, byte for byte the entries of the ledger. */
    void writeEnvelopes(OutputStream to) throws IOException {
        ledger.entries(0, size, (index, id, entry) -> {
            if (shown.get((int) index)) {
                to.write(entry);
                to.write('\n');
            }
        });
    }

    /** Writes the proofs: {@code {"index":…,"id":"<leaf hash, hexadecimal>","hashes":["<base64>",…]}}. */
    void writeProofs(OutputStream to) throws IOException {
        if (shown.isEmpty()) {
            return;
        }
        ledger.inclusionProofs(shown.stream().asLongStream(), size, (id, proof) -> {
            to.write(StrictJson.MAPPER.writeValueAsBytes(json(id, proof)));
            to.write('\n');
        });
    }

    private static ObjectNode json(String id, InclusionProof proof) {
        ObjectNode json =
                StrictJson.MAPPER.createObjectNode().put("index", proof.index()).put("id", id);
        ArrayNode hashes = json.putArray("hashes");
        proof.hashes().forEach(hashes::add);
        return json;
    }
}
