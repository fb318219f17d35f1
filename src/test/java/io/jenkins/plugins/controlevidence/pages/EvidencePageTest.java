package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The evidence page shows the report of a period and leads down to each record. */
@WithJenkins
class EvidencePageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202Egnp.exe \uD83D\uDE08";
    private static final String SHOP = "https://git.example.com/shop";
    private static final String BILLING = "https://git.example.com/billing";

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        j = rule;
    }

    private static void record() throws Exception {
        Instant now = Instant.now();
        new RecordedMonths(ControllerEvidence.get().store(), SHOP, "main", "shop", 1)
                .saying(HOSTILE)
                .write(70, Duration.ofHours(24), now, 9);
        new RecordedMonths(ControllerEvidence.get().store(), BILLING, "main", "billing", 2)
                .write(5, Duration.ofHours(24), now, 9);
        ControllerEvidence.get().index().update(Progress.NONE);
    }

    @Test
    void withoutEvidenceThePageSaysHowToGetSome() throws Exception {
        HtmlPage page = j.createWebClient().goTo("control-evidence/");

        assertThat(page.asNormalizedText(), containsString("There is no evidence yet"));
        assertThat(page.asNormalizedText(), containsString("Not demonstrated"));
    }

    @Test
    void leadsFromTheFrontPageDownToARecordAndItsProof() throws Exception {
        record();
        WebClient wc = j.createWebClient();

        assertThat(wc.goTo("").getWebResponse().getContentAsString(), containsString("/jenkins/control-evidence\""));
        HtmlPage report = wc.goTo("control-evidence/");
        assertThat(report.asNormalizedText(), containsString("300 records in the ledger"));
        assertThat(report.querySelectorAll("svg.picture").size(), is(1));

        HtmlPage requirement = anchor(report, "CC6.1-secrets").click();
        assertThat(requirement.asNormalizedText(), containsString("every commit on a protected branch"));
        requirement = anchor(requirement, "Proven").click();
        assertThat(requirement.asNormalizedText(), containsString("1 to 50 of"));

        HtmlPage next = anchor(requirement, "Next").click();
        assertThat(next.asNormalizedText(), containsString("51 to"));
        HtmlPage record = ((HtmlElement) next.querySelector("a.ce-id")).click();
        assertThat(record.asNormalizedText(), containsString("to the root in the signed checkpoint"));
        assertThat(record.asNormalizedText(), containsString("https://in-toto.io/Statement/v1"));
    }

    private static HtmlAnchor anchor(HtmlPage page, String text) {
        return page.getFirstByXPath("//div[contains(@class,'control-evidence')]//a[normalize-space()='" + text + "']");
    }

    @Test
    void textsFromTheRepositoryAreOnlyText() throws Exception {
        record();

        HtmlPage page = j.createWebClient().goTo("control-evidence/requirement?id=CC6.1-secrets&show=all");

        assertThat(page.querySelectorAll("img[src=x]").size(), is(0));
        String text = page.asNormalizedText();
        assertThat(text, containsString("<img src=x onerror=alert(1)> \\u{202e}gnp.exe \uD83D\uDE08"));
        assertThat(text, not(containsString("\u202E")));
    }

    @Test
    void addressSaysWhichReportItIs() throws Exception {
        record();
        WebClient wc = j.createWebClient();
        HtmlPage page = wc.goTo("control-evidence/");
        HtmlForm form = page.querySelector("form.ce-filter");

        form.getSelectByName("repository").setSelectedAttribute(BILLING, true);
        form.getSelectByName("period").setSelectedAttribute("dates", true);
        form.getInputByName("from").setValue("2026-01-01");
        form.getInputByName("to").setValue("2026-01-31");
        HtmlPage shown = ((HtmlElement) form.querySelector("button")).click();

        assertThat(shown.getUrl().getQuery(), containsString("from=2026-01-01&to=2026-01-31"));
        assertThat(shown.getUrl().getQuery(), not(containsString("Jenkins-Crumb")));
        assertThat(shown.getUrl().getQuery(), not(containsString("json=")));
        assertThat(shown.asNormalizedText(), containsString("2026-01-01 to 2026-01-31"));
        HtmlForm again = shown.querySelector("form.ce-filter");
        assertThat(
                again.getSelectByName("repository").getSelectedOptions().get(0).getValueAttribute(), is(BILLING));
        assertThat(anchor(shown, "CC8.1-gate").getHrefAttribute(), containsString("billing"));
    }

    @Test
    void addressThatMakesNoSenseIsExplained() throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        for (String query : List.of(
                "period=yesterday",
                "period=dates&from=2026-02-30&to=2026-03-01",
                "period=dates&from=2026-03-01&to=2026-02-01",
                "period=dates&from=0001-01-01&to=2026-02-01",
                "control=CC99")) {
            HtmlPage page = wc.goTo("control-evidence/?" + query);
            assertThat(query, page.getWebResponse().getStatusCode(), is(400));
            assertThat(query, page.querySelectorAll(".jenkins-alert-danger").size(), is(1));
        }
        assertThat(
                wc.goTo("control-evidence/requirement?id=none", null)
                        .getWebResponse()
                        .getStatusCode(),
                is(404));
        assertThat(
                wc.goTo("control-evidence/record/" + "0".repeat(64) + "/", null)
                        .getWebResponse()
                        .getStatusCode(),
                is(404));
        assertThat(
                wc.goTo("control-evidence/record/..%2f/", null).getWebResponse().getStatusCode(), greaterThan(399));
    }

    @Test
    void reportCanBeTakenAlong() throws Exception {
        record();
        WebClient wc = j.createWebClient();

        assertThat(content(wc, "report.html?period=last-3-months"), startsWith("<!DOCTYPE html>"));
        assertThat(content(wc, "report.csv"), startsWith("requirement,test,kind"));
        assertThat(content(wc, "report.pdf"), startsWith("%PDF-"));
        assertThat(JSONObject.fromObject(content(wc, "oscal.json")).has("assessment-results"), is(true));
        JSONObject json = JSONObject.fromObject(content(wc, "report.json?control=CC8.1-gate"));
        assertThat(json.getJSONObject("checkpoint").getInt("size"), is(300));
        assertThat(json.getJSONArray("requirements").size(), is(1));
        assertThat(
                json.getJSONArray("requirements")
                        .getJSONObject(0)
                        .getJSONArray("tests")
                        .getJSONObject(0)
                        .getJSONArray("items")
                        .size(),
                greaterThan(70));
    }

    private static String content(WebClient wc, String file) throws Exception {
        Page page = wc.goTo("control-evidence/" + file, null);
        assertThat(page.getWebResponse().getResponseHeaderValue("Content-Disposition"), startsWith("attachment"));
        return page.getWebResponse().getContentAsString();
    }

    @Test
    void programsReadTheConclusions() throws Exception {
        record();

        JSONObject json = j.getJSON("control-evidence/api/json?control=CC6.1").getJSONObject();

        assertThat(json.getInt("records"), is(300));
        assertThat(json.getJSONArray("repositories"), hasItem(SHOP));
        JSONObject secrets = json.getJSONArray("requirements").getJSONObject(0);
        assertThat(secrets.getString("id"), is("CC6.1-secrets"));
        assertThat(secrets.getInt("proven"), greaterThan(70));
        j.createWebClient().assertFails("control-evidence/api/json?control=CC99", 400);
    }

    @Test
    void recordOutlivesItsBuildAndDoesNotTakeAnothersForIt() throws Exception {
        record();
        String id = ControllerEvidence.get().store().ledger().id(0);

        HtmlPage gone = j.createWebClient().goTo("control-evidence/record/" + id + "/");
        assertThat(gone.asNormalizedText(), containsString("shop #1, which is no longer there"));

        FreeStyleProject again = j.createFreeStyleProject("shop");
        j.buildAndAssertSuccess(again);
        HtmlPage other = j.createWebClient().goTo("control-evidence/record/" + id + "/");
        assertThat(other.asNormalizedText(), containsString("shop #1, which is no longer there"));
    }
}
