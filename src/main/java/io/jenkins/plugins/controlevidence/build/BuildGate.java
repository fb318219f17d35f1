package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.GateResult;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.gate.DecisionHistory;
import io.jenkins.plugins.controlevidence.engine.gate.Gate;
import io.jenkins.plugins.controlevidence.engine.gate.GateInput;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.index.DispositionLookup;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Judges, on the controller, what a build has recorded about a commit, and records the verdict. Needs no agent. */
@Restricted(NoExternalUse.class)
public final class BuildGate {
    private final Run<?, ?> run;
    private final TaskListener listener;

    /**
     * Prepares.
     *
     * @param run the build
     * @param listener its log
     */
    public BuildGate(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Judges a commit.
     *
     * @param evidenced what the build has recorded about it
     * @param imposed text of the policy to judge by, or null for the one that the commit was scanned for
     * @return the verdict
     * @throws IOException if the store cannot be read or written, or the policy is not there any more
     */
    public GateSummary judge(EvidencedChange evidenced, @CheckForNull String imposed) throws IOException {
        ControllerEvidence evidence = ControllerEvidence.get();
        Instant now = Instant.now();
        List<AssessedScan> scans = new ArrayList<>();
        for (List<ScanSummary> ofOneTool : ScansByTool.of(evidenced.getScans())) {
            List<AssessedScan> read = new ArrayList<>();
            for (ScanSummary scan : ofOneTool) {
                read.add(RecordedScan.read(evidence.store(), scan.record()));
            }
            scans.add(ScansByTool.join(read));
        }
        ArtefactReference text = imposed == null ? evidenced.policy() : PolicyText.keep(evidence.store(), imposed);
        Policy policy = PolicyText.read(evidence.store(), text);
        Verdict verdict =
                Gate.evaluate(policy, new GateInput(evidenced.change(), scans, decisions(evidenced, scans), now));
        List<GateStatement.Input> inputs =
                evidenced.records().stream().map(RecordReference::asInput).toList();
        GateSummary summary = new GateSummary(
                verdict,
                policy.protects(evidenced.change().branch()),
                evidence.append(List.of(GateStatement.of(
                                evidenced.change(),
                                verdict,
                                inputs,
                                text == null ? List.of() : List.of(text),
                                now,
                                BuildInvocation.onController(run))))
                        .get(0));
        tell(summary);
        if (!summary.isPassed()) {
            Optional<GateOverride> override = GateOverride.of(run, listener);
            if (override.isPresent()) {
                override(evidenced, summary, override.get());
            }
        }
        evidenced.judged(summary);
        run.save();
        return summary;
    }

    /** What persons have decided on the findings, by now: the index says where, the ledger what. */
    private static DecisionHistory decisions(EvidencedChange evidenced, List<AssessedScan> scans) throws IOException {
        List<Finding> findings = scans.stream()
                .flatMap(assessed -> assessed.scan().findings().stream())
                .toList();
        ControllerEvidence evidence = ControllerEvidence.get();
        return new DispositionLookup(evidence.store(), evidence.index())
                .of(evidenced.change(), findings, new ChangeAuthors(evidenced.authors(), evidenced.committers()));
    }

    /** The verdict stays what it is; that somebody passed it by is a record of its own. */
    private void override(EvidencedChange evidenced, GateSummary gate, GateOverride override) throws IOException {
        GateStatement.Input judged = gate.record().asInput();
        RecordReference record = new RecordReference(ControllerEvidence.get()
                .append(List.of(ActivityStatement.of(
                        Bypass.ofOverriddenGate(
                                evidenced.change(),
                                new GateResult(judged.id(), judged.envelopeSha256(), gate.getOutcome()),
                                BuildActors.of(override.person()),
                                override.reason(),
                                Instant.now()),
                        BuildInvocation.onController(run),
                        List.of())))
                .get(0));
        gate.overridden(override, record);
        listener.getLogger()
                .println(BuildLog.line("gate overridden by " + override.person() + ": " + override.reason()
                        + ", record " + record.getId()));
    }

    private void tell(GateSummary gate) {
        PrintStream log = listener.getLogger();
        log.println(BuildLog.line(
                "gate " + gate.getOutcome() + " by policy " + gate.getPolicyId() + ", record " + gate.getRecordId()));
        for (GateSummary.ReasonSummary reason : gate.getReasons()) {
            log.println(BuildLog.line((reason.isBlocking() ? "  - " : "  - (note) ") + reason.getText()));
            log.println(BuildLog.line("    " + reason.getRemedy()));
        }
        for (DisposedFinding disposed : gate.getDisposed()) {
            log.println(BuildLog.line("  - (let pass) finding " + disposed.getFingerprint() + ": " + disposed.getWords()
                    + ", record " + disposed.getRecordId()));
        }
        if (gate.getFurtherReasons() > 0) {
            log.println(BuildLog.line("  and " + gate.getFurtherReasons() + " more; see the record"));
        }
    }
}
