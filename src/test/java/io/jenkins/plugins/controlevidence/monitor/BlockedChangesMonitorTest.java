package io.jenkins.plugins.controlevidence.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.BatchFile;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.build.EvidencePublisher;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.config.NamedPolicy;
import io.jenkins.plugins.controlevidence.config.PolicyRule;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A gate that stops a protected branch is told to the administrators, once. */
@WithJenkins
class BlockedChangesMonitorTest {
    private static JenkinsRule jenkins;
    private static BlockedChangesMonitor monitor;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        monitor = rule.jenkins.getExtensionList(BlockedChangesMonitor.class).get(0);
        // Asks for what no scan of these builds can prove.
        ControlEvidenceConfiguration.get()
                .setPolicies(List.of(new NamedPolicy("strict", "policy: strict\nrequire: [secrets, sast]\n")));
        ControlEvidenceConfiguration.get().setPolicyRule(new PolicyRule("strict"));
    }

    @BeforeEach
    void forget() {
        BlockedChanges.get().markAsSeen();
    }

    @Test
    void aFailedGateOnAProtectedBranchIsShownUntilItIsSeen() throws Exception {
        FreeStyleProject job = blockedOn("main");
        assertTrue(monitor.isActivated());
        HtmlPage manage = jenkins.createWebClient().goTo("manage");
        assertThat(manage.asNormalizedText(), containsString("Gates did not let a commit on protected branches pass"));
        assertThat(manage.asNormalizedText(), containsString("branch main"));
        assertThat(manage.asNormalizedText(), containsString("by policy strict"));
        assertNotNull(manage.querySelector("a[href$='" + job.getLastBuild().getUrl() + "']"));

        jenkins.submit(manage.getFormByName(monitor.id));
        assertFalse(monitor.isActivated());
    }

    @Test
    void aFailedGateOnAnotherBranchIsItsAuthorsAffair() throws Exception {
        blockedOn("feature/x");
        assertFalse(monitor.isActivated());
    }

    @Test
    void theSameCommitIsToldOnce() throws Exception {
        FreeStyleProject job = blockedOn("main");
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertEquals(1, monitor.getCount());
        assertEquals(2, BlockedChanges.get().unseen().get(0).getBuild());
    }

    @Test
    void itOutlivesARestartAndTheJob() throws Exception {
        FreeStyleProject job = blockedOn("release/1");
        job.delete();
        BlockedChange kept = new BlockedChanges().unseen().get(0);
        assertEquals(job.getName(), kept.getJob());
        assertEquals("release/1", kept.getBranch());
        String manage = jenkins.createWebClient().goTo("manage").asNormalizedText();
        assertThat(manage, containsString(job.getName() + " #1"));
        assertThat(manage, not(containsString("a href")));
    }

    /** A job whose gate did not pass on that branch. */
    private static FreeStyleProject blockedOn(String branch) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        String script = String.join(
                "\n",
                "test -d checkout && exit 0",
                "git init -q checkout",
                "cd checkout",
                "git checkout -q -b " + branch,
                "echo App > README.md",
                "git add .",
                "git -c user.name=Ann -c user.email=ann@example.com -c commit.gpgsign=false commit -q -m First",
                "git remote add origin https://git.example.com/team/" + job.getName() + ".git");
        job.getBuildersList().add(Functions.isWindows() ? new BatchFile(script) : new Shell(script));
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        job.getPublishersList().add(publisher);
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        return job;
    }
}
