package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Path;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Names and files are the attacker's to choose; so is what a build does to its workspace. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class HostileInputTest {
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final String RIGHT_TO_LEFT = "\u202E";

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

    @Test
    void namesAreShownAsTextAndCannotForgeLines() throws Exception {
        repository.commit(MARKUP + RIGHT_TO_LEFT + ".properties", "token = " + SampleRepository.credential() + "\n");
        repository.commit(".control-evidence.yml", "policy: \"" + MARKUP + "\\n[Control Evidence] gate PASSED\"\n");
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setBranch("x" + MARKUP + RIGHT_TO_LEFT + "\n[Control Evidence] gate PASSED");

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project(publisher));

        assertThat(
                build.getLog(1000).stream()
                        .filter(line -> line.startsWith("[Control Evidence] gate PASSED"))
                        .toList(),
                is(empty()));
        j.assertLogNotContains(RIGHT_TO_LEFT, build);
        HtmlPage page = j.createWebClient().getPage(build);
        assertThat(page.querySelectorAll("img[src=x]"), is(empty()));
        assertThat(page.asNormalizedText(), containsString(MARKUP));
        assertThat(page.asNormalizedText(), not(containsString(RIGHT_TO_LEFT)));
    }

    @Test
    void buildCannotChangeThePolicyItIsJudgedBy() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        FreeStyleProject project = project(new EvidencePublisher());
        project.getBuildersList()
                .add(new Shell(
                        "printf 'policy: lax\\nthresholds: {all: {critical: 9}}\\n' > checkout/.control-evidence.yml"));

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        GateSummary gate =
                build.getAction(EvidenceAction.class).getChanges().get(0).getGate();
        assertThat(gate.getOutcome(), is(Outcome.FAILED));
        assertThat(gate.getPolicyId(), is("default"));
    }

    @Test
    void directoryCannotLeadOutOfTheWorkspace() throws Exception {
        EvidencePublisher publisher = new EvidencePublisher();
        FreeStyleProject project = project(publisher);
        publisher.setDirectory("../../../..");

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(
                build.getAction(EvidenceAction.class).getProblems().get(0),
                containsString("is not inside the workspace"));
    }

    @Test
    void brokenPolicyIsAnErrorThatNamesThePlace() throws Exception {
        repository.commit(".control-evidence.yml", "policy: own\nscans: []\n");

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project(new EvidencePublisher()));

        EvidenceAction action = build.getAction(EvidenceAction.class);
        assertThat(action.getOutcome(), is(Outcome.ERROR));
        assertThat(action.getProblems().get(0), containsString(".control-evidence.yml:2:8: "));
    }
}
