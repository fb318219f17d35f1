package io.jenkins.plugins.controlevidence.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Scan, gate and wrapper in Scripted and Declarative Pipelines. What must not be said of them is in {@link
 * io.jenkins.plugins.controlevidence.ComplaintsTest}.
 */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class EvidenceStepsTest {
    @RegisterExtension
    private static final BuildWatcherExtension BUILD_WATCHER = new BuildWatcherExtension();

    @TempDir
    private Path directory;

    private JenkinsRule j;
    private SampleRepository repository;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        repository = SampleRepository.in(directory.resolve("app"));
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                script.replace("CHECKOUT", "sh '''" + repository.checkoutScript() + "'''"), true));
        return j.buildAndAssertStatus(expected, job);
    }

    private void plantCredential() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
    }

    private static EvidencedChange change(WorkflowRun run) {
        List<EvidencedChange> changes = run.getAction(EvidenceAction.class).getChanges();
        assertThat(changes, hasSize(1));
        return changes.get(0);
    }

    @Test
    void scanReturnsWhatScriptsNeedAndTheGateFollows() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                node {
                  CHECKOUT
                  dir('checkout') {
                    def scan = evidenceScan(family: 'secrets')
                    echo "scan ${scan.outcome} ${scan.counts.critical} ${scan.newFindings} ${scan.recordId.length()}"
                  }
                }
                def gate = evidenceGate()
                echo "gate ${gate.passed} ${gate.outcome} ${gate.reason} ${gate.recordId.length()}"
                """);

        j.assertLogContains("scan PASSED 0 0 64", run);
        j.assertLogContains("gate true PASSED null 64", run);
        assertThat(change(run).getScans(), hasSize(1));
        assertThat(change(run).getGate().isPassed(), is(true));
    }

    @Test
    void noteChangesNothingAndTellsTheScript() throws Exception {
        plantCredential();

        WorkflowRun run = run(Result.SUCCESS, """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceScan(family: 'secrets') }
                  def gate = evidenceGate(onFailure: 'NOTE')
                  echo "passed ${gate.passed} ${gate.outcome}"
                }
                """);

        j.assertLogContains("passed false FAILED", run);
    }

    @Test
    void gateWithoutScansIsNotProven() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceGate() }
                }
                """);

        assertThat(change(run).getGate().getOutcome(), is(Outcome.NOT_PROVEN));
        assertThat(change(run).getScans(), hasSize(0));
    }

    @Test
    void gateWithoutCommitIsAnErrorThatSaysWhatToDo() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "evidenceGate()");

        j.assertLogContains("This build has recorded nothing yet. Scan before this step", run);
        assertThat(run.getAction(EvidenceAction.class).getOutcome(), is(Outcome.ERROR));
    }

    @Test
    void parallelScansOfOneCommitShareOneRunRecord() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                node {
                  CHECKOUT
                  dir('checkout') {
                    parallel(
                      one: { evidenceScan(tool: 'secrets', id: 'one') },
                      two: { evidenceScan(tool: 'secrets', id: 'two') })
                  }
                }
                evidenceGate()
                """);

        assertThat(
                change(run).getScans().stream().map(ScanSummary::getId).sorted().toList(), contains("one", "two"));
        assertThat(change(run).getGate().isPassed(), is(true));
    }

    @Test
    void severalAgentsAtOnceShareOneRunRecordToo() throws Exception {
        String one = j.createOnlineSlave().getNodeName();
        String two = j.createOnlineSlave().getNodeName();

        WorkflowRun run = run(Result.SUCCESS, """
                def scan = { String agent ->
                  node(agent) {
                    CHECKOUT
                    dir('checkout') { evidenceScan(tool: 'secrets', id: agent) }
                  }
                }
                parallel(one: { scan('ONE') }, two: { scan('TWO') })
                evidenceGate()
                """.replace("ONE", one).replace("TWO", two));

        assertThat(change(run).getScans(), hasSize(2));
        assertThat(change(run).getGate().isPassed(), is(true));
        // One run, two scans, one gate.
        assertThat(ControllerEvidence.get().store().ledger().size(), is(4L));
    }

    @Test
    void wrapperRecordsWhatDidNotRunAlsoWhenTheBuildFails() throws Exception {
        repository.commit(
                ".control-evidence.yml", "policy: strict\nscans: [secrets, semgrep]\nrequire: [secrets, sast]\n");

        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                  agent any
                  options { controlEvidence() }
                  stages {
                    stage('Scan') {
                      steps {
                        CHECKOUT
                        dir('checkout') { evidenceScan family: 'secrets' }
                        error 'the build broke'
                      }
                    }
                  }
                }
                """);

        List<ScanSummary> scans = change(run).getScans();
        assertThat(scans.stream().map(ScanSummary::getTool).toList(), contains("secrets", "semgrep"));
        assertThat(scans.get(1).getOutcome(), is(Outcome.NOT_PROVEN));
        j.assertLogContains("semgrep: NOT_PROVEN, the build ended without a scan by semgrep", run);
    }

    /** Also the family that the policy requires and lists no tool for. */
    @Test
    void wrapperAloneRecordsForTheCommitThatIsCheckedOut() throws Exception {
        repository.commit(".control-evidence.yml", "policy: strict\nscans: [secrets]\nrequire: [secrets, dast]\n");

        WorkflowRun run =
                run(Result.SUCCESS, "node { CHECKOUT\n controlEvidence(directory: 'checkout') { echo 'hello' } }");

        List<ScanSummary> scans = change(run).getScans();
        assertThat(scans.stream().map(ScanSummary::getFamily).toList(), contains("secrets", "dast"));
        assertThat(scans.stream().map(ScanSummary::getOutcome).distinct().toList(), contains(Outcome.NOT_PROVEN));
    }

    /** Also where the agent writes the log by itself. */
    @Test
    void credentialThatAScanHasFoundIsMaskedFromThenOn() throws Exception {
        plantCredential();
        DumbSlave agent = j.createOnlineSlave();
        DurableTaskStep.USE_WATCHING = true;
        try {
            WorkflowRun run = run(Result.SUCCESS, """
                    controlEvidence {
                      node {
                        CHECKOUT
                        dir('checkout') {
                          evidenceScan(family: 'secrets')
                          echo readFile('app.properties')
                        }
                      }
                      node('AGENT') {
                        CHECKOUT
                        dir('checkout') { sh 'cat app.properties; echo end of file' }
                      }
                    }
                    """.replace("AGENT", agent.getNodeName()));

            j.assertLogContains("token = [redacted]", run);
            j.assertLogContains("end of file", run);
            j.assertLogNotContains(SampleRepository.credential(), run);
        } finally {
            DurableTaskStep.USE_WATCHING = false;
        }
    }

    @Test
    void stepsThatAreToldTooLittleSayWhatTheyNeed() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "node { evidenceScan() }");
        j.assertLogContains("Say which tool is to look at the commit", run);

        run = run(Result.FAILURE, "node { CHECKOUT\n dir('checkout') { evidenceScan(family: 'dast') } }");
        j.assertLogContains("The policy asks for no tool of the family dast. Name the tool.", run);

        run = run(Result.FAILURE, "node { CHECKOUT\n dir('checkout') { evidenceScan(tool: 'nosuchtool') } }");
        j.assertLogContains("The tool catalogue has no tool 'nosuchtool'", run);
        assertThat(run.getAction(EvidenceAction.class).getOutcome(), is(not(Outcome.PASSED)));
    }

    @Test
    void postBuildActionWorksAsAStep() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "node { CHECKOUT\n controlEvidenceGate(directory: 'checkout') }");

        assertThat(change(run).getGate().isPassed(), is(true));
    }
}
