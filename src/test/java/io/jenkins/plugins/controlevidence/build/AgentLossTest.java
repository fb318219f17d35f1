package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that is killed in the middle of a scan leaves an honest outcome, and what was recorded before stays. */
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
}
