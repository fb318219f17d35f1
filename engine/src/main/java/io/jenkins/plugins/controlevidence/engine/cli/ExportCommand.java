package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageExport;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code export}: the package for an auditor. */
@Command(
        name = "export",
        description = "Writes the evidence package of a review period: the control report in all forms, the records and"
                + " artefacts that it rests on, and all that is needed to verify them without us. The package is verified"
                + " before it gets its name. The same store and period give the same bytes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the package was written, 2 it could not be, 64 usage error.",
            "",
            "Example: control-evidence export --from 2026-07-01 --to 2026-09-30 --out audit.zip",
            "Example: control-evidence export --frozen 5f1c --out audit.zip"
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Mixin
    private ReportOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the package goes; a file that is there is replaced.")
    private Path out;

    @CheckForNull
    @Option(
            names = "--frozen",
            paramLabel = "ID",
            description =
                    "Export the frozen report of this record, as it was then, with the ledger as it is now. Takes no period.")
    private RecordPrefix frozen;

    @Override
    public Integer call() throws Exception {
        Path target = out.toAbsolutePath();
        Path part = DurableFile.temporary(target.getParent());
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (Store store = Store.open(storeOption.existing())) {
            ControlReport report = write(store, part, progress);
            PackageVerifier.require(part, ThisProcess.program(), store.verifyingKey(), progress);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DurableFile.forceDirectory(target.getParent());
            progress.clear();
            print(report, store);
        } finally {
            progress.clear();
            Files.deleteIfExists(part);
        }
        return ExitCode.GOOD;
    }

    private ControlReport write(Store store, Path part, TerminalProgress progress) throws Exception {
        if (frozen != null) {
            long leaf = frozen.only(store);
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
            return PackageExport.writeFrozen(store, record, ThisProcess.program(), part, progress);
        }
        if (options.namesClones()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "What a clone holds now is in no record, so it cannot be exported: run 'census --repository PATH' first, and"
                            + " name the repository by its URI.");
        }
        Catalogue catalogue = options.catalogue();
        try (EvidenceIndex index = EvidenceIndex.open(store, progress)) {
            ReportRequest request = options.request();
            return PackageExport.write(store, index, catalogue, request, ThisProcess.program(), part, progress);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(ControlReport report, Store store) {
        PrintWriter text = spec.commandLine().getOut();
        text.printf(
                "Operated %d, with exceptions %d, not demonstrated %d; %d records. Written to %s and verified.%n",
                report.count(Conclusion.OPERATED),
                report.count(Conclusion.OPERATED_WITH_EXCEPTIONS),
                report.count(Conclusion.NOT_DEMONSTRATED),
                report.state().size(),
                out);
        text.printf(
                "Give the auditor the key on another way, to be compared: %s%n",
                store.verifyingKey().keyId());
    }
}
