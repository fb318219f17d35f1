package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A mistake is said where it is made, with line and column; a setter takes nothing that could not be followed. */
@WithJenkins
class SettingsValidationTest {
    private static JenkinsRule jenkins;
    private final NamedPolicy.DescriptorImpl policies = new NamedPolicy.DescriptorImpl();
    private final PolicyRule.DescriptorImpl rules = new PolicyRule.DescriptorImpl();
    private ControlEvidenceConfiguration settings;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void define() {
        SamplePolicies.reset();
        settings = SamplePolicies.define();
    }

    @Test
    void aPolicyIsReadByTheEngine() {
        assertOk(policies.doCheckYaml("policy: strict\nmax-scan-age: 2h\n", "strict"));
        assertError(policies.doCheckYaml("policy: strict\nmax-scan-agee: 2h\n", "strict"), "strict:2:1");
        assertError(policies.doCheckYaml("", "strict"), "strict");
        assertThrows(IllegalArgumentException.class, () -> new NamedPolicy("strict", "policy: [\n"));
    }

    @Test
    void aPolicyHasOneName() {
        assertError(policies.doCheckYaml("policy: lax\n", "strict"), "lax");
        assertThrows(IllegalArgumentException.class, () -> new NamedPolicy("strict", "policy: lax\n"));
        assertThrows(
                IllegalArgumentException.class,
                () -> settings.setPolicies(List.of(SamplePolicies.named("a"), SamplePolicies.named("a"))));
    }

    @Test
    void anIdIsSafeInUrlsAndMessages() {
        assertOk(policies.doCheckId("prod-2.x_y"));
        for (String id : List.of("", "-x", "a b", "<b>", "a/b", "x".repeat(65), "\u202eabc", "\ud83d\ude00")) {
            assertEquals(FormValidation.Kind.ERROR, policies.doCheckId(id).kind, id);
        }
        assertThat(policies.doCheckId("<img src=x>").renderHtml(), not(containsString("<img")));
    }

    @Test
    void cataloguesAreReadByTheEngine() {
        assertOk(settings.doCheckControlCatalogue(""));
        assertOk(settings.doCheckControlCatalogue("requirements:\n  - id: CC7.2-dast\n    title: Web\n"));
        assertError(settings.doCheckControlCatalogue("requirements:\n  - id: CC7.2-dast\n    tests: x\n"), ":3:");
        assertOk(settings.doCheckToolCatalogue("semgrep:\n  timeout: 3600\n"));
        assertError(settings.doCheckToolCatalogue("semgrep:\n  timeouts: 3600\n"), "tool catalogue, line ");
        assertError(settings.doCheckToolCatalogue("# nothing\n"), "tool catalogue");
        assertThrows(IllegalArgumentException.class, () -> settings.setToolCatalogue("semgrep: 1\n"));
        assertThrows(IllegalArgumentException.class, () -> settings.setControlCatalogue("- a\n"));
        assertNull(settings.getToolCatalogue());
        assertNull(settings.getControlCatalogue());
    }

    @Test
    void artefactsAreKeptForAReviewPeriodAndItsAudit() {
        assertOk(settings.doCheckKeepArtefactsDays(""));
        assertOk(settings.doCheckKeepArtefactsDays(" 400 "));
        assertError(settings.doCheckKeepArtefactsDays("399"), "12 months and the time for its audit");
        assertError(settings.doCheckKeepArtefactsDays("99999999999"), "number of days");
        assertThat(settings.doCheckKeepArtefactsDays("<img src=x>").renderHtml(), not(containsString("<img")));
        assertThrows(IllegalArgumentException.class, () -> settings.setKeepArtefactsDays(0));
        assertNull(settings.getKeepArtefactsDays());
    }

    @Test
    void aRuleIsToldWhenItHasNoEffect() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        assertOk(rules.doCheckPolicy(job, "lax"));
        assertError(rules.doCheckPolicy(job, "unheard-of"), "unheard-of");
        assertEquals(FormValidation.Kind.WARNING, rules.doCheckPolicy(null, "not-saved-yet").kind);

        PolicyFolderProperty property = new PolicyFolderProperty();
        property.setRule(new PolicyRule("strict"));
        folder.addProperty(property);
        assertOk(rules.doCheckPolicy(job, "strict"));
        FormValidation ignored = rules.doCheckPolicy(job, "lax");
        assertEquals(FormValidation.Kind.WARNING, ignored.kind);
        assertThat(ignored.getMessage(), containsString(folder.getFullName()));
        assertOk(rules.doCheckPolicy(folder, "lax"));
    }

    @Test
    void thePoliciesToChooseFromAreThoseOfTheAdministrator() {
        assertEquals(List.of("strict", "lax"), List.copyOf(rules.doFillPolicyItems(null)));
    }

    private static void assertOk(FormValidation validation) {
        assertEquals(FormValidation.Kind.OK, validation.kind, validation.getMessage());
    }

    private static void assertError(FormValidation validation, String part) {
        assertEquals(FormValidation.Kind.ERROR, validation.kind);
        assertThat(validation.getMessage(), containsString(part));
    }
}
