package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code key}: the public key, to be kept away from the store. */
@Command(
        name = "key",
        description =
                "Prints the store's public key. Keep it away from the store: it is what an auditor verifies with.",
        mixinStandardHelpOptions = true,
        subcommands = KeyRotateCommand.class,
        footer = {"", "Example: control-evidence key > auditor/control-evidence.pub.pem"})
final class KeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--note",
            description = "Print it as a signed-note verifier key (C2SP), for tools that read checkpoints.")
    private boolean note;

    @Option(names = "--json", description = "Print both forms and the key's id as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Store opened = Store.openReadOnly(store.existing())) {
            VerifyingKey key = opened.verifyingKey();
            if (json) {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                object.put("keyid", key.keyId());
                object.put("pem", key.toPem());
                object.put("note", key.noteKey(opened.origin()));
                spec.commandLine().getOut().println(object.toPrettyString());
            } else {
                spec.commandLine()
                        .getOut()
                        .println(
                                note
                                        ? key.noteKey(opened.origin())
                                        : key.toPem().strip());
            }
        }
        return ExitCode.GOOD;
    }
}
