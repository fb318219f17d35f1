package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: everything that can be checked about a store. */
@Command(
        name = "verify",
        description = "Checks everything that can be checked about a store, and prints one line a check."
                + " Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all verified, 1 something is not as it has to be, 2 something could not be checked, 64 usage error.",
            "",
            "Example: control-evidence verify --key auditor/control-evidence.pub.pem --checkpoint auditor/checkpoint-june"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @CheckForNull
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key, kept away from the store. Without it the store's own is believed, and whoever can"
                            + " write the store can have replaced it.")
    private Path keyFile;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A copy of the store's ledger/checkpoint, kept away from the store earlier: shows that nothing"
                            + " recorded before it was taken away or changed since. May be repeated.")
    private List<Path> checkpointFiles = List.of();

    @Option(
            names = "--tsa-certificate",
            paramLabel = "FILE",
            description =
                    "A certificate (PEM or DER) of a time-stamping authority, or of those who vouch for it. Without one it is"
                            + " checked that time stamps are whole, but not whose they are. May be repeated.")
    private List<Path> authorityFiles = List.of();

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "The key of a witness, name+hash+key, whose cosignatures have to be there. May be repeated.")
    private List<String> witnessKeys = List.of();

    @Option(names = "--json", description = "Print the checks as JSON.")
    private boolean json;

    private Trust trust() throws IOException {
        Set<X509Certificate> authorities = new HashSet<>();
        for (Path file : authorityFiles) {
            authorities.addAll(Certificates.read(file));
        }
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : checkpointFiles) {
            checkpoints.add(Checkpoint.parse(Files.readAllBytes(file)));
        }
        List<Witness> witnesses = new ArrayList<>();
        for (String witness : witnessKeys) {
            witnesses.add(Witness.parse(witness));
        }
        return new Trust(
                keyFile == null ? null : VerifyingKey.parse(Files.readString(keyFile)),
                checkpoints,
                authorities,
                witnesses);
    }

    @Override
    public Integer call() throws Exception {
        Trust trust = trust();
        Path store = storeOption.existing();
        PrintWriter out = spec.commandLine().getOut();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        List<Check> checks;
        try {
            checks = new StoreVerifier(store, trust, check -> {
                        progress.clear();
                        if (!json) {
                            print(out, check);
                        }
                    })
                    .verify(progress);
        } finally {
            progress.clear();
        }
        if (json) {
            out.println(json(checks).toPrettyString());
        } else {
            summarise(out, checks);
        }
        return exitCode(checks);
    }

    private static void print(PrintWriter out, Check check) {
        String status =
                switch (check.status()) {
                    case VERIFIED -> "verified";
                    case NOT_VERIFIED -> "NOT VERIFIED";
                    case COULD_NOT_CHECK -> "COULD NOT CHECK";
                };
        out.printf("%-16s %-16s %s%n", status, check.name(), Printable.of(check.detail()));
    }

    private void summarise(PrintWriter out, List<Check> checks) {
        out.println();
        switch (exitCode(checks)) {
            case ExitCode.GOOD -> {
                out.println("Everything is verified.");
                if (keyFile == null) {
                    out.println(
                            "The key was the store's own. To rule out that the whole store was replaced, verify with a key"
                                    + " and a checkpoint that were kept elsewhere (--key, --checkpoint).");
                }
            }
            case ExitCode.BAD ->
                out.println("This store is NOT what it has to be: do not rely on it before the lines above"
                        + " are explained.");
            default -> out.println("Not everything could be checked: do not rely on this store before it could.");
        }
    }

    private static ArrayNode json(List<Check> checks) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        checks.forEach(check -> array.addObject()
                .put("check", check.name())
                .put("status", check.status().name())
                .put("detail", check.detail()));
        return array;
    }

    private static int exitCode(List<Check> checks) {
        if (checks.stream().anyMatch(check -> check.status() == Check.Status.NOT_VERIFIED)) {
            return ExitCode.BAD;
        }
        boolean all = !checks.isEmpty() && checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED);
        return all ? ExitCode.GOOD : ExitCode.UNKNOWN;
    }
}
