package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code credentials}: how old the keys of a system are, and whose access ended. */
@Command(
        name = "credentials",
        description =
                "Records how old the keys are that programs use, as the system's export says: today the credential report"
                        + " of AWS IAM. Those of other systems are recorded by 'record credential-inventory'.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all were replaced in time, 1 one is overdue or somebody who left kept their access, 2 an age is not"
                    + " known, or nothing was recorded, 64 usage error.",
            "",
            "Example: control-evidence credentials aws:123456789012 --file credential-report.csv --rotation-days 90"
        })
final class CredentialsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExportOptions export;

    @Option(
            names = "--rotation-days",
            required = true,
            paramLabel = "DAYS",
            description = "After how many days a key has to be replaced.")
    private int rotationDays;

    @CheckForNull
    @Option(
            names = "--leavers",
            paramLabel = "FILE",
            description = "Who left: a table in CSV with the columns account, left, revoked.")
    private Path leavers;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        if (rotationDays < 1) {
            throw new ParameterException(spec.commandLine(), "--rotation-days is at least 1.");
        }
        AccessSnapshot snapshot = export.snapshot();
        if (snapshot.accounts().stream().allMatch(account -> account.keys().isEmpty())) {
            throw new EvidenceException(
                    "The export (" + snapshot.source() + ") says nothing of keys. Take one that does, such"
                            + " as the credential report of AWS IAM, or use 'control-evidence record credential-inventory'.");
        }
        CredentialInventory inventory = CredentialInventory.of(
                snapshot, rotationDays, leavers == null ? List.of() : AccessSheets.leavers(leavers));
        try (Store store = Store.open(storeOption.existing())) {
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, spec.commandLine().getOut())
                            .record(List.of(inventory), export.keep(snapshot, store)));
        }
    }
}
