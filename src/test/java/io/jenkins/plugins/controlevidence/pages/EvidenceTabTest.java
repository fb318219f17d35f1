package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.controlevidence.build.EvidencePublisher;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build's evidence and a job's gates, seen by those who may. */
@WithJenkins
class EvidenceTabTest {
    private static final String HOSTILE = "config/<b onclick=x>\u202Etxt.\uD83D\uDE08.properties";

    @TempDir
    private Path directory;

    private JenkinsRule j;
    private FreeStyleProject project;
    private FreeStyleBuild passed;
    private FreeStyleBuild failed;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        project = j.createFreeStyleProject("p");
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
        passed = j.buildAndAssertSuccess(project);
        repository.commit(HOSTILE, "token = " + SampleRepository.credential() + "\n");
        failed = j.buildAndAssertStatus(Result.FAILURE, project);
    }

    private void secure() {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "auditor")
                .grant(ControlEvidencePermissions.EXPORT)
                .everywhere()
                .to("auditor"));
    }

    @Test
    void findingIsListedWithPlaceRuleAndMaskAndNeverWithItsValue() throws Exception {
        HtmlPage page = j.createWebClient().goTo(failed.getUrl() + "evidence/");

        String text = page.asNormalizedText();
        assertThat(text, containsString("config/<b onclick=x>\\u{202e}txt.\uD83D\uDE08.properties:1"));
        assertThat(text, containsString("new"));
        assertThat(text, not(containsString("\u202E")));
        assertThat(page.querySelectorAll("#ce-findings tbody tr").size(), is(1));
        assertThat(page.querySelectorAll("#ce-findings b[onclick]").size(), is(0));
        assertThat(page.getWebResponse().getContentAsString(), not(containsString(SampleRepository.credential())));
    }

    @Test
    void findingsAreFilteredWhereTheyAreAndByTheAddress() throws Exception {
        WebClient wc = j.createWebClient();
        HtmlPage page = wc.goTo(failed.getUrl() + "evidence/");
        HtmlForm form = page.querySelector("form.ce-filter");

        ((HtmlElement) form.querySelector("input[name=q]")).type("no such finding");
        assertThat(((HtmlElement) page.querySelector("#ce-findings tbody tr")).isDisplayed(), is(false));
        HtmlPage filtered = ((HtmlElement) form.querySelector("button")).click();
        assertThat(filtered.asNormalizedText(), containsString("None of 1 finding is like that."));
        assertThat(
                wc.goTo(failed.getUrl() + "evidence/?state=new&page=99")
                        .querySelectorAll("#ce-findings tbody tr")
                        .size(),
                is(1));
        assertThat(
                wc.goTo(failed.getUrl() + "evidence/?state=fixed")
                        .querySelectorAll("#ce-findings tbody tr")
                        .size(),
                is(0));
    }

    @Test
    void recordLeadsBackToItsBuild() throws Exception {
        HtmlPage page = j.createWebClient().goTo(failed.getUrl() + "evidence/");
        HtmlPage record = ((HtmlElement) page.querySelector("a.ce-id")).click();

        assertThat(record.getUrl().getPath(), containsString(failed.getUrl() + "evidence/record/"));
        assertThat(record.getAnchorByText("p #2").getHrefAttribute(), is("/jenkins/" + failed.getUrl()));
        assertThat(record.asNormalizedText(), containsString("to the root in the signed checkpoint"));
    }

    @Test
    void recordsCanBeTakenAlongAndAreThoseOfTheBuild() throws Exception {
        WebClient wc = j.createWebClient();
        String lines = wc.goTo(failed.getUrl() + "evidence/records.intoto.jsonl", null)
                .getWebResponse()
                .getContentAsString();
        for (String line : lines.split("\n")) {
            Envelope.parse(line.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(lines.split("\n").length, greaterThan(2));
        assertThat(lines, not(containsString(SampleRepository.credential())));
    }

    @Test
    void historyMarksTheBuildThatWasDenied() throws Exception {
        assertThat(failed.getBadgeActions().size(), is(passed.getBadgeActions().size() + 1));
        assertThat(((GateBadge) failed.getBadgeActions().get(0)).getTooltip(), is("Gate: failed"));
        assertThat(history(j.createWebClient()), containsString("Gate: failed"));
    }

    @Test
    void oldPagesLinkToTheEvidenceFromTheSidePanel() throws Exception {
        WebClient wc = j.createWebClient();
        for (HtmlPage page : List.of(wc.getPage(failed), wc.getPage(project))) {
            HtmlElement link = page.querySelector("#tasks a[href$='/evidence']");
            assertThat(link.getTextContent(), containsString("Evidence"));
        }
    }

    @Test
    void newPagesShowTheTabsToo() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User user = User.getById("fan", true);
        user.addProperty(new UserExperimentalFlagsProperty(
                java.util.Map.of("new-build-page.flag", "true", "new-job-page.flag", "true")));
        WebClient wc = j.createWebClient().login("fan");

        HtmlPage build = wc.getPage(failed);
        assertThat(
                build.querySelectorAll(".app-build-bar__tabs a[href$='evidence']")
                        .size(),
                is(1));
        assertThat(build.asNormalizedText(), containsString("1 scan, 1 new finding"));
        assertThat(wc.goTo(failed.getUrl() + "evidence/").asNormalizedText(), containsString("Records"));
        assertThat(wc.goTo(project.getUrl() + "evidence/").asNormalizedText(), containsString("Gates by commit"));
    }

    @Test
    void jobShowsGatesAndTrendAlsoAfterAFailedBuild() throws Exception {
        project.getPublishersList().clear();
        j.buildAndAssertSuccess(project);
        WebClient wc = j.createWebClient();

        HtmlPage job = wc.getPage(project);
        assertThat(job.asNormalizedText(), containsString("Latest gate: failed"));
        assertThat(job.querySelectorAll(".ce-strip li").size(), is(2));
        HtmlPage page = wc.goTo(project.getUrl() + "evidence/");
        assertThat(
                page.querySelectorAll("svg.trend rect.s-critical, svg.trend rect.s-high")
                        .size(),
                is(1));
        JSONObject json = j.getJSON(project.getUrl() + "evidence/api/json").getJSONObject();
        assertThat(json.getJSONObject("latest").getString("outcome"), is("FAILED"));
        assertThat(json.getJSONArray("changes").size(), is(2));
        JSONObject build = j.getJSON(failed.getUrl() + "evidence/api/json").getJSONObject();
        assertThat(build.getString("outcome"), is("FAILED"));
    }

    @Test
    void everyAddressAsksForItsPermission() throws Exception {
        String record = failed.getUrl() + "evidence/record/"
                + new EvidenceTabFactory()
                        .createFor(failed).stream()
                                .map(EvidenceTab.class::cast)
                                .findFirst()
                                .orElseThrow()
                                .getRecords()
                                .get(0)
                                .getId()
                                .id();
        List<String> pages = List.of(
                failed.getUrl() + "evidence/",
                record + "/",
                project.getUrl() + "evidence/",
                failed.getUrl() + "evidence/api/json");
        List<String> files = List.of(
                failed.getUrl() + "evidence/records.intoto.jsonl",
                record + "/record.intoto.jsonl",
                record + "/proof.json");
        secure();
        for (String user : List.of("", "reader", "viewer", "auditor")) {
            WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            wc.setJavaScriptEnabled(false);
            if (!user.isEmpty()) {
                wc.login(user);
            }
            boolean sees = List.of("viewer", "auditor").contains(user);
            for (String page : pages) {
                assertThat(user + " " + page, answers(wc, page), is(sees));
            }
            for (String file : files) {
                assertThat(user + " " + file, answers(wc, file), is(user.equals("auditor")));
            }
            assertThat(user, history(wc).contains("Gate: failed"), is(sees));
        }
    }

    /** Who may not see the tab is not told that there is one: Jenkins leads on to the build itself. */
    private static boolean answers(WebClient wc, String path) throws Exception {
        Page page = wc.goTo(path, null);
        return page.getWebResponse().getStatusCode() == 200
                && page.getUrl().getPath().endsWith(path);
    }

    private String history(WebClient wc) throws Exception {
        return wc.goTo(project.getUrl() + "buildHistory/ajax", null)
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    void recordOfAnotherBuildIsNotShownHere() throws Exception {
        String foreign = new EvidenceTabFactory()
                .createFor(passed).stream()
                        .map(EvidenceTab.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .getRecords()
                        .get(0)
                        .getId()
                        .id();
        j.createWebClient().assertFails(failed.getUrl() + "evidence/record/" + foreign + "/", 404);
    }
}
