package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.EffectiveSettings;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Has tools look at one checkout, and records what each says before it returns. Whatever breaks on the way (the tool, the agent,
 * the connection, a disk), the scan is recorded as an {@code ERROR}; only where the store itself fails there is no record.
 */
@Restricted(NoExternalUse.class)
public final class ScanRun {
    private final Run<?, ?> run;
    private final Invocation invocation;
    private final GitWorkspace place;
    private final FilePath scratch;
    private final EnvVars environment;
    private final TaskListener listener;
    private final EffectiveSettings settings;
    private final EvidencedChange evidenced;

    @CheckForNull
    private final String policy;

    ScanRun(
            Run<?, ?> run,
            FilePath workspace,
            GitWorkspace place,
            FilePath scratch,
            EnvVars environment,
            TaskListener listener,
            EffectiveSettings settings,
            EvidencedChange evidenced,
            @CheckForNull String policy) {
        this.run = run;
        // Now, while the agent is there to tell its name.
        this.invocation = BuildInvocation.of(run, workspace);
        this.place = place;
        this.scratch = scratch;
        this.environment = environment;
        this.listener = listener;
        this.settings = settings;
        this.evidenced = evidenced;
        this.policy = policy;
    }

    /** A scan with what the store has kept of it. */
    private record Kept(Scan scan, Comparison comparison, List<ArtefactReference> artefacts) {}

    /**
     * Runs a tool and records what came of it.
     *
     * @param order which tool, with what
     * @return what the build remembers of it
     * @throws AbortException if the catalogue has no such tool or cannot be used
     * @throws IOException if the store cannot be read or written
     */
    public ScanSummary run(ScanOrder order) throws IOException, InterruptedException {
        String tool = order.tool();
        Tool known = KnownTools.get(tool, settings.toolCatalogueYaml());
        Change change = evidenced.change();
        Store store = ControllerEvidence.get().store();
        Instant started = Instant.now();
        Optional<EvidenceRecord> baseline =
                ControllerEvidence.get().index().baseline(change, known, order.id(), evidenced.position());
        say(tool + ": scanning " + evidenced.getShortCommit() + ", "
                + baseline.map(scan -> "compared with " + scan.commit())
                        .orElse("all it finds is new: there is no earlier scan '" + order.id() + "'"));
        Kept kept;
        try {
            kept = kept(store, order, known, baseline);
        } catch (IOException | RuntimeException e) {
            kept = broken(known.family(), tool, started, e);
        }
        Appended appended = ControllerEvidence.get()
                .append(List.of(ScanStatement.of(
                        change,
                        new ScanStatement.Series(
                                order.id(), baseline.map(EvidenceRecord::id).orElse(null)),
                        kept.scan(),
                        kept.comparison(),
                        kept.artefacts(),
                        invocation)))
                .get(0);
        ScanSummary summary = new ScanSummary(
                order.id(),
                baseline.map(EvidenceRecord::commit).orElse(null),
                kept.scan(),
                kept.comparison(),
                appended);
        evidenced.add(summary);
        run.save();
        say(tool + ": " + words(summary));
        return summary;
    }

    private Kept kept(Store store, ScanOrder order, Tool known, Optional<EvidenceRecord> baseline)
            throws IOException, InterruptedException {
        String tool = order.tool();
        FilePath own = scratch.createTempDir("scan", "");
        boolean prior = sendPrior(store, baseline, own);
        ToolResult result = own.act(new RunTool(
                new ToolTask(
                        order,
                        settings.toolCatalogueYaml(),
                        policy,
                        place,
                        evidenced.change().branch(),
                        evidenced.getCommit(),
                        evidenced.getBase(),
                        prior,
                        environment.get("PATH"),
                        Math.max(0, System.currentTimeMillis() - run.getStartTimeInMillis()),
                        WrappedKey.of(
                                store.fingerprintKey(),
                                evidenced.change().repository().uri())),
                listener));
        if (!result.tool().equals(tool) || !result.commit().equals(evidenced.getCommit())) {
            throw new IOException("The agent answered for another scan: " + result.tool() + " of " + result.commit());
        }
        FilePath documents = own.child(ToolTask.RESULT);
        List<ArtefactReference> artefacts = new ArrayList<>();
        artefacts.add(AgentDocuments.keep(
                store, FindingsDocument.NAME, result.findings(), documents, AgentDocuments.MAX_READ_BYTES));
        AgentDocument report = result.report();
        if (report != null) {
            artefacts.add(AgentDocuments.keep(store, "report", report, documents, AgentDocuments.MAX_REPORT_BYTES));
        }
        AgentDocuments.Findings findings = AgentDocuments.findings(store, artefacts.get(0));
        return new Kept(result.scan(findings.now(), findings.components()), findings.comparison(), artefacts);
    }

    /** Brings what the scan to compare with has found to the agent. */
    private static boolean sendPrior(Store store, Optional<EvidenceRecord> baseline, FilePath own)
            throws IOException, InterruptedException {
        Optional<ArtefactReference> findings = baseline.flatMap(record -> record.artefact(FindingsDocument.NAME));
        if (findings.isPresent()) {
            AgentDocuments.send(store, findings.get(), own.child(ToolTask.PRIOR));
        }
        return findings.isPresent();
    }

    private Kept broken(Family family, String tool, Instant started, Exception why) {
        String reason = why instanceof AbortException
                ? String.valueOf(why.getMessage())
                : "The scan broke off on " + invocation.agent() + " (" + why
                        + "). See whether the agent is online and its disk has room, and run the build again.";
        Scan scan = new Scan(
                family,
                new ToolIdentity(tool, null, null, null),
                evidenced.getCommit(),
                started,
                Instant.now(),
                Outcome.ERROR,
                Texts.shown(Texts.redacted(reason)),
                List.of(),
                List.of(),
                Map.of(),
                HistoryCoverage.COMMIT,
                List.of(),
                null);
        return new Kept(scan, new Comparison(List.of(), List.of(), List.of()), List.of());
    }

    private void say(String text) {
        listener.getLogger().println(BuildLog.line(text));
    }

    private static String words(ScanSummary scan) {
        return scan.isConclusive()
                ? scan.getOutcome() + ", " + scan.getTotal()
                        + (scan.getTotal() == 1 ? " finding (" : " findings (") + scan.getNewFindings() + " new), "
                        + scan.getFixedFindings() + " fixed, record " + scan.getRecordId()
                : scan.getOutcome() + ": " + scan.getReason() + " Record " + scan.getRecordId();
    }
}
