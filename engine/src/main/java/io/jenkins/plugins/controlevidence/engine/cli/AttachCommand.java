package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AttachmentFile;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: a file that a person vouches for. */
@Command(
        name = "attach",
        description = "Keeps a file beside the ledger and records who vouches for it. A text that holds a credential is"
                + " refused.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded, 2 not recorded, 64 usage error.",
            "",
            "Example: control-evidence attach ceremony.pdf --about key-management --title 'Minutes of the key ceremony'"
                    + " --statement 'Signed by both custodians'"
        })
final class AttachCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, at most 20 MiB.")
    private Path file;

    @Option(
            names = "--about",
            required = true,
            paramLabel = "KIND",
            description = "The kind of record that it stands for ('control-evidence record --list'), or another word.")
    private String about;

    @Option(names = "--title", required = true, paramLabel = "TEXT", description = "What it is.")
    private String title;

    @Option(names = "--statement", required = true, paramLabel = "TEXT", description = "What the person says of it.")
    private String statement;

    @CheckForNull
    @Option(names = "--system", paramLabel = "NAME", description = "The system that it is from.")
    private String system;

    @CheckForNull
    @Option(names = "--media-type", paramLabel = "TYPE", description = "Its media type. Default: told by its name.")
    private String mediaType;

    @CheckForNull
    @Option(names = "--from", paramLabel = "DATE", description = "First day that it speaks of, UTC.")
    private LocalDate from;

    @CheckForNull
    @Option(names = "--to", paramLabel = "DATE", description = "Last day that it speaks of, UTC.")
    private LocalDate to;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        AttachmentFile content = AttachmentFile.read(file, mediaType);
        try (Store store = Store.open(storeOption.existing())) {
            Attachment attachment = new Attachment(
                    about,
                    system,
                    title,
                    content.description(),
                    actor.actor(),
                    statement,
                    ActivityRecorder.now(),
                    from,
                    to);
            ArtefactReference kept = store.artefacts()
                    .put(Attachment.ARTEFACT, content.description().mediaType(), out -> out.write(content.bytes()));
            return ActivityRecorder.exitCode(
                    new ActivityRecorder(store, spec.commandLine().getOut())
                            .record(List.of(attachment), List.of(kept)));
        }
    }
}
