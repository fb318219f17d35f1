package io.jenkins.plugins.controlevidence.build;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Finds out, on the agent, what is checked out. The policy is read from the commit: a build that changes the file in its
 * workspace does not change what it is judged by.
 *
 * @param place where the checkout lies
 */
record LookAtCheckout(GitWorkspace place) implements ControllerToAgentFileCallable<Checkout> {
    @Override
    public Checkout invoke(File scratch, VirtualChannel channel) throws IOException {
        try (GitRepository repository = place.open()) {
            String head = repository.head();
            String policy = repository
                    .file(head, Policy.FILE_NAME, PolicyReader.MAX_BYTES)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse(null);
            return new Checkout(repository.identity().uri(), repository.branch().orElse(null), head, policy);
        } catch (SourceException e) {
            throw GitWorkspace.aborted(e);
        }
    }
}
