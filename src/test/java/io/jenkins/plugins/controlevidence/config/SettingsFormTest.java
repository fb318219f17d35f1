package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people type into the forms arrives, and what cannot be followed is refused as a whole. */
@WithJenkins
class SettingsFormTest {
    private static final String CONTROLS =
            "requirements:\n  - id: CC7.2-dast\n    title: \"Web <b>applications</b>\"\n";
    private static final String TOOLS = "semgrep:\n  timeout: 3600\n";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void reset() {
        SamplePolicies.reset();
    }

    @Test
    void everySettingSurvivesItsForm(@TempDir Path elsewhere) throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        PolicyRule rule = new PolicyRule("strict");
        rule.setRepositoryPolicyAllowed(true);
        settings.setPolicyRule(rule);
        settings.setReviewPeriod(ReviewPeriod.LAST_QUARTER);
        settings.setControlCatalogue(CONTROLS);
        settings.setToolCatalogue(TOOLS);
        settings.setStoreDirectory(elsewhere.toString());
        settings.setKeepArtefactsDays(500);

        jenkins.submit(form());

        assertEquals(2, settings.getPolicies().size());
        jenkins.assertEqualDataBoundBeans(
                SamplePolicies.named("lax"), settings.getPolicies().get(1));
        jenkins.assertEqualDataBoundBeans(rule, settings.getPolicyRule());
        assertEquals(ReviewPeriod.LAST_QUARTER, settings.getReviewPeriod());
        assertEquals(CONTROLS.trim(), settings.getControlCatalogue().trim());
        assertEquals(TOOLS.trim(), settings.getToolCatalogue().trim());
        assertEquals(elsewhere.toString(), settings.getStoreDirectory());
        assertEquals(500, settings.getKeepArtefactsDays());
    }

    @Test
    void anEmptyFormMeansTheDefaults() throws Exception {
        jenkins.submit(form());
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        assertNull(settings.getStoreDirectory());
        assertNull(settings.getKeepArtefactsDays());
        assertNull(settings.getPolicyRule());
        assertNull(settings.getControlCatalogue());
        assertNull(settings.getToolCatalogue());
        assertEquals(List.of(), settings.getPolicies());
        assertEquals(ReviewPeriod.LAST_3_MONTHS, settings.getReviewPeriod());
    }

    @Test
    void whatIsTakenOutOfTheFormIsTakenOutOfTheSettings() throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        settings.setPolicyRule(new PolicyRule("strict"));
        HtmlForm form = form();
        form.getInputByName("_.policyRule").click();
        jenkins.submit(form);
        assertNull(settings.getPolicyRule());
    }

    @Test
    void aFormThatCannotBeFollowedChangesNothing() throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        settings.setReviewPeriod(ReviewPeriod.LAST_6_MONTHS);
        HtmlForm form = form();
        form.getSelectByName("reviewPeriod").setSelectedAttribute("LAST_12_MONTHS", true);
        form.getTextAreaByName("_.controlCatalogue").setText("requirements:\n  - id: X\n    unknown: 1\n");
        FailingHttpStatusCodeException e =
                assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        assertEquals(400, e.getStatusCode());
        assertThat(e.getResponse().getContentAsString(), containsString("control catalogue:3:"));
        assertEquals(ReviewPeriod.LAST_6_MONTHS, settings.getReviewPeriod());
        assertNull(settings.getControlCatalogue());
        assertEquals(2, settings.getPolicies().size());
    }

    @ParameterizedTest
    @CsvSource({"399, at least 400 days", "1e3, is no number of days"})
    void artefactsAreNotKeptForLessThanAnAuditNeeds(String days, String why) throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        settings.setKeepArtefactsDays(800);
        HtmlForm form = form();
        form.getInputByName("_.keepArtefactsDays").setValueAttribute(days);
        FailingHttpStatusCodeException e =
                assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        assertThat(e.getResponse().getContentAsString(), containsString(why));
        assertEquals(800, settings.getKeepArtefactsDays());
    }

    @Test
    void aRuleForAPolicyThatIsNotInTheListIsRefused() throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        settings.setPolicyRule(new PolicyRule("strict"));
        HtmlForm form = form();
        form.getInputByName("_.policy").setValue("unheard-of");
        FailingHttpStatusCodeException e =
                assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        assertThat(e.getResponse().getContentAsString(), containsString("unheard-of"));
        assertEquals("strict", settings.getPolicyRule().getPolicy());
    }

    @Test
    void settingsAreReadAgainAfterARestart() throws Exception {
        ControlEvidenceConfiguration settings = SamplePolicies.define();
        settings.setPolicyRule(new PolicyRule("strict"));
        settings.setReviewPeriod(ReviewPeriod.LAST_12_MONTHS);
        ControlEvidenceConfiguration fresh = new ControlEvidenceConfiguration();
        fresh.load();
        assertEquals(ReviewPeriod.LAST_12_MONTHS, fresh.getReviewPeriod());
        assertEquals("strict", fresh.getPolicyRule().getPolicy());
        jenkins.assertEqualDataBoundBeans(settings.getPolicies(), fresh.getPolicies());
    }

    @Test
    void theRuleOfAJobSurvivesItsForm() throws Exception {
        SamplePolicies.define();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        PolicyRule rule = new PolicyRule("lax");
        rule.setOtherPoliciesAllowed(true);
        job.addProperty(new PolicyJobProperty(rule));
        jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                rule, job.getProperty(PolicyJobProperty.class).getRule());

        FreeStyleProject without = jenkins.configRoundtrip(jenkins.createFreeStyleProject());
        assertNull(without.getProperty(PolicyJobProperty.class));
    }

    @Test
    void theRuleOfAFolderSurvivesItsForm() throws Exception {
        SamplePolicies.define();
        Folder folder = jenkins.createProject(Folder.class);
        PolicyFolderProperty property = new PolicyFolderProperty();
        property.setRule(new PolicyRule("lax"));
        folder.addProperty(property);
        folder = jenkins.configRoundtrip(folder);
        jenkins.assertEqualDataBoundBeans(
                new PolicyRule("lax"),
                folder.getProperties().get(PolicyFolderProperty.class).getRule());

        Folder without = jenkins.configRoundtrip(jenkins.createProject(Folder.class));
        PolicyFolderProperty none = without.getProperties().get(PolicyFolderProperty.class);
        assertTrue(none == null || none.getRule() == null);
    }

    @Test
    void thePageIsFoundUnderManageJenkins() throws Exception {
        HtmlPage manage = jenkins.createWebClient().goTo("manage");
        assertNotNull(manage.querySelector("a[href$='" + ControlEvidenceLink.URL + "']"));
    }

    private HtmlForm form() throws Exception {
        return jenkins.createWebClient()
                .goTo("manage/" + ControlEvidenceLink.URL)
                .getFormByName("config");
    }
}
