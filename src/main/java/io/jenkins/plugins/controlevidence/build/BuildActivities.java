package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Records, on the controller, what people did in a build, and lets the build remember it. */
final class BuildActivities {
    private final Run<?, ?> run;
    private final TaskListener listener;

    BuildActivities(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Records what was done, together or not at all.
     *
     * @param change the commit that it is about, or null if it is about none
     * @param what what was done, for people
     * @param activities what was done, at least one
     * @param artefacts what is kept of it
     * @return what the build remembers of it, in the same order
     * @throws IOException if the store cannot be written
     */
    List<ActivitySummary> record(
            @CheckForNull EvidencedChange change,
            String what,
            List<? extends Activity> activities,
            List<ArtefactReference> artefacts)
            throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Activity activity : activities) {
            statements.add(ActivityStatement.of(activity, BuildInvocation.onController(run), artefacts));
        }
        List<Appended> appended = ControllerEvidence.get().append(statements);
        List<ActivitySummary> summaries = new ArrayList<>();
        for (int i = 0; i < activities.size(); i++) {
            ActivitySummary summary = new ActivitySummary(activities.get(i), what, appended.get(i));
            summaries.add(summary);
            if (change == null) {
                EvidenceAction.of(run).add(summary);
            } else {
                change.add(summary);
            }
            listener.getLogger()
                    .println(BuildLog.line(summary.getKind() + " " + summary.getOutcome() + ", " + summary.getText()
                            + ", record " + summary.getRecordId()));
        }
        run.save();
        return summaries;
    }
}
