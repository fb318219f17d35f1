package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.ledger.KeyRotation;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code key rotate}: replaces the store's signing key. */
@Command(
        name = "rotate",
        description =
                "Replaces the store's signing key. The old key signs a record that names the new one and is then deleted;"
                        + " records from before stay verifiable. Prints the new public key.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the key was replaced, 2 it was not, 64 usage error.",
            "",
            "Example: control-evidence key rotate --why \"yearly rotation, OPS-31\" > auditor/control-evidence.pub.pem"
        })
final class KeyRotateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Option(names = "--why", required = true, paramLabel = "REASON", description = "Why, for the record.")
    private String why;

    @Override
    public Integer call() throws Exception {
        if (why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--why needs a reason: it is recorded.");
        }
        VerifyingKey key = KeyRotation.rotate(
                store.existing(), System.getProperty("user.name"), why, Instant.now(), ThisProcess.invocation());
        spec.commandLine().getOut().println(key.toPem().strip());
        return ExitCode.GOOD;
    }
}
