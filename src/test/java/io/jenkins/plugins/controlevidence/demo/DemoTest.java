package io.jenkins.plugins.controlevidence.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A newcomer who starts the demo sees two failed gates with their reasons; nobody else sees any of it. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class DemoTest {
    @Test
    void bothJobsFailTheirGateForAReason(JenkinsRule j) throws Exception {
        assertThat(j.jenkins.getItems(), is(empty()));
        System.setProperty(Demo.PROPERTY, "true");
        try {
            Demo.create();
        } finally {
            System.clearProperty(Demo.PROPERTY);
        }
        j.waitUntilNoActivity();

        for (Job<?, ?> job : j.jenkins.getAllItems(Job.class)) {
            Run<?, ?> build = job.getLastBuild();
            EvidenceAction evidence = build.getAction(EvidenceAction.class);
            assertThat(job.getName(), evidence.getOutcome(), is(Outcome.FAILED));
            j.assertLogContains("Revoke each credential at its provider first", build);
            j.assertLogNotContains(PlantedCredential.gitHubToken(), build);
        }
        assertThat(j.jenkins.getAllItems(Job.class).size(), is(2));
    }
}
