package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.MfaEnrolment;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mfa}: which accounts of a system have a second factor. */
@Command(
        name = "mfa",
        description =
                "Records which of the accounts that people log in with have a second factor, as the system's export"
                        + " says. What it does not say is unknown, never a no.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all have one or an exception that holds, 1 somebody has none, 2 it is not known of everybody, or"
                    + " nothing was recorded, 64 usage error.",
            "",
            "Example: control-evidence mfa aws:123456789012 --file credential-report.csv --exceptions exceptions.csv"
        })
final class MfaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExportOptions export;

    @CheckForNull
    @Option(
            names = "--exceptions",
            paramLabel = "FILE",
            description =
                    "Exceptions that were granted: a table in CSV with the columns account, why, until, approved by.")
    private Path exceptions;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        AccessSnapshot snapshot = export.snapshot();
        MfaEnrolment enrolment =
                MfaEnrolment.of(snapshot, exceptions == null ? List.of() : AccessSheets.exemptions(exceptions));
        try (Store store = Store.open(storeOption.existing())) {
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, spec.commandLine().getOut())
                            .record(List.of(enrolment), export.keep(snapshot, store)));
        }
    }
}
