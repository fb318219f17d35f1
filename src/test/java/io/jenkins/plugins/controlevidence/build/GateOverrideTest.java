package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may lets a build through its gate by a reason that they gave themselves, and that is recorded. */
@WithJenkins
class GateOverrideTest {
    private static final String REASON = "the supplier confirmed <b>it</b>";

    @TempDir
    private Path directory;

    private JenkinsRule j;
    private FreeStyleProject project;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("dev", "lead")
                .grant(ControlEvidencePermissions.OVERRIDE)
                .everywhere()
                .to("lead"));
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        project = j.createFreeStyleProject("p");
        project.addProperty(new ParametersDefinitionProperty(new OverrideParameterDefinition("OVERRIDE_GATE")));
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
    }

    private FreeStyleBuild startedBy(String user, String reason, Result expected) throws Exception {
        JenkinsRule.WebClient web = j.createWebClient().login(user);
        web.setThrowExceptionOnFailingStatusCode(true);
        URL url = new URL(
                j.getURL(),
                "job/p/buildWithParameters?delay=0sec&OVERRIDE_GATE="
                        + URLEncoder.encode(reason, StandardCharsets.UTF_8));
        web.getPage(web.addCrumb(new WebRequest(url, HttpMethod.POST)));
        j.waitUntilNoActivity();
        return j.assertBuildStatus(expected, project.getLastBuild());
    }

    private static GateSummary gate(FreeStyleBuild build) {
        return build.getAction(EvidenceAction.class).getChanges().get(0).getGate();
    }

    @Test
    void personWithThePermissionLetsTheBuildThroughAndTheVerdictStays() throws Exception {
        FreeStyleBuild build = startedBy("lead", REASON, Result.SUCCESS);

        GateSummary gate = gate(build);
        assertThat(gate.getOutcome(), is(Outcome.FAILED));
        assertThat(gate.getOverriddenBy(), is("lead"));
        assertThat(gate.getOverrideReason(), is(REASON));
        assertThat(ControllerEvidence.get().store().ledger().find(gate.getOverrideRecordId()), hasSize(1));
        String page = j.createWebClient().login("lead").getPage(build).asNormalizedText();
        assertThat(page, containsString("Overridden by lead: " + REASON));
    }

    @Test
    void personWithoutThePermissionDoesNot() throws Exception {
        FreeStyleBuild build = startedBy("dev", REASON, Result.FAILURE);

        j.assertLogContains("dev lacks the permission Control Evidence/Override", build);
        assertThat(gate(build).getOverriddenBy(), is(nullValue()));
    }

    @Test
    void emptyReasonOverridesNothing() throws Exception {
        FreeStyleBuild build = startedBy("lead", " ", Result.FAILURE);

        assertThat(gate(build).getOverriddenBy(), is(nullValue()));
    }

    @Test
    void reasonOfAnotherBuildCannotBeCarriedAlong() throws Exception {
        startedBy("lead", REASON, Result.SUCCESS);
        ParametersAction old = project.getLastBuild().getAction(ParametersAction.class);

        FreeStyleBuild replayed = j.assertBuildStatus(
                Result.FAILURE,
                project.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("dev")), old)
                        .get());

        j.assertLogContains("it was asked for by lead, who did not start this build", replayed);
    }

    @Test
    void timerHasNoReason() throws Exception {
        FreeStyleBuild build = project.scheduleBuild2(0).get();

        j.assertBuildStatus(Result.FAILURE, build);
        assertThat(gate(build).getOverriddenBy(), is(nullValue()));
    }

    @Test
    void definitionSurvivesTheForm() throws Exception {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());

        j.configRoundtrip(project);

        OverrideParameterDefinition definition = (OverrideParameterDefinition)
                project.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("OVERRIDE_GATE");
        assertThat(definition.getName(), is("OVERRIDE_GATE"));
    }
}
