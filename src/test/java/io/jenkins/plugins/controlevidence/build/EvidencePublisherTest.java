package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The post-build action scans, gates and records what a build has checked out. */
@WithJenkins
class EvidencePublisherTest {
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

    private FreeStyleProject project(EvidencePublisher publisher) throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        project.getBuildersList().add(repository.checkout());
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
        return project;
    }

    private static EvidencedChange change(FreeStyleBuild build) {
        EvidenceAction action = build.getAction(EvidenceAction.class);
        assertThat(action.getChanges(), hasSize(1));
        return action.getChanges().get(0);
    }

    @Test
    void cleanCommitPasses() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(project(new EvidencePublisher()));

        EvidencedChange change = change(build);
        assertThat(change.getRepository(), is(SampleRepository.NAME));
        assertThat(change.getBranch(), is("main"));
        assertThat(change.getContinuity(), is(Continuity.FIRST));
        assertThat(change.getGate().getOutcome(), is(Outcome.PASSED));
        assertThat(change.getScans(), hasSize(1));
        assertThat(change.getScans().get(0).getOutcome(), is(Outcome.PASSED));
        assertThat(build.getAction(EvidenceAction.class).getProblems(), is(empty()));
    }

    @Test
    void plantedCredentialFailsTheBuildAndIsNeverShown() throws Exception {
        repository.commit("config/app.properties", "token = " + SampleRepository.credential() + "\n");
        FreeStyleProject project = project(new EvidencePublisher());

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        EvidencedChange change = change(build);
        assertThat(change.getGate().getOutcome(), is(Outcome.FAILED));
        assertThat(change.getGate().getReasons().get(0).isBlocking(), is(true));
        assertThat(change.getScans().get(0).getOutcome(), is(Outcome.FAILED));
        assertThat(change.getScans().get(0).getNewFindings(), is(1));
        j.assertLogContains("The gate did not pass (FAILED)", build);
        j.assertLogNotContains(SampleRepository.credential(), build);
        String page = j.createWebClient().getPage(build).asNormalizedText();
        assertThat(page, containsString("Gate not passed: FAILED"));
        assertThat(page, not(containsString("null")));
        assertThat(page, containsString(change.getGate().getReasons().get(0).getText()));
        assertThat(page, containsString(change.getGate().getReasons().get(0).getRemedy()));
        assertThat(page, not(containsString(SampleRepository.credential())));
    }

    @Test
    void nextBuildContinuesWhereTheLastOneStopped() throws Exception {
        FreeStyleProject project = project(new EvidencePublisher());
        EvidencedChange first = change(j.buildAndAssertSuccess(project));
        String second = repository.commit("src/App.java", "class App {}\n");

        EvidencedChange change = change(j.buildAndAssertSuccess(project));

        assertThat(change.getBase(), is(first.getCommit()));
        assertThat(change.getCommit(), is(second));
        assertThat(change.getContinuity(), is(Continuity.CONTINUED));
        assertThat(change.getCommits(), is(1));
    }

    @Test
    void failedGateCanMakeTheBuildUnstableOrNothing() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        EvidencePublisher unstable = new EvidencePublisher();
        unstable.setOnFailure(OnFailure.UNSTABLE);
        EvidencePublisher note = new EvidencePublisher();
        note.setOnFailure(OnFailure.NOTE);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.UNSTABLE, project(unstable));
        assertThat(change(build).getGate().getOutcome(), is(Outcome.FAILED));
        build = j.buildAndAssertSuccess(project(note));
        assertThat(change(build).getGate().getOutcome(), is(Outcome.FAILED));
    }

    @Test
    void workspaceWithoutRepositoryIsAnErrorThatSaysWhatToDo() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        project.getPublishersList().add(new EvidencePublisher());

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        EvidenceAction action = build.getAction(EvidenceAction.class);
        assertThat(action.getOutcome(), is(Outcome.ERROR));
        assertThat(action.getChanges(), is(empty()));
        assertThat(action.getProblems().get(0), containsString("Check one out before this step"));
        j.assertLogContains("There is no git repository in", build);
    }

    @Test
    void evidenceOutlivesBuildAndJob() throws Exception {
        FreeStyleProject project = project(new EvidencePublisher());
        FreeStyleBuild build = j.buildAndAssertSuccess(project);
        String record = change(build).getGate().getRecordId();
        long size = ControllerEvidence.get().store().ledger().size();

        build.delete();
        project.delete();

        assertThat(ControllerEvidence.get().store().ledger().size(), is(size));
        assertThat(ControllerEvidence.get().store().ledger().find(record), hasSize(1));
        List<Check> checks = new StoreVerifier(ControllerEvidence.get().store().directory(), Trust.NONE, check -> {})
                .verify(Progress.NONE);
        assertThat(checks.stream().map(Check::status).distinct().toList(), is(List.of(Check.Status.VERIFIED)));
    }

    @Test
    void settingsSurviveTheForm() throws Exception {
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("some/where");
        publisher.setBranch("release/1");
        publisher.setOnFailure(OnFailure.UNSTABLE);

        EvidencePublisher saved = j.configRoundtrip(publisher);

        j.assertEqualDataBoundBeans(publisher, saved);
    }
}
