package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The wrapper of a freestyle job masks what scans have found, and records what nobody ran. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class EvidenceWrapperTest {
    @TempDir
    private Path directory;

    private JenkinsRule j;
    private SampleRepository repository;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        repository = SampleRepository.in(directory.resolve("app"));
    }

    private FreeStyleProject project() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        EvidenceWrapper wrapper = new EvidenceWrapper();
        wrapper.setDirectory("checkout");
        project.getBuildWrappersList().add(wrapper);
        project.getBuildersList().add(repository.checkout());
        return project;
    }

    @Test
    void whatNobodyRanIsNotProven() throws Exception {
        repository.commit(
                ".control-evidence.yml", "policy: strict\nscans: [secrets, semgrep]\nrequire: [secrets, sast]\n");

        FreeStyleBuild build = j.buildAndAssertSuccess(project());

        List<ScanSummary> scans =
                build.getAction(EvidenceAction.class).getChanges().get(0).getScans();
        assertThat(scans.stream().map(ScanSummary::getTool).toList(), contains("secrets", "semgrep"));
        assertThat(scans.stream().map(ScanSummary::getOutcome).distinct().toList(), contains(Outcome.NOT_PROVEN));
    }

    @Test
    void whatThePostBuildActionHasRunIsNotRecordedTwice() throws Exception {
        FreeStyleProject project = project();
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);

        FreeStyleBuild build = j.buildAndAssertSuccess(project);

        List<ScanSummary> scans =
                build.getAction(EvidenceAction.class).getChanges().get(0).getScans();
        assertThat(scans.stream().map(ScanSummary::getOutcome).toList(), contains(Outcome.PASSED));
    }

    @Test
    void credentialThatTheLastBuildHasFoundIsMasked() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        FreeStyleProject project = project();
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
        j.buildAndAssertStatus(Result.FAILURE, project);
        project.getBuildersList().add(new Shell("cat checkout/app.properties"));

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        j.assertLogContains("token = [redacted]", build);
        j.assertLogNotContains(SampleRepository.credential(), build);
    }

    @Test
    void workspaceWithoutRepositoryIsTold() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        project.getBuildWrappersList().add(new EvidenceWrapper());

        FreeStyleBuild build = j.buildAndAssertSuccess(project);

        j.assertLogContains("There is no git repository in", build);
        j.assertLogContains("the build has recorded no evidence", build);
        assertThat(build.getAction(EvidenceAction.class).getChanges().isEmpty(), is(true));
    }

    @Test
    void settingsSurviveTheForm() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        EvidenceWrapper wrapper = new EvidenceWrapper();
        wrapper.setDirectory("some/where");
        wrapper.setBranch("release/1");
        project.getBuildWrappersList().add(wrapper);

        j.configRoundtrip(project);

        j.assertEqualDataBoundBeans(wrapper, project.getBuildWrappersList().get(EvidenceWrapper.class));
    }
}
