package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Go project's packages for signed notes and tiled logs read our ledger and accept our proofs. */
class GoInteroperabilityTest {
    private static final Path MODULE = Path.of("src/test/go").toAbsolutePath();

    @TempDir
    Path temporary;

    @Test
    void goOpensTheCheckpointReadsEveryTileAndEntryAndAcceptsTheProofs() throws Exception {
        OtherTools.require("go");
        OtherTools.prepare(MODULE, List.of("go", "mod", "download"));
        Path program = temporary.resolve("ledgercheck");
        OtherTools.prepare(MODULE, List.of("go", "build", "-o", program.toString(), "."));
        for (int size : new int[] {1, 255, 256, 257, 70_000}) {
            Path directory = temporary.resolve("store" + size);
            String key = fill(directory, size);
            Path proofs = temporary.resolve("proofs.json");
            int count = writeProofs(directory, proofs);

            OtherTools.Result result = check(program, directory, key, proofs);

            assertEquals(
                    "verified: " + size + " entries, " + count + " inclusion proofs, " + count
                            + " consistency proofs\n",
                    result.output());
            assertEquals(0, result.exitCode());

            Path tile = directory.resolve("ledger/" + TilePath.in(size, 0, 0));
            byte[] changed = Files.readAllBytes(tile);
            changed[5] ^= 1;
            Files.write(tile, changed);
            assertTrue(check(program, directory, key, proofs).exitCode() != 0, "the check must be able to fail");
        }
    }

    private OtherTools.Result check(Path program, Path directory, String key, Path proofs) throws Exception {
        return OtherTools.run(
                temporary,
                List.of(program.toString(), directory.resolve("ledger").toString(), key, proofs.toString()));
    }

    private static String fill(Path directory, int size) throws IOException {
        try (Store store = Store.openOrCreate(directory)) {
            for (int from = 0; from < size; from += 1_000) {
                store.ledger()
                        .append(IntStream.range(from, Math.min(size, from + 1_000))
                                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.US_ASCII))
                                .toList());
            }
            return store.verifyingKey().noteKey(store.origin());
        }
    }

    private static int writeProofs(Path directory, Path to) throws IOException {
        int count = 40;
        Random random = new Random(7);
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        ArrayNode inclusion = json.putArray("Inclusion");
        ArrayNode consistency = json.putArray("Consistency");
        try (Store store = Store.openReadOnly(directory)) {
            Ledger ledger = store.ledger();
            for (int i = 0; i < count; i++) {
                long size = i == 0 ? ledger.size() : 1 + random.nextLong(ledger.size());
                long index = i == 0 ? size - 1 : random.nextLong(size);
                ObjectNode proof = inclusion.addObject().put("Index", index).put("Size", size);
                proof.put("Leaf", TreeHash.leaf(ledger.entry(index))).put("Root", ledger.root(size));
                ArrayNode path = proof.putArray("Hashes");
                ledger.inclusionProof(index, size).hashes().forEach(path::add);

                proof = consistency.addObject().put("OldSize", size).put("NewSize", ledger.size());
                proof.put("OldRoot", ledger.root(size))
                        .put("NewRoot", ledger.checkpoint().root());
                ArrayNode nodes = proof.putArray("Hashes");
                ledger.consistencyProof(size, ledger.size()).hashes().forEach(nodes::add);
            }
        }
        Files.writeString(to, json.toString());
        return count;
    }
}
