package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An auditor draws items of a population, looks at all that there is about each, and can draw them again. */
@WithJenkins
class SamplingTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202Egnp.exe";
    private static final String TEN = "control-evidence/sample/?population=changes&size=10&method=random&seed=";

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        record(1);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "auditor", "reviewer")
                .grant(ControlEvidencePermissions.EXPORT)
                .everywhere()
                .to("auditor")
                .grant(ControlEvidencePermissions.REVIEW)
                .everywhere()
                .to("reviewer"));
    }

    private static void record(long seed) throws Exception {
        new RecordedMonths(ControllerEvidence.get().store(), "shop", "main", "shop", seed)
                .saying(HOSTILE)
                .write(20, Duration.ofHours(12), Instant.now(), 3);
        ControllerEvidence.get().index().update(Progress.NONE);
    }

    private WebClient client(String user) throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        wc.setJavaScriptEnabled(false);
        return wc.login(user);
    }

    private static List<String> items(HtmlPage page) {
        return page.querySelectorAll(".ce-items tbody a").stream()
                .map(DomNode::getTextContent)
                .collect(Collectors.toList());
    }

    @Test
    void leadsFromTheReportToAnItemsRecords() throws Exception {
        HtmlPage report = j.createWebClient().login("viewer").goTo("control-evidence/");
        HtmlPage form = report.getAnchorByText("Draw a sample").click();
        HtmlForm draw = form.querySelector("form.ce-filter");
        draw.getInputByName("size").setValue("5");
        HtmlPage sample = ((HtmlElement) draw.querySelector("button")).click();

        assertThat(items(sample).size(), is(5));
        assertThat(sample.asNormalizedText(), containsString("5 of 20 items"));
        assertThat(sample.getUrl().getQuery(), containsString("period=dates"));

        HtmlPage packet = ((HtmlElement) sample.querySelector(".ce-items tbody a")).click();
        assertThat(packet.asNormalizedText(), containsString("item 1 of 5 in the sample"));
        for (String section : List.of("Request and review", "Scans", "Gate", "Deployment")) {
            assertThat(packet.asNormalizedText(), containsString(section));
        }
        HtmlPage record = ((HtmlElement) packet.querySelector("a.ce-id")).click();
        assertThat(record.asNormalizedText(), containsString("to the root in the signed checkpoint"));
    }

    @Test
    void theSameAddressDrawsTheSameItems() throws Exception {
        WebClient wc = client("viewer");
        List<String> first = items(wc.goTo(TEN + "a"));

        assertThat(first.size(), is(10));
        assertThat(items(wc.goTo(TEN + "a&control=CC6.1-secrets")), is(first));
        assertThat(items(wc.goTo(TEN + "b")), not(first));
    }

    @Test
    void textsFromTheRepositoryAreOnlyText() throws Exception {
        WebClient wc = client("viewer");
        for (String path : List.of(TEN + "%3Cimg%20src=x%3E", TEN.replace("/?", "/packet?") + "a&item=1")) {
            HtmlPage page = wc.goTo(path);
            assertThat(path, page.querySelectorAll("img[src=x]").size(), is(0));
            assertThat(path, page.asNormalizedText(), containsString("<img src=x onerror=alert(1)> \\u{202e}gnp.exe"));
        }
    }

    @Test
    void whatIsNoSampleIsSaid() throws Exception {
        WebClient wc = client("auditor");
        for (String path : List.of(
                "sample/?population=none&seed=a",
                "sample/?population=changes",
                "sample/?population=changes&seed=a&size=0",
                "sample/?population=changes&seed=a&size=151",
                "sample/?population=changes&seed=a&method=chosen",
                "sample/packet?item=1",
                "sample/packets.html")) {
            assertThat(
                    path,
                    wc.goTo("control-evidence/" + path, null).getWebResponse().getStatusCode(),
                    is(400));
        }
        String eleventh = TEN.replace("/?", "/packet?") + "a&item=11";
        assertThat(wc.goTo(eleventh, null).getWebResponse().getStatusCode(), is(404));
    }

    @Test
    void packetsCanBeTakenAlong() throws Exception {
        Page file = client("auditor").goTo(TEN.replace("/?", "/packets.html?") + "a", null);

        assertThat(file.getWebResponse().getResponseHeaderValue("Content-Disposition"), startsWith("attachment"));
        assertThat(file.getWebResponse().getContentAsString(), startsWith("<!DOCTYPE html>"));
        assertThat(file.getWebResponse().getContentAsString(), not(containsString("<img src=x")));
    }

    @Test
    void aSampleIsRecordedWhenSomebodyAsksForIt() throws Exception {
        long before = size();
        HtmlPage sample = j.createWebClient().login("reviewer").goTo(TEN + "a");
        assertThat(size(), is(before));
        HtmlForm form = sample.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("record"))
                .findFirst()
                .orElseThrow();
        HtmlPage record = j.submit(form);

        assertThat(size(), is(before + 1));
        Ledger ledger = ControllerEvidence.get().store().ledger();
        EvidenceRecord made = RecordReader.read(ledger.id(before), ledger.entry(before));
        JsonNode predicate = made.statement().path("predicate");
        assertThat(made.kind(), is("sample"));
        assertThat(predicate.path("seed").asText(), is("a"));
        assertThat(predicate.path("items").size(), is(10));
        assertThat(made.invocation().cause(), containsString("reviewer"));
        assertThat(record.getUrl().getPath(), containsString("/control-evidence/record/" + made.id()));
    }

    @Test
    void whatWasNotLookedAtIsNotRecorded() throws Exception {
        WebClient wc = client("reviewer");
        HtmlPage sample = wc.goTo(TEN + "a");
        HtmlForm form = sample.querySelector("form[action=record]");
        String digest = form.getInputByName("digest").getValue();
        record(2);
        long before = size();

        assertThat(post("reviewer", digest), is(409));
        assertThat(post("reviewer", ""), is(409));
        assertThat(size(), is(before));
    }

    @Test
    void onlyThoseWhoMayReviewRecord() throws Exception {
        long before = size();
        for (String user : List.of("viewer", "auditor", "stranger")) {
            assertThat(user, post(user, ""), is(403));
        }
        assertThat(
                client("viewer")
                        .goTo(TEN + "a")
                        .querySelectorAll("form[action=record]")
                        .size(),
                is(0));
        String record = TEN.replace("/?", "/record?") + "a";
        assertThat(client("reviewer").goTo(record, null).getWebResponse().getStatusCode(), is(405));
        assertThat(size(), is(before));
        assertThat(before, greaterThan(0L));
    }

    private int post(String user, String digest) throws Exception {
        WebClient wc = client(user);
        WebRequest request = new WebRequest(
                wc.createCrumbedUrl(TEN.replace("/?", "/record?") + "a&digest=" + digest), HttpMethod.POST);
        return wc.getPage(request).getWebResponse().getStatusCode();
    }

    private static long size() throws Exception {
        return ControllerEvidence.get().store().ledger().size();
    }
}
