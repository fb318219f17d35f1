package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.JobProperty;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The settings of a job: global, narrowed by folders and by the job. */
@WithJenkins
class EffectiveSettingsTest {
    private static JenkinsRule jenkins;
    private ControlEvidenceConfiguration global;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void define() {
        SamplePolicies.reset();
        global = SamplePolicies.define();
    }

    @Test
    void withoutAnySettingTheRepositorysOwnPolicyApplies() throws Exception {
        EffectiveSettings settings = EffectiveSettings.of(jenkins.createFreeStyleProject());
        assertNull(settings.policyYaml());
        assertTrue(settings.repositoryPolicyAllowed());
        assertEquals(
                jenkins.jenkins
                        .getRootDir()
                        .toPath()
                        .resolve("control-evidence")
                        .toAbsolutePath(),
                settings.storeDirectory());
        assertEquals(ReviewPeriod.LAST_3_MONTHS, settings.reviewPeriod());
        assertNull(settings.toolCatalogueYaml());
        assertNull(settings.controlCatalogueYaml());
    }

    @Test
    void anImposedPolicyReachesEveryJob() throws Exception {
        global.setPolicyRule(new PolicyRule("strict"));
        Folder folder = jenkins.createProject(Folder.class);
        EffectiveSettings settings = EffectiveSettings.of(folder.createProject(FreeStyleProject.class, "job"));
        assertEquals("strict", settings.policyId());
        assertEquals("policy: strict\n", settings.policyYaml());
        assertFalse(settings.repositoryPolicyAllowed());
    }

    @Test
    void foldersCountFromTheOutermostAndTheJobLast() throws Exception {
        Folder outer = jenkins.createProject(Folder.class);
        Folder inner = outer.createProject(Folder.class, "inner");
        FreeStyleProject job = inner.createProject(FreeStyleProject.class, "job");
        impose(outer, allowingOthers("strict"));
        assertEquals("strict", EffectiveSettings.of(job).policyId());
        impose(inner, allowingOthers("lax"));
        assertEquals("lax", EffectiveSettings.of(job).policyId());
        job.addProperty(new PolicyJobProperty(new PolicyRule("strict")));
        assertEquals("strict", EffectiveSettings.of(job).policyId());
        impose(outer, new PolicyRule("lax"));
        assertEquals("lax", EffectiveSettings.of(job).policyId(), "the outer folder allows no other");
    }

    @Test
    void aPolicyThatIsNotThereIsAnErrorAndNotALessStrictOne() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("payments");
        job.addProperty(new PolicyJobProperty(new PolicyRule("strict")));
        global.setPolicies(List.of());
        SettingsException e = assertThrows(SettingsException.class, () -> EffectiveSettings.of(job));
        assertThat(e.getMessage(), allOf(containsString("'strict'"), containsString("'payments'")));
    }

    @Test
    void aStepMayAskForAnotherPolicyOnlyWhereThatIsAllowed() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        assertEquals("lax", EffectiveSettings.of(job).withPolicy("lax").policyId());
        assertFalse(EffectiveSettings.of(job).withPolicy("lax").repositoryPolicyAllowed());

        global.setPolicyRule(new PolicyRule("strict"));
        EffectiveSettings imposed = EffectiveSettings.of(job);
        assertEquals("strict", imposed.withPolicy("strict").policyId());
        SettingsException e = assertThrows(SettingsException.class, () -> imposed.withPolicy("lax"));
        assertThat(e.getMessage(), allOf(containsString("'lax'"), containsString("'strict'")));
        assertThrows(SettingsException.class, () -> imposed.withPolicy("unheard-of"));
    }

    /** What {@code properties([controlEvidencePolicy(rule: [policy: 'strict'])])} makes of it. */
    @Test
    void aPipelineCanPutItsJobUnderARule() throws Exception {
        assertInstanceOf(
                PolicyJobProperty.DescriptorImpl.class,
                SymbolLookup.get().findDescriptor(JobProperty.class, "controlEvidencePolicy"));
        PolicyJobProperty property = DescribableModel.of(PolicyJobProperty.class)
                .instantiate(Map.of("rule", Map.of("policy", "strict", "otherPoliciesAllowed", true)), null);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.addProperty(property);
        assertEquals("strict", EffectiveSettings.of(job).policyId());
        assertTrue(EffectiveSettings.of(job).otherPoliciesAllowed());
    }

    private static void impose(Folder folder, PolicyRule rule) throws Exception {
        PolicyFolderProperty property = new PolicyFolderProperty();
        property.setRule(rule);
        folder.getProperties().replace(property);
    }

    private static PolicyRule allowingOthers(String id) {
        PolicyRule rule = new PolicyRule(id);
        rule.setOtherPoliciesAllowed(true);
        return rule;
    }
}
