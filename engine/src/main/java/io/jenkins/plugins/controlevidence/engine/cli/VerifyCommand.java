package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
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
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: everything that can be checked about a store or a package. */
@Command(
        name = "verify",
        description =
                "Checks everything that can be checked about a store, or about a package that was exported from one,"
                        + " and prints one line a check. Changes nothing. For a package no store is needed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all verified, 1 something is not as it has to be, 2 something could not be checked, 64 usage error.",
            "",
            "Example: control-evidence verify --key auditor/control-evidence.pub.pem --checkpoint auditor/checkpoint-june",
            "Example: control-evidence verify audit.zip --key auditor/control-evidence.pub.pem"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CheckForNull
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PACKAGE",
            description = "A package that 'export' wrote. Without it a store is checked.")
    private Path packageFile;

    @Mixin
    private StoreOption storeOption;

    @CheckForNull
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key, kept away from the store. Without it the store's or the package's own is believed, and"
                            + " whoever could write that can have replaced it.")
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
        PrintWriter out = spec.commandLine().getOut();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        List<Check> checks;
        try {
            Consumer<Check> listener = check -> {
                progress.clear();
                if (!json) {
                    CheckLines.print(out, check);
                }
            };
            checks = packageFile == null
                    ? new StoreVerifier(storeOption.existing(), trust, listener).verify(progress)
                    : new PackageVerifier(packageFile, ThisProcess.program(), trust, listener).verify(progress);
        } finally {
            progress.clear();
        }
        if (json) {
            out.println(CheckLines.json(checks).toPrettyString());
        } else {
            summarise(out, checks);
        }
        return CheckLines.exitCode(checks);
    }

    private void summarise(PrintWriter out, List<Check> checks) {
        String what = packageFile == null ? "store" : "package";
        out.println();
        switch (CheckLines.exitCode(checks)) {
            case ExitCode.GOOD -> {
                out.println("Everything is verified.");
                if (packageFile != null) {
                    out.println(
                            "The package is whole and as it was signed. No record of its ledger is missing, changed or"
                                    + " added later, and the report says what the records say.");
                }
                if (keyFile == null) {
                    out.println("The key was the " + what + "'s own. To rule out that the whole " + what
                            + " was replaced, verify with a key and a checkpoint that were kept elsewhere"
                            + " (--key, --checkpoint).");
                }
            }
            case ExitCode.BAD ->
                out.println("This " + what + " is NOT what it has to be: do not rely on it before the lines above"
                        + " are explained.");
            default ->
                out.println("Not everything could be checked: do not rely on this " + what + " before it could.");
        }
    }
}
