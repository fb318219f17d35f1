package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.PolicyDocument;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --config}, with its default: the repository's own policy, else the built-in policy. */
final class ConfigOption {
    @CheckForNull
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The policy. Default: " + Policy.FILE_NAME
                    + " in the repository if it is there, else the built-in policy.")
    private Path file;

    /** A policy, and the bytes that it was read from; null for the built-in one. */
    record Configured(Policy policy, @CheckForNull byte[] text) {
        /** Keeps the text in the store, so that what a verdict went by can be shown; the built-in one everybody has. */
        List<ArtefactReference> keep(Store store) throws IOException {
            return text == null
                    ? List.of()
                    : List.of(store.artefacts()
                            .put(PolicyDocument.NAME, PolicyDocument.MEDIA_TYPE, to -> to.write(text)));
        }
    }

    Configured policy(GitRepository repository) throws PolicyException {
        if (file != null) {
            return read(file);
        }
        Path own = repository.workTree().orElse(repository.gitDirectory()).resolve(Policy.FILE_NAME);
        // A link that leads nowhere is a broken policy, not none.
        return Files.exists(own, LinkOption.NOFOLLOW_LINKS) ? read(own) : new Configured(Policy.defaults(), null);
    }

    private static Configured read(Path file) throws PolicyException {
        byte[] text = PolicyReader.content(file);
        return new Configured(PolicyReader.parse(file.toString(), text), text);
    }
}
