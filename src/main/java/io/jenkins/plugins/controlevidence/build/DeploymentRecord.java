package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.index.DeploymentEvidence;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Records that a build deploys a commit. What speaks for it is looked up in the store and not taken from the build; without a
 * gate that passed exactly this commit it is refused, unless a person who may takes it upon themselves.
 *
 * @param environment where to
 * @param artifacts Ant patterns of the files that are deployed, or null if there are none
 * @param ticket where it was asked for, or null
 * @param exception why it is to be deployed even if no gate has passed it, or null
 */
@Restricted(NoExternalUse.class)
public record DeploymentRecord(
        String environment,
        @CheckForNull String artifacts,
        @CheckForNull String ticket,
        @CheckForNull String exception) {
    /**
     * Records it.
     *
     * @param run the build
     * @param listener its log
     * @param change the commit
     * @param directory where the files are
     * @return the deployment, and the bypass if it is one
     * @throws AbortException if it is refused, or there are no such files
     * @throws IOException if the store cannot be read or written, or the agent fails
     */
    public List<ActivitySummary> record(
            Run<?, ?> run, TaskListener listener, EvidencedChange change, @CheckForNull FilePath directory)
            throws IOException, InterruptedException {
        ControllerEvidence evidence = ControllerEvidence.get();
        Optional<GateOverride> override = GateOverride.of(run, exception, listener);
        Deployment deployment = new DeploymentEvidence(evidence.store(), evidence.index())
                .complete(new Deployment(
                        change.change().repository().uri(),
                        change.change().branch(),
                        change.getCommit(),
                        environment,
                        digests(directory),
                        BuildActors.starter(run),
                        change.authors(),
                        BuildActors.trigger(run),
                        Instant.now(),
                        ticket,
                        List.of(),
                        List.of(),
                        List.of(),
                        override.map(by -> new Deployment.Waived(by.reason(), BuildActors.of(by.person())))
                                .orElse(null)));
        if (!deployment.allowed()) {
            throw new AbortException("Deployment of " + change.getShortCommit() + " to " + environment + " refused: "
                    + deployment.reason()
                    + " Let evidenceGate pass for this commit first. Who has the permission Control Evidence/Override can"
                    + " start the build with a reason; that is recorded as a bypass.");
        }
        return new BuildActivities(run, listener)
                .record(
                        change,
                        "deployed " + change.getShortCommit() + " to " + environment,
                        deployment.activities(),
                        List.of());
    }

    private List<Deployment.Artifact> digests(@CheckForNull FilePath directory)
            throws IOException, InterruptedException {
        if (artifacts == null) {
            return List.of();
        }
        if (directory == null) {
            throw new AbortException("The artifacts are on an agent. Put this step inside of 'node'.");
        }
        return directory.act(new DigestFiles(artifacts)).entrySet().stream()
                .map(file -> new Deployment.Artifact(file.getKey(), file.getValue()))
                .toList();
    }
}
