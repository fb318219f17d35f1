package io.jenkins.plugins.controlevidence.build;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.gate.Gate;
import io.jenkins.plugins.controlevidence.engine.gate.GateInput;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges, on the controller, what a build has recorded about a commit, and records the verdict. Needs no agent. */
final class BuildGate {
    private final Run<?, ?> run;
    private final TaskListener listener;

    BuildGate(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Judges a commit.
     *
     * @param evidenced what the build has recorded about it
     * @return the verdict
     * @throws IOException if the store cannot be read or written, or the policy is not there any more
     */
    GateSummary judge(EvidencedChange evidenced) throws IOException {
        ControllerEvidence evidence = ControllerEvidence.get();
        Instant now = Instant.now();
        List<AssessedScan> scans = new ArrayList<>();
        for (ScanSummary scan : evidenced.getScans()) {
            scans.add(RecordedScan.read(evidence.store(), scan.record()));
        }
        Policy policy = policy(evidence.store(), evidenced);
        Verdict verdict = Gate.evaluate(policy, new GateInput(evidenced.change(), scans, now));
        List<GateStatement.Input> inputs =
                evidenced.records().stream().map(RecordReference::asInput).toList();
        ArtefactReference text = evidenced.policy();
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
        evidenced.judged(summary);
        run.save();
        tell(summary);
        return summary;
    }

    private static Policy policy(Store store, EvidencedChange evidenced) throws IOException {
        ArtefactReference text = evidenced.policy();
        try {
            if (text == null) {
                return Policy.defaults();
            }
            try (InputStream from = store.artefacts().open(text)) {
                return Policies.parse(new String(from.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (PolicyException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private void tell(GateSummary gate) {
        PrintStream log = listener.getLogger();
        log.println(BuildLog.line("gate " + gate.getOutcome() + " by policy " + gate.getPolicyId() + ", record "
                + gate.getRecordId()));
        for (GateSummary.ReasonSummary reason : gate.getReasons()) {
            log.println(BuildLog.line((reason.isBlocking() ? "  - " : "  - (note) ") + reason.getText()));
            log.println(BuildLog.line("    " + reason.getRemedy()));
        }
        if (gate.getFurtherReasons() > 0) {
            log.println(BuildLog.line("  and " + gate.getFurtherReasons() + " more; see the record"));
        }
    }
}
