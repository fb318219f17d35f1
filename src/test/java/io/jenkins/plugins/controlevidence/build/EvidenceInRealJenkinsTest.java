package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** In a Jenkins with its own class loaders and its filter on serialised classes, with an agent that is another process. */
class EvidenceInRealJenkinsTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void evidenceOfAnAgentSurvivesARestart() throws Throwable {
        jenkins.then(EvidenceInRealJenkinsTest::failOnAgent);
        jenkins.then(EvidenceInRealJenkinsTest::goOnAfterRestart);
    }

    private static void failOnAgent(JenkinsRule j) throws Throwable {
        SampleRepository repository = SampleRepository.in(repositoryDirectory(j));
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        DumbSlave agent = j.createOnlineSlave();
        FreeStyleProject project = j.createFreeStyleProject("gated");
        project.setAssignedNode(agent);
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        checkFailed(build);
    }

    private static void goOnAfterRestart(JenkinsRule j) throws Throwable {
        FreeStyleProject project = j.jenkins.getItemByFullName("gated", FreeStyleProject.class);
        checkFailed(project.getBuildByNumber(1));
        project.setAssignedLabel(null);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        EvidencedChange change =
                build.getAction(EvidenceAction.class).getChanges().get(0);
        assertThat(change.getContinuity(), is(Continuity.UNCHANGED));
        assertThat(change.getScans().get(0).getKnownFindings(), is(1));
        assertThat(change.getScans().get(0).getNewFindings(), is(0));
    }

    private static void checkFailed(FreeStyleBuild build) {
        EvidencedChange change =
                build.getAction(EvidenceAction.class).getChanges().get(0);
        assertThat(change.getGate().getOutcome(), is(Outcome.FAILED));
        assertThat(change.getScans(), hasSize(1));
        assertThat(change.getScans().get(0).getNewFindings(), is(1));
    }

    private static Path repositoryDirectory(JenkinsRule j) throws Exception {
        return Files.createDirectories(j.jenkins.getRootDir().toPath().resolve("sample"));
    }
}
