package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.index.DeploymentEvidence;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy}: says whether a commit may be deployed, and records that it was. */
@Command(
        name = "deploy",
        description =
                "Records a deployment, if a gate has passed exactly this commit; otherwise refuses it. Run it before"
                        + " the deployment itself.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 recorded, deploy; 1 refused, do not deploy; 2 it could not be found out or recorded, do not"
                    + " deploy; 64 usage error.",
            "",
            "Example: control-evidence deploy production v1.4 --artifact 'target/*.jar' --ticket OPS-77"
        })
final class DeployCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "Where to, such as production.")
    private String environment;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "HEAD",
            paramLabel = "REVISION",
            description = "The commit that is deployed: an id, a branch, a tag. Default: HEAD.")
    private String revision;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The repository. Default: here.")
    private Path directory;

    @Option(
            names = "--artifact",
            paramLabel = "GLOB",
            description = "What is deployed: files in DIR, such as 'target/*.jar'; their SHA-256 is recorded. May be"
                    + " repeated.")
    private List<String> artifacts = List.of();

    @CheckForNull
    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch it is from. Default: the one checked out.")
    private String branch;

    @CheckForNull
    @Option(names = "--ticket", paramLabel = "ID", description = "Where the deployment was asked for.")
    private String ticket;

    @Option(
            names = "--trigger",
            paramLabel = "WORD",
            defaultValue = "person",
            description = "What set it off: person, timer, upstream, scm. Default: person.")
    private Deployment.Trigger.Kind trigger;

    @CheckForNull
    @Option(names = "--trigger-name", paramLabel = "NAME", description = "The timer, or the build that it came from.")
    private String triggerName;

    @CheckForNull
    @Option(
            names = "--without-gate",
            paramLabel = "REASON",
            description = "Deploy although no gate passed, for this reason; recorded as a bypass of the control.")
    private String withoutGate;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try (GitRepository repository = GitRepository.open(directory)) {
            Deployment asked = asked(repository);
            try (Store store = Store.openOrCreate(storeOption.of(repository));
                    EvidenceIndex index = EvidenceIndex.open(store, progress)) {
                Deployment deployment = new DeploymentEvidence(store, index).complete(asked);
                progress.clear();
                return deployment.allowed() ? record(deployment, store) : refuse(deployment);
            }
        } finally {
            progress.clear();
        }
    }

    private Deployment asked(GitRepository repository) throws Exception {
        Commit commit = repository.commit(revision);
        boolean byPerson = trigger == Deployment.Trigger.Kind.PERSON || actor.given() || withoutGate != null;
        Actor deployer = byPerson ? actor.actor(repository) : null;
        return new Deployment(
                repository.identity().uri(),
                branch != null ? branch : repository.branch().orElse(null),
                commit.id(),
                environment,
                DeployedFiles.digest(directory, artifacts),
                deployer,
                ChangeAuthors.of(repository, commit, null).authors(),
                new Deployment.Trigger(trigger, triggerName),
                ActivityRecorder.now(),
                ticket,
                List.of(),
                List.of(),
                List.of(),
                withoutGate == null || deployer == null ? null : new Deployment.Waived(withoutGate, deployer));
    }

    private int record(Deployment deployment, Store store) throws Exception {
        new ActivityRecorder(store, spec.commandLine().getOut()).record(deployment.activities(), List.of());
        return ExitCode.GOOD;
    }

    private int refuse(Deployment deployment) {
        spec.commandLine()
                .getErr()
                .println("control-evidence: " + deployment.commit() + " must not be deployed to " + environment + ". "
                        + deployment.reason()
                        + " Run 'control-evidence run' on this commit and mend what its gate objects"
                        + " to, or give --without-gate REASON, which is recorded as a bypass.");
        return ExitCode.BAD;
    }
}
