package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** Jobs and builds that the first version wrote are read by this one; what it did not write is merely missing. */
@WithJenkins
class UpgradeTest {
    @Test
    @LocalData
    void buildOfTheFirstVersionIsReadAndShown(JenkinsRule j) throws Exception {
        FreeStyleProject project = j.jenkins.getItemByFullName("gated", FreeStyleProject.class);
        FreeStyleBuild build = project.getBuildByNumber(1);

        EvidencedChange change =
                build.getAction(EvidenceAction.class).getChanges().get(0);
        assertThat(change.getGate().getOutcome(), is(Outcome.FAILED));
        assertThat(change.getScans().get(0).getNewFindings(), is(1));
        assertThat(change.getScans().get(0).getBaseline(), is(nullValue()));
        assertThat(change.getActivities(), is(empty()));
        assertThat(change.authors(), is(empty()));
        EvidencePublisher publisher = project.getPublishersList().get(EvidencePublisher.class);
        assertThat(publisher.getDirectory(), is("checkout"));
        assertThat(publisher.getOnFailure(), is(OnFailure.FAILURE));

        JenkinsRule.WebClient wc = j.createWebClient();
        HtmlPage page = wc.getPage(build);
        assertThat(page.asNormalizedText(), containsString("Gate not passed: FAILED"));
        assertThat(((HtmlPage) wc.getPage(project)).asNormalizedText(), containsString("Latest gate: failed"));
        wc.goTo(build.getUrl() + "evidence/");
        JSONObject json = j.getJSON(build.getUrl() + "evidence/api/json").getJSONObject();
        assertThat(json.getString("outcome"), is("FAILED"));
    }
}
