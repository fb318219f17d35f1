package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Closes a build's evidence: for each commit that it has looked at, what the policy asks for and nobody ran is recorded as not
 * proven, so that the gap is a record and not merely the lack of one.
 */
@Restricted(NoExternalUse.class)
public final class BuildEnd {
    /** What stands for a tool where the policy lists none. */
    private static final String NO_TOOL = "none";

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
     * Closes it. A build that has not looked at any commit is closed for the one that is checked out, if there is one.
     *
     * @param settings where the checkout is
     * @param workspace the workspace, or the directory that a step is in; null if there is none any more
     * @param environment the build's variables
     * @throws IOException if the store cannot be read or written, or the policy names a tool that is not known
     */
    public void close(CheckoutSettings settings, @CheckForNull FilePath workspace, EnvVars environment)
            throws IOException, InterruptedException {
        EvidenceAction action = EvidenceAction.of(run);
        if (action.getChanges().isEmpty() && workspace != null) {
            try {
                settings.evidence(run, workspace, environment, listener)
                        .with(settings.getBranch(), (change, scans, policy) -> {});
            } catch (AbortException e) {
                listener.getLogger().println(BuildLog.line(e.getMessage()));
            }
        }
        if (action.getChanges().isEmpty()) {
            listener.getLogger()
                    .println(BuildLog.line("the build has recorded no evidence; add a scan of the policy to it"));
            return;
        }
        String catalogue = EffectiveSettings.of(run.getParent()).toolCatalogueYaml();
        for (EvidencedChange change : action.getChanges()) {
            Policy policy = PolicyText.read(ControllerEvidence.get().store(), change.policy());
            Set<Family> listed = EnumSet.noneOf(Family.class);
            for (String id : policy.scans()) {
                Tool tool = KnownTools.get(id, catalogue);
                listed.add(tool.family());
                if (change.getScans().stream().noneMatch(scan -> scan.getTool().equals(id))) {
                    missing(change, tool.family(), id, "without a scan by " + id + ", which the policy asks for");
                }
            }
            for (Family family : policy.required()) {
                if (!listed.contains(family)) {
                    missing(
                            change,
                            family,
                            NO_TOOL,
                            "without a scan of the family " + family.id()
                                    + ", which the policy requires and lists no tool for");
                }
            }
        }
        run.save();
    }

    private void missing(EvidencedChange change, Family family, String tool, String what) throws IOException {
        Instant now = Instant.now();
        Scan scan = new Scan(
                family,
                new ToolIdentity(tool, null, null, null),
                change.getCommit(),
                now,
                now,
                Outcome.NOT_PROVEN,
                "The build ended " + what + ". Let the build run one.",
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
        change.add(new ScanSummary(tool, null, scan, nothing, appended));
        listener.getLogger()
                .println(BuildLog.line(tool + ": NOT_PROVEN, the build ended " + what + ". Record " + appended.id()));
    }
}
