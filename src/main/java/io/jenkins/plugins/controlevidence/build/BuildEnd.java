package io.jenkins.plugins.controlevidence.build;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Closes a build's evidence: for each commit that it has looked at, what the policy asks for and nobody ran is recorded as not
 * proven, so that the gap is a record and not merely the lack of one.
 */
@Restricted(NoExternalUse.class)
public final class BuildEnd {
    private final Run<?, ?> run;
    private final TaskListener listener;

    /**
     * Prepares.
     *
     * @param run the build
     * @param listener its log
     */
    public BuildEnd(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Closes it.
     *
     * @throws IOException if the store cannot be read or written, or the policy names a tool that is not known
     */
    public void close() throws IOException {
        EvidenceAction action = run.getAction(EvidenceAction.class);
        if (action == null) {
            listener.getLogger()
                    .println(BuildLog.line("the build has recorded no evidence; add a scan of the policy to it"));
            return;
        }
        String catalogue = EffectiveSettings.of(run.getParent()).toolCatalogueYaml();
        for (EvidencedChange change : action.getChanges()) {
            for (String tool : PolicyText.read(ControllerEvidence.get().store(), change.policy())
                    .scans()) {
                if (change.getScans().stream().noneMatch(scan -> scan.getTool().equals(tool))) {
                    missing(change, KnownTools.get(tool, catalogue));
                }
            }
        }
        run.save();
    }

    private void missing(EvidencedChange change, Tool tool) throws IOException {
        Instant now = Instant.now();
        Scan scan = new Scan(
                tool.family(),
                new ToolIdentity(tool.id(), null, null, null),
                change.getCommit(),
                now,
                now,
                Outcome.NOT_PROVEN,
                "The build ended without a scan by " + tool.id() + ", which the policy asks for. Let the build run it.",
                List.of(),
                List.of(),
                Map.of(),
                HistoryCoverage.COMMIT,
                List.of(),
                null);
        Comparison nothing = new Comparison(List.of(), List.of(), List.of());
        Appended appended = ControllerEvidence.get()
                .append(List.of(
                        ScanStatement.of(change.change(), scan, nothing, List.of(), BuildInvocation.onController(run))))
                .get(0);
        change.add(new ScanSummary(tool.id(), scan, nothing, appended));
        listener.getLogger()
                .println(BuildLog.line(tool.id() + ": NOT_PROVEN, it did not run. Record " + appended.id()));
    }
}
