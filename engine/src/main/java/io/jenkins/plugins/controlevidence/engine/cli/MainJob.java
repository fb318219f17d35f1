package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.ScanStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.gate.AssessedScan;
import io.jenkins.plugins.controlevidence.engine.gate.DecisionHistory;
import io.jenkins.plugins.controlevidence.engine.gate.Gate;
import io.jenkins.plugins.controlevidence.engine.gate.GateInput;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.index.DispositionLookup;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.ToolRuns;
import io.jenkins.plugins.controlevidence.engine.source.Arrival;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The main job: what changed since the last record, scanned, gated and recorded, in this order and each step whatever the one
 * before it said. When it returns, the records are durable and in a signed checkpoint.
 */
final class MainJob {
    private final GitRepository repository;
    private final ConfigOption.Configured configured;
    private final ToolCatalogue catalogue;
    private final Store store;
    private final EvidenceIndex index;
    private final Map<String, String> parameters;
    private final Progress progress;

    MainJob(
            GitRepository repository,
            ConfigOption.Configured configured,
            ToolCatalogue catalogue,
            Store store,
            EvidenceIndex index,
            Map<String, String> parameters,
            Progress progress) {
        this.repository = repository;
        this.configured = configured;
        this.catalogue = catalogue;
        this.store = store;
        this.index = index;
        this.parameters = parameters;
        this.progress = progress;
    }

    /**
     * What came of the main job.
     *
     * @param change what was looked at
     * @param scans what each tool said, against what it had said before
     * @param verdict what the policy says of it
     * @param records ids of the records made, in the order of the ledger; the last is the gate's
     */
    record Result(Change change, List<AssessedScan> scans, Verdict verdict, List<String> records) {}

    Result run(@CheckForNull String branch) throws Exception {
        Instant started = Instant.now();
        String repositoryUri = repository.identity().uri();
        String branchName = branch != null ? branch : repository.branch().orElse(null);
        String base = branchName == null
                ? null
                : index.lastRun(repositoryUri, branchName)
                        .map(EvidenceRecord::commit)
                        .orElse(null);
        Change change = repository.change(branch, base, progress);
        Policy policy = configured.policy();
        Invocation invocation = ThisProcess.invocation();

        List<Statement> statements = new ArrayList<>();
        List<AssessedScan> scans = new ArrayList<>();
        Path scratch = Files.createTempDirectory("control-evidence-");
        try {
            ToolRuns tools = new ToolRuns(
                    repository,
                    change,
                    store.fingerprintKey(),
                    policy.ignoredPaths(),
                    new ToolEnvironment(System.getenv()),
                    scratch,
                    scratch.resolve("files"),
                    progress);
            statements.add(RunStatement.of(change, started, Instant.now(), keep(change, tools.redactor()), invocation));
            if (change.continuity() == Continuity.REWRITTEN) {
                statements.add(ActivityStatement.of(Bypass.ofRewrittenHistory(change, started), invocation, List.of()));
            }
            for (Tool tool : tools(policy)) {
                EvidenceRecord baseline = index.baseline(
                                change, tool, tool.id(), store.ledger().size())
                        .orElse(null);
                PriorScan prior = baseline == null ? null : prior(baseline);
                Scan scan = tools.run(tool, parameters, prior, null);
                Comparison comparison = scan.against(prior);
                scans.add(new AssessedScan(scan, comparison));
                statements.add(ScanStatement.of(
                        change,
                        new ScanStatement.Series(tool.id(), baseline == null ? null : baseline.id()),
                        scan,
                        comparison,
                        keep(scan, comparison),
                        invocation));
            }
        } finally {
            DirectoryTree.delete(scratch);
        }

        List<Appended> appended = store.appendAll(statements);
        index.update(progress);
        Instant judged = Instant.now();
        Verdict verdict = Gate.evaluate(policy, new GateInput(change, scans, decisions(change, scans), judged));
        List<GateStatement.Input> inputs = appended.stream()
                .map(record -> new GateStatement.Input(record.id(), record.envelopeSha256()))
                .toList();
        Appended gate =
                store.append(GateStatement.of(change, verdict, inputs, configured.keep(store), judged, invocation));
        index.update(progress);

        List<String> records =
                new ArrayList<>(appended.stream().map(Appended::id).toList());
        records.add(gate.id());
        return new Result(change, List.copyOf(scans), verdict, List.copyOf(records));
    }

    private DecisionHistory decisions(Change change, List<AssessedScan> scans) throws IOException {
        List<Finding> found = scans.stream()
                .flatMap(assessed -> assessed.scan().findings().stream())
                .toList();
        return new DispositionLookup(store, index).of(change, found, ChangeAuthors.of(repository, change));
    }

    private List<Tool> tools(Policy policy) throws PolicyException {
        List<Tool> tools = new ArrayList<>();
        for (String id : policy.scans()) {
            tools.add(catalogue
                    .tool(id)
                    .orElseThrow(() -> new PolicyException("The policy " + Printable.of(policy.id())
                            + " asks for the scan '" + Printable.of(id)
                            + "', which is no tool of the catalogue; 'control-evidence tools' lists them.")));
        }
        return tools;
    }

    private PriorScan prior(EvidenceRecord last) throws IOException {
        ArtefactReference findings = last.artefact(FindingsDocument.NAME)
                .orElseThrow(() -> new StoreException(
                        "Record " + last.id() + " does not name its findings; the store is damaged: run 'verify'."));
        try (InputStream document = store.artefacts().open(findings)) {
            return FindingsDocument.readPrior(document);
        }
    }

    private ArtefactReference keep(Change change, Redactor redactor) throws IOException, SourceException {
        List<Arrival> arrivals = repository.arrivals(change, progress);
        return store.artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        out -> CommitsDocument.writeArrivals(arrivals, redactor::redact, out));
    }

    private List<ArtefactReference> keep(Scan scan, Comparison comparison) throws IOException {
        List<ArtefactReference> kept = new ArrayList<>();
        kept.add(store.artefacts()
                .put(
                        FindingsDocument.NAME,
                        FindingsDocument.MEDIA_TYPE,
                        out -> FindingsDocument.write(scan, comparison, out)));
        Scan.RedactedReport report = scan.report();
        if (report != null) {
            kept.add(store.artefacts().put("report", report.mediaType(), report.file()));
        }
        return kept;
    }
}
