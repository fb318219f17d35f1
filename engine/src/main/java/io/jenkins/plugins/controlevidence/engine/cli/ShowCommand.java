package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.InclusionProof;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: one record with the proof that it is in the ledger. */
@Command(
        name = "show",
        description = "Prints one record as JSON: its statement, its envelope, and the proof that the ledger holds it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: control-evidence show 1f3a9c04"})
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The record's id, or as much of its beginning as no other record has.")
    private RecordPrefix id;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        try (Store store = Store.openReadOnly(storeOption.existing())) {
            spec.commandLine().getOut().println(json(store, id.only(store)).toPrettyString());
        }
        return ExitCode.GOOD;
    }

    private static ObjectNode json(Store store, long index) throws Exception {
        Ledger ledger = store.ledger();
        byte[] entry = ledger.entry(index);
        Envelope envelope = Envelope.parse(entry);
        Checkpoint checkpoint = ledger.checkpoint();
        InclusionProof proof = ledger.inclusionProof(index, checkpoint.size());

        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", ledger.id(index));
        json.put("index", index);
        json.put("signatureVerified", store.hasSigned(envelope));
        json.set("statement", new ObjectMapper().readTree(envelope.payload()));
        json.put("envelope", new String(entry, StandardCharsets.UTF_8));
        ObjectNode inclusion = json.putObject("inclusionProof");
        inclusion.put("treeSize", proof.size());
        ArrayNode hashes = inclusion.putArray("hashes");
        proof.hashes().forEach(hash -> hashes.add(Base64.getEncoder().encodeToString(hash)));
        json.put("checkpoint", new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
        return json;
    }
}
