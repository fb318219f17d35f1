package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that goes away in the middle of a scan, or has no room, leaves an honest outcome, and what was recorded before stays. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class AgentLossTest {
    /** A tool that kills the process that runs it: the agent. */
    private static final String CATALOGUE = """
            assassin:
              family: sast
              command: [sh, -c, "kill -9 $PPID; sleep 60"]
              report: {format: sarif}
              exits: {clean: [0], findings: [1]}
            """;

    private static final String POLICY = """
            policy: both
            scans: [secrets, assassin]
            require: [secrets, sast]
            """;

    @TempDir
    private Path directory;

    @Test
    void killedAgentIsAnErrorNotAPass(JenkinsRule j) throws Exception {
        ControlEvidenceConfiguration.get().setToolCatalogue(CATALOGUE);
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit(".control-evidence.yml", POLICY);
        DumbSlave agent = j.createOnlineSlave();
        FreeStyleProject project = j.createFreeStyleProject();
        project.setAssignedNode(agent);
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        EvidencedChange change =
                build.getAction(EvidenceAction.class).getChanges().get(0);
        assertThat(change.getScans(), hasSize(2));
        assertThat(change.getScans().get(0).getOutcome(), is(Outcome.PASSED));
        assertThat(change.getScans().get(1).getOutcome(), is(Outcome.ERROR));
        assertThat(
                change.getScans().get(1).getReason(), containsString("The scan broke off on " + agent.getNodeName()));
        assertThat(change.getGate().getOutcome(), is(Outcome.ERROR));
    }

    /** A tool that says that it has begun and takes its time; an administrator takes the agent away meanwhile. */
    @Test
    void closedAgentIsAnErrorOnRecordAndThePipelineEnds(JenkinsRule j) throws Exception {
        Path begun = directory.resolve("begun");
        ControlEvidenceConfiguration.get().setToolCatalogue("""
                slow:
                  family: sast
                  command: [sh, -c, "touch %s; sleep 60"]
                  report: {format: sarif}
                  exits: {clean: [0], findings: [1]}
                """.formatted(begun));
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit(".control-evidence.yml", "policy: slow\nscans: [slow]\nrequire: [sast]\n");
        DumbSlave agent = j.createOnlineSlave();
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node('%s') {
                  sh '''%s'''
                  dir('checkout') { evidenceScan(tool: 'slow') }
                }
                evidenceGate()
                echo 'went on'
                """.formatted(agent.getNodeName(), repository.checkoutScript()), true));

        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        while (!Files.exists(begun)) {
            Thread.sleep(50);
        }
        agent.toComputer().disconnect(new OfflineCause.ByCLI("taken away")).get(1, TimeUnit.MINUTES);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));

        j.assertLogNotContains("went on", run);
        EvidencedChange change =
                run.getAction(EvidenceAction.class).getChanges().get(0);
        assertThat(change.getScans().get(0).getOutcome(), is(Outcome.ERROR));
        assertThat(
                change.getScans().get(0).getReason(), containsString("The scan broke off on " + agent.getNodeName()));
        assertThat(change.getGate().getOutcome(), is(Outcome.ERROR));
    }

    /** As where its disk is full: nothing can be put beside the workspace. */
    @Test
    void agentWithoutRoomIsAnErrorAndTheBuildEnds(JenkinsRule j) throws Exception {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        FreeStyleProject project = j.createFreeStyleProject();
        project.getBuildersList().add(repository.checkout());
        project.getBuildersList().add(new Shell("rm -rf \"$WORKSPACE@tmp\"\ntouch \"$WORKSPACE@tmp\""));
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        EvidenceAction evidence = build.getAction(EvidenceAction.class);
        assertThat(evidence.getOutcome(), is(Outcome.ERROR));
        assertThat(evidence.getProblems().get(0), containsString("There is no evidence (ERROR)"));
        assertThat(evidence.getProblems().get(0), containsString("@tmp"));
    }
}
