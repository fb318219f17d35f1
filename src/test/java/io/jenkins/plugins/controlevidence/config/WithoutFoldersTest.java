package io.jenkins.plugins.controlevidence.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.FreeStyleProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The Folders plugin is optional, and settings are there again after a restart of a real Jenkins. */
class WithoutFoldersTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins("cloudbees-folder");

    @Test
    void jobsHaveTheirSettingsAlsoAfterARestart() throws Throwable {
        jenkins.then(WithoutFoldersTest::configure);
        jenkins.then(WithoutFoldersTest::verify);
    }

    private static void configure(JenkinsRule rule) throws Exception {
        assertNull(rule.jenkins.getPlugin("cloudbees-folder"));
        SamplePolicies.define().setPolicyRule(new PolicyRule("strict"));
        rule.createFreeStyleProject("job");
        verify(rule);
    }

    private static void verify(JenkinsRule rule) throws Exception {
        FreeStyleProject job = rule.jenkins.getItemByFullName("job", FreeStyleProject.class);
        assertEquals("strict", EffectiveSettings.of(job).policyId());
        rule.createWebClient().goTo("manage/" + ControlEvidenceLink.URL);
        rule.createWebClient().getPage(job, "configure");
    }
}
