package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Finds out, on the agent, what came since the last record, and leaves the commits as a document.
 *
 * @param place where the checkout lies
 * @param base full id of the commit recorded last, or null if there is none
 * @param listener is told how far it has come
 */
record ReadChange(GitWorkspace place, @CheckForNull String base, TaskListener listener)
        implements ControllerToAgentFileCallable<ChangeFacts> {
    @Override
    public ChangeFacts invoke(File scratch, VirtualChannel channel) throws IOException {
        Redactor redactor = new Redactor(new SecretDetector(SecretRules.load()));
        try (GitRepository repository = place.open()) {
            LogProgress progress = new LogProgress(listener);
            Change change = repository.change(null, base, progress);
            List<Arrival> arrivals = repository.arrivals(change, progress);
            AgentDocument commits = AgentDocument.write(
                    scratch.toPath(),
                    CommitsDocument.NAME,
                    CommitsDocument.MEDIA_TYPE,
                    to -> CommitsDocument.writeArrivals(arrivals, redactor::redact, to));
            ChangeAuthors authors = ChangeAuthors.of(repository, change);
            return new ChangeFacts(
                    change.continuity().name(),
                    change.shallow(),
                    commits,
                    NamedPerson.of(authors.authors()),
                    NamedPerson.of(authors.committers()));
        } catch (SourceException e) {
            throw GitWorkspace.aborted(e);
        }
    }
}
