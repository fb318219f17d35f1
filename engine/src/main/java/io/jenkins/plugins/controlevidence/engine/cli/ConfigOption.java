package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

    Policy policy(GitRepository repository) throws PolicyException {
        if (file != null) {
            return PolicyReader.read(file);
        }
        Path own = repository.workTree().orElse(repository.gitDirectory()).resolve(Policy.FILE_NAME);
        // A link that leads nowhere is a broken policy, not none.
        return Files.exists(own, LinkOption.NOFOLLOW_LINKS) ? PolicyReader.read(own) : Policy.defaults();
    }
}
