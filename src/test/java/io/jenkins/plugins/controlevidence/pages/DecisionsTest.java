package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Util;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.index.FindingLookup;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** People decide on findings and sign off reviews where they read of them, and it is recorded in their name. */
@WithJenkins
class DecisionsTest {
    private JenkinsRule j;
    private String fingerprint;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        new RecordedMonths(ControllerEvidence.get().store(), "shop", "main", "shop", 1)
                .write(1, Duration.ofHours(24), Instant.now(), 1);
        ControllerEvidence.get().index().update(Progress.NONE);
        FindingLookup lookup = new FindingLookup(ControllerEvidence.get().index());
        for (int digit : IntStream.range(0, 16).toArray()) {
            for (FindingLookup.Match match : lookup.find(Integer.toHexString(digit))) {
                fingerprint = match.fingerprint();
            }
        }
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "reviewer")
                .grant(ControlEvidencePermissions.REVIEW)
                .everywhere()
                .to("reviewer"));
    }

    private static EvidenceRecord last() throws Exception {
        Ledger ledger = ControllerEvidence.get().store().ledger();
        long place = ledger.size() - 1;
        return RecordReader.read(ledger.id(place), ledger.entry(place));
    }

    @Test
    void aFindingIsDecidedOnInTheNameOfWhoIsLoggedIn() throws Exception {
        HtmlPage requirement =
                j.createWebClient().login("reviewer").goTo("control-evidence/requirement?id=CC7.2-triage");
        HtmlPage finding = requirement.getAnchorByText("Decide").click();
        HtmlForm form = finding.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("dispose"))
                .findFirst()
                .orElseThrow();
        form.getSelectByName("decision").setSelectedAttribute("ACCEPTED", true);
        form.getTextAreaByName("why").setText("Behind a firewall <img src=x onerror=alert(1)>");
        form.getInputByName("ticket").setValue("OPS-7");
        form.getInputByName("requestedBy").setValue("viewer");

        HtmlPage record = j.submit(form);

        EvidenceRecord made = last();
        JsonNode predicate = made.statement().path("predicate");
        assertThat(made.kind(), is("disposition"));
        assertThat(made.outcome(), is(Outcome.PASSED));
        assertThat(predicate.path("finding").asText(), is(fingerprint));
        assertThat(predicate.path("decidedBy").path("account").asText(), is("reviewer"));
        assertThat(predicate.path("ticket").asText(), is("OPS-7"));
        assertThat(made.invocation().cause(), containsString("reviewer"));
        assertThat(record.getUrl().getPath(), containsString("/control-evidence/record/" + made.id()));
        assertThat(record.querySelectorAll("img[src=x]").size(), is(0));
        assertThat(
                j.createWebClient()
                        .login("viewer")
                        .goTo("control-evidence/requirement?id=CC7.2-triage&show=proven")
                        .asNormalizedText(),
                containsString("OPS-7"));
    }

    @Test
    void whoAcceptsWhatTheyAskedForThemselvesProvesNothing() throws Exception {
        post(
                "control-evidence/finding/" + fingerprint + "/dispose",
                "reviewer",
                Map.of(
                        "repository",
                        "shop",
                        "decision",
                        "ACCEPTED",
                        "until",
                        Times.today().plusDays(9).toString(),
                        "why",
                        "It is small.",
                        "requestedBy",
                        "reviewer"));
        assertThat(last().kind(), is("disposition"));
        assertThat(last().outcome(), is(Outcome.FAILED));
    }

    @Test
    void aReviewIsSignedOff() throws Exception {
        WebClient wc = j.createWebClient().login("reviewer");
        HtmlPage page = wc.goTo("control-evidence/requirement?id=CC7.2-triage");
        HtmlPage review = page.getAnchorByText("Sign off a review").click();
        HtmlForm form = review.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("signOff"))
                .findFirst()
                .orElseThrow();
        form.getTextAreaByName("notes").setText("One finding, known.");
        j.submit(form);

        JsonNode predicate = last().statement().path("predicate");
        assertThat(last().kind(), is("review"));
        assertThat(predicate.path("of").path("requirement").asText(), is("CC7.2-triage"));
        assertThat(predicate.path("reviewer").path("account").asText(), is("reviewer"));
        assertThat(predicate.path("notes").asText(), is("One finding, known."));
    }

    @Test
    void aRecordIsReviewed() throws Exception {
        String id = ControllerEvidence.get().store().ledger().id(0);
        int status = post(
                "control-evidence/signOff",
                "reviewer",
                Map.of("record", id, "conclusion", "ACTION_TAKEN", "action", "Told the team", "ticket", "OPS-8"));
        assertThat(status, is(200));
        assertThat(
                last().statement()
                        .path("predicate")
                        .path("of")
                        .path("records")
                        .get(0)
                        .asText(),
                is(id));
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsRecorded() throws Exception {
        long before = ControllerEvidence.get().store().ledger().size();
        String dispose = "control-evidence/finding/" + fingerprint + "/dispose";
        assertThat(post(dispose, "reviewer", Map.of("repository", "shop", "decision", "FIXED")), is(400));
        assertThat(post(dispose, "reviewer", Map.of("repository", "other", "decision", "FIXED", "why", "x")), is(400));
        assertThat(post(dispose, "reviewer", Map.of("repository", "shop", "decision", "LOVED", "why", "x")), is(400));
        assertThat(
                post(
                        dispose,
                        "reviewer",
                        Map.of("repository", "shop", "decision", "ACCEPTED", "why", "x", "until", "2001-01-01")),
                is(400));
        assertThat(post("control-evidence/signOff", "reviewer", Map.of("conclusion", "ACTION_NEEDED")), is(400));
        assertThat(ControllerEvidence.get().store().ledger().size(), is(before));
    }

    @Test
    void onlyThoseWhoMayReviewDecide() throws Exception {
        long before = ControllerEvidence.get().store().ledger().size();
        String dispose = "control-evidence/finding/" + fingerprint + "/dispose";
        Map<String, String> decision = Map.of("repository", "shop", "decision", "FIXED", "why", "x");
        Map<String, String> review = Map.of("conclusion", "NOTHING_TO_DO");
        assertThat(post(dispose, "viewer", decision), is(403));
        assertThat(post(dispose, "stranger", decision), is(403));
        assertThat(post("control-evidence/signOff", "viewer", review), is(403));
        WebClient viewer = client("viewer");
        assertThat(viewer.goTo("control-evidence/review", null).getWebResponse().getStatusCode(), is(403));
        assertThat(
                viewer.goTo("control-evidence/finding/" + fingerprint + "/").asNormalizedText(),
                not(containsString("Record the decision")));
        for (String path : List.of(dispose, "control-evidence/signOff")) {
            assertThat(client("reviewer").goTo(path, null).getWebResponse().getStatusCode(), is(405));
        }
        assertThat(ControllerEvidence.get().store().ledger().size(), is(before));
    }

    @Test
    void whatNobodyHasFoundIsNotThere() throws Exception {
        WebClient wc = client("reviewer");
        for (String path : List.of("finding/" + "0".repeat(64), "finding/..%2f", "review?record=" + "0".repeat(64))) {
            assertThat(
                    path,
                    wc.goTo("control-evidence/" + path, null).getWebResponse().getStatusCode() >= 400,
                    is(true));
        }
    }

    private WebClient client(String user) throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        wc.setJavaScriptEnabled(false);
        return wc.login(user);
    }

    private int post(String path, String user, Map<String, String> fields) throws Exception {
        WebClient wc = client(user);
        StringBuilder query = new StringBuilder();
        fields.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(Util.rawEncode(value)));
        WebRequest request = new WebRequest(wc.createCrumbedUrl(path), HttpMethod.POST);
        request.setUrl(new URL(wc.createCrumbedUrl(path) + query.toString().replaceFirst("^\\?", "&")));
        return wc.getPage(request).getWebResponse().getStatusCode();
    }
}
