package io.jenkins.plugins.controlevidence.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller restart in the middle of a build neither loses nor doubles a record. */
@DisabledOnOs(OS.WINDOWS)
class RestartTest {
    private static final String POLICY = "policy: two\nscans: [secrets, semgrep]\nrequire: [secrets, sast]\n";

    @RegisterExtension
    private final JenkinsSessionExtension jenkins = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @Test
    void gateAfterRestartJudgesWhatWasRecordedBefore() throws Throwable {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit(".control-evidence.yml", POLICY);
        jenkins.then(j -> {
            WorkflowJob job = j.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("""
                    controlEvidence {
                      node {
                        sh '''%s'''
                        dir('checkout') { evidenceScan(family: 'secrets') }
                      }
                      semaphore 'wait'
                      evidenceGate(onFailure: 'UNSTABLE')
                    }
                    """.formatted(repository.checkoutScript()), true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("wait/1", run);
        });
        jenkins.then(j -> {
            WorkflowRun run =
                    j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            SemaphoreStep.success("wait/1", null);
            j.assertBuildStatus(Result.UNSTABLE, j.waitForCompletion(run));

            EvidencedChange change =
                    run.getAction(EvidenceAction.class).getChanges().get(0);
            assertThat(change.getScans().stream().map(ScanSummary::getTool).toList(), contains("secrets", "semgrep"));
            assertThat(change.getScans().get(1).getOutcome(), is(Outcome.NOT_PROVEN));
            assertThat(change.getGate().getOutcome(), is(Outcome.NOT_PROVEN));
            assertThat(run.getAction(EvidenceAction.class).getChanges(), hasSize(1));
            // The run, the scan, the gate, and the scan that did not run.
            assertThat(ControllerEvidence.get().store().ledger().size(), is(4L));
        });
    }

    /** A tool that has not ended when the controller stops: the first run waits, the one after the restart does not. */
    @Test
    void scanThatARestartCutOffIsRecordedOnceByItsRetry() throws Throwable {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit(".control-evidence.yml", "policy: slow\nscans: [slow]\nrequire: [sast]\n");
        Path begun = directory.resolve("begun");
        String catalogue = """
                slow:
                  family: sast
                  command: [sh, -c, "test -e %1$s && exit 3; touch %1$s; sleep 300"]
                  report: {format: sarif}
                  exits: {clean: [0], findings: [1]}
                """.formatted(begun);
        jenkins.then(j -> {
            ControlEvidenceConfiguration.get().setToolCatalogue(catalogue);
            WorkflowJob job = j.createProject(WorkflowJob.class, "slow");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                      sh '''%s'''
                      dir('checkout') {
                        retry(count: 2, conditions: [nonresumable()]) { evidenceScan(tool: 'slow') }
                      }
                    }
                    """.formatted(repository.checkoutScript()), true));
            job.scheduleBuild2(0).waitForStart();
            while (!Files.exists(begun)) {
                Thread.sleep(50);
            }
        });
        jenkins.then(j -> {
            WorkflowRun run =
                    j.jenkins.getItemByFullName("slow", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));

            EvidencedChange change =
                    run.getAction(EvidenceAction.class).getChanges().get(0);
            assertThat(change.getScans().stream().map(ScanSummary::getTool).toList(), contains("slow"));
            assertThat(change.getScans().get(0).getOutcome(), is(Outcome.ERROR));
            // The run, and the scan after the restart.
            assertThat(ControllerEvidence.get().store().ledger().size(), is(2L));
        });
    }
}
