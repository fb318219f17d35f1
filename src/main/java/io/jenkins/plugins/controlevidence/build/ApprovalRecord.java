package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Records who approved, in a build, the commits that it has looked at. Needs no agent. */
@Restricted(NoExternalUse.class)
public final class ApprovalRecord {
    /** What the record calls the place of the decision. */
    private static final String SOURCE = "input";

    private final Run<?, ?> run;
    private final TaskListener listener;

    /**
     * Prepares.
     *
     * @param run the build
     * @param listener its log
     */
    public ApprovalRecord(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Records every decision that this build has not recorded yet, for each commit.
     *
     * @param changes the commits
     * @param comment what is to be said of it, or null
     * @return the approvals, at least one
     * @throws AbortException if nobody has decided anything
     * @throws IOException if the store cannot be written
     */
    public List<ActivitySummary> record(List<EvidencedChange> changes, @CheckForNull String comment)
            throws IOException {
        EvidenceAction action = EvidenceAction.of(run);
        List<ActivitySummary> recorded = new ArrayList<>();
        for (Decision decision : Decision.of(run)) {
            if (action.take(decision.id())) {
                try {
                    for (EvidencedChange change : changes) {
                        recorded.addAll(record(change, decision, comment));
                    }
                } catch (IOException e) {
                    action.giveBack(decision.id());
                    throw e;
                }
            }
        }
        if (recorded.isEmpty()) {
            throw new AbortException(
                    "Nobody has answered an 'input' step of this build whose answer is not recorded yet."
                            + " Ask with 'input' before this step.");
        }
        return recorded;
    }

    private List<ActivitySummary> record(EvidencedChange change, Decision decision, @CheckForNull String comment)
            throws IOException {
        ChangeRequest asked = ChangeRequest.of(run.getParent());
        List<Actor> authors = new ArrayList<>(change.authors());
        if (asked != null && asked.author() != null) {
            authors.add(asked.author());
        }
        Actor approver = BuildActors.of(decision.userId());
        Approval approval = new Approval(
                change.change().repository().uri(),
                change.change().branch(),
                change.getCommit(),
                asked == null
                        ? new Approval.Request(run.getExternalizableId(), run.getAbsoluteUrl(), decision.question())
                        : new Approval.Request(asked.id(), asked.uri(), asked.title()),
                approver,
                decision.approved() ? Approval.Decision.APPROVED : Approval.Decision.REJECTED,
                decision.at(),
                SOURCE,
                authors,
                change.committers(),
                comment);
        return new BuildActivities(run, listener)
                .record(
                        change,
                        (decision.approved() ? "approved by " : "rejected by ") + approver,
                        List.of(approval),
                        List.of());
    }
}
