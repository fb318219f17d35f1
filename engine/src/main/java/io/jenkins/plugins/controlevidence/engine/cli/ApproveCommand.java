package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
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

/** {@code approve}: a person's decision on a change. */
@Command(
        name = "approve",
        description = "Records that a person approved a change, or did not. Who wrote it is read from git.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 approved by someone else, 1 it does not count (rejected, by its author or committer, by a bot),"
                    + " 2 it cannot be told or was not recorded, 64 usage error.",
            "",
            "Example: control-evidence approve feature/rounding --base main --request 412 --by 'Ben <ben@example.org>'"
        })
final class ApproveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            defaultValue = "HEAD",
            paramLabel = "REVISION",
            description = "The last commit of the change: an id, a branch, a tag. Default: HEAD.")
    private String revision;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The repository. Default: here.")
    private Path directory;

    @CheckForNull
    @Option(
            names = "--base",
            paramLabel = "REVISION",
            description =
                    "The change is what REVISION has and this has not. Default: what a merge brought, else the one"
                            + " commit.")
    private String base;

    @CheckForNull
    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch it goes to. Default: the one checked out.")
    private String branch;

    @CheckForNull
    @Option(
            names = "--request",
            paramLabel = "ID",
            description = "Number of the pull request. Default: the commit's id.")
    private String request;

    @CheckForNull
    @Option(names = "--uri", paramLabel = "URI", description = "Where the request can be seen.")
    private String uri;

    @CheckForNull
    @Option(names = "--title", paramLabel = "TEXT", description = "The request's title. Default: the commit's.")
    private String title;

    @Option(
            names = "--decision",
            paramLabel = "WORD",
            defaultValue = "approved",
            description = "approved, rejected or revoked. Default: approved.")
    private Approval.Decision decision;

    @CheckForNull
    @Option(names = "--comment", paramLabel = "TEXT", description = "What the approver says.")
    private String comment;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private StoreOption storeOption;

    @Override
    public Integer call() throws Exception {
        try (GitRepository repository = GitRepository.open(directory)) {
            Commit head = repository.commit(revision);
            ChangeAuthors change = ChangeAuthors.of(repository, head, base);
            Approval approval = new Approval(
                    repository.identity().uri(),
                    branch != null ? branch : repository.branch().orElse(null),
                    head.id(),
                    new Approval.Request(
                            request != null ? request : head.id(),
                            uri,
                            title != null ? title : head.subject().isBlank() ? null : head.subject()),
                    actor.actor(repository),
                    decision,
                    ActivityRecorder.now(),
                    "command-line",
                    change.authors(),
                    change.committers(),
                    comment);
            try (Store store = Store.openOrCreate(storeOption.of(repository))) {
                return ActivityRecorder.exitCode(
                        new ActivityRecorder(store, spec.commandLine().getOut()).record(List.of(approval), List.of()));
            }
        }
    }
}
