package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One checkout of one build: finds out what changed, and has tools look at it, on the agent; records on the controller what came
 * of it. Used by the post-build action and by the Pipeline steps alike.
 */
@Restricted(NoExternalUse.class)
public final class BuildEvidence {
    private final Run<?, ?> run;
    private final FilePath workspace;
    private final String directory;
    private final EnvVars environment;
    private final TaskListener listener;
    private final EffectiveSettings settings;

    /**
     * Prepares.
     *
     * @param run the build
     * @param workspace its workspace
     * @param directory path of the checkout from there; empty for the workspace itself
     * @param environment the build's variables
     * @param listener its log
     * @param settings what holds for its job
     */
    public BuildEvidence(
            Run<?, ?> run,
            FilePath workspace,
            String directory,
            EnvVars environment,
            TaskListener listener,
            EffectiveSettings settings) {
        this.run = run;
        this.workspace = workspace;
        this.directory = directory;
        this.environment = environment;
        this.listener = listener;
        this.settings = settings;
    }

    /** Work with the checkout, for as long as its scratch directory is there. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param change what the build has recorded about the commit
         * @param scans has tools look at it
         * @param policy what must be proven
         * @throws IOException if the store fails
         * @throws InterruptedException if the build is stopped
         */
        void on(EvidencedChange change, ScanRun scans, Policy policy) throws IOException, InterruptedException;
    }

    /**
     * Finds out what is checked out, records it unless this build has done so already, and lets something be done with it.
     *
     * @param branch short name of the branch, or null to go by what the build and the checkout say
     * @param work what is to be done
     * @return what the build has recorded about the commit
     * @throws AbortException if there is no repository, no policy that can be used, or no branch name
     * @throws IOException if the agent, its disk or the store fails
     */
    public EvidencedChange with(@CheckForNull String branch, Work work) throws IOException, InterruptedException {
        GitWorkspace place = GitWorkspace.in(workspace, directory);
        FilePath scratch = scratch();
        try {
            Checkout checkout = scratch.act(new LookAtCheckout(place));
            String policyText = policyText(checkout);
            Policy policy = PolicyText.parse(policyText);
            EvidenceAction action = EvidenceAction.of(run);
            Optional<EvidencedChange> before = action.find(checkout.repository(), checkout.head());
            EvidencedChange change = before.isPresent()
                    ? before.get()
                    : begin(action, place, checkout, name(branch, checkout), policyText, scratch);
            ScanRun scans =
                    new ScanRun(run, workspace, place, scratch, environment, listener, settings, change, policyText);
            work.on(change, scans, policy);
            return change;
        } finally {
            discard(scratch);
        }
    }

    private FilePath scratch() throws IOException, InterruptedException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace + " has no room for temporary files beside it.");
        }
        temporary.mkdirs();
        return temporary.createTempDir("control-evidence", "");
    }

    /** The repository's own policy where it may speak, else the one that is imposed; null for the default. */
    @CheckForNull
    private String policyText(Checkout checkout) {
        return settings.repositoryPolicyAllowed() && checkout.policy() != null
                ? checkout.policy()
                : settings.policyYaml();
    }

    private String name(@CheckForNull String branch, Checkout checkout) throws AbortException {
        return BranchName.of(branch, environment, checkout.branch())
                .orElseThrow(() -> new AbortException("It cannot be said which branch commit " + checkout.head()
                        + " is on: the checkout has a detached HEAD, and neither BRANCH_NAME nor GIT_BRANCH is set."
                        + " Name the branch in the settings of this step."));
    }

    private EvidencedChange begin(
            EvidenceAction action,
            GitWorkspace place,
            Checkout checkout,
            String branch,
            @CheckForNull String policyText,
            FilePath scratch)
            throws IOException, InterruptedException {
        Instant started = Instant.now();
        ControllerEvidence evidence = ControllerEvidence.get();
        String base = evidence.index()
                .lastRun(checkout.repository(), branch)
                .map(EvidenceRecord::commit)
                .orElse(null);
        ChangeFacts facts = scratch.act(new ReadChange(place, base, listener));
        ArtefactReference commits = AgentDocuments.keep(
                evidence.store(), CommitsDocument.NAME, facts.commits(), scratch, AgentDocuments.MAX_READ_BYTES);
        Change change = new Change(
                new RepositoryIdentity(checkout.repository()),
                branch,
                checkout.head(),
                base,
                Continuity.valueOf(facts.continuity()),
                AgentDocuments.commits(evidence.store(), commits),
                List.of(),
                facts.shallow());
        ArtefactReference policy = policyText == null ? null : PolicyText.keep(evidence.store(), policyText);

        Invocation invocation = BuildInvocation.of(run, workspace);
        List<Statement> statements = new ArrayList<>();
        statements.add(RunStatement.of(change, started, Instant.now(), commits, invocation));
        if (change.continuity() == Continuity.REWRITTEN) {
            statements.add(ActivityStatement.of(Bypass.ofRewrittenHistory(change, started), invocation, List.of()));
        }
        synchronized (action) {
            // Another branch of the build may have come first meanwhile: one build records a commit once.
            Optional<EvidencedChange> other = action.find(checkout.repository(), checkout.head());
            if (other.isPresent()) {
                return other.get();
            }
            EvidencedChange begun = new EvidencedChange(change, facts, policy, evidence.append(statements));
            action.add(begun);
            run.save();
            listener.getLogger()
                    .println(BuildLog.line("commit " + begun.getShortCommit() + " on " + branch + " of "
                            + checkout.repository() + ", " + change.commits().size() + " new commits"));
            return begun;
        }
    }

    /** What cannot be deleted, as on an agent that is gone, must not hide what came of the work. */
    private void discard(FilePath scratch) throws InterruptedException {
        try {
            scratch.deleteRecursive();
        } catch (IOException | RuntimeException e) {
            listener.getLogger()
                    .println(BuildLog.line("the temporary directory " + scratch.getRemote() + " stays: " + e));
        }
    }
}
