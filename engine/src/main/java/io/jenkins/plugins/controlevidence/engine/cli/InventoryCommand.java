package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Approved;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Document;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Origin;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.ExportCopy;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.scan.format.Inventory;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inventory}: what something is made of, compared with what was approved. */
@Command(
        name = "inventory",
        description =
                "Records what something is made of (an SBOM in CycloneDX or SPDX 2, JSON) and compares it with the approved"
                        + " inventory. There a component without a version approves every version of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all components are approved, 1 some are not, 2 there is nothing to compare with, or nothing was"
                    + " recorded, 64 usage error.",
            "",
            "Example: control-evidence inventory checkout --file bom.json --approved approved.json --repository ."
        })
final class InventoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What the inventory is of.")
    private String name;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The inventory.")
    private Path file;

    @CheckForNull
    @Option(names = "--approved", paramLabel = "FILE", description = "The approved inventory.")
    private Path approved;

    @CheckForNull
    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "The repository that it was built from: the record speaks of the commit that is checked out.")
    private Path repository;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        Inventory inventory = read(file);
        Inventory allowed = approved == null ? null : read(approved);
        ComponentInventory compared = ComponentInventory.of(
                origin(),
                name,
                ActivityRecorder.now(),
                Document.of(FileDigest.sha256(file), inventory),
                inventory,
                approved == null ? null : new Approved(FileDigest.sha256(approved)),
                allowed);
        try (Store store = Store.open(storeOption.existing())) {
            List<ArtefactReference> kept = new ArrayList<>();
            kept.add(keep(store, "inventory", file, inventory));
            if (approved != null && allowed != null) {
                kept.add(keep(store, "approved", approved, allowed));
            }
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, spec.commandLine().getOut()).record(List.of(compared), kept));
        }
    }

    private static Inventory read(Path file) throws IOException {
        try {
            return Inventory.read(file);
        } catch (BrokenReportException e) {
            throw new EvidenceException(Printable.of(file.toString()) + " " + e.getMessage() + ".", e);
        }
    }

    private static ArtefactReference keep(Store store, String as, Path file, Inventory inventory) throws IOException {
        Redactor redactor = new Redactor(new SecretDetector(SecretRules.load()));
        return store.artefacts()
                .put(as, inventory.format().mediaType(), out -> ExportCopy.write(file, redactor::redact, out));
    }

    private Origin origin() throws SourceException {
        if (repository == null) {
            return Origin.NONE;
        }
        try (GitRepository built = GitRepository.open(repository)) {
            return new Origin(built.identity().uri(), built.branch().orElse(null), built.head());
        }
    }
}
