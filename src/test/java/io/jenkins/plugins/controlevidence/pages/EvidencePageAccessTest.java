package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.either;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who sees the evidence page, and who takes something along. */
@WithJenkins
class EvidencePageAccessTest {
    private static final String SAMPLE = "population=changes&seed=a";

    private JenkinsRule j;
    private String record;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        new RecordedMonths(ControllerEvidence.get().store(), "shop", "main", "shop", 1)
                .write(3, Duration.ofHours(24), Instant.now(), 2);
        ControllerEvidence.get().index().update(Progress.NONE);
        record = ControllerEvidence.get().store().ledger().id(0);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "auditor")
                .grant(ControlEvidencePermissions.EXPORT)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private List<String> pages() {
        return List.of(
                "control-evidence/",
                "control-evidence/requirement?id=CC8.1-gate",
                "control-evidence/record/" + record + "/",
                "control-evidence/key/",
                "control-evidence/sample/",
                "control-evidence/sample/?" + SAMPLE,
                "control-evidence/sample/packet?item=1&" + SAMPLE,
                "control-evidence/api/json");
    }

    private List<String> files() {
        return List.of(
                "control-evidence/report.html",
                "control-evidence/report.csv",
                "control-evidence/report.json",
                "control-evidence/report.pdf",
                "control-evidence/oscal.json",
                "control-evidence/package",
                "control-evidence/package.zip",
                "control-evidence/sample/packets.html?" + SAMPLE,
                "control-evidence/record/" + record + "/record.intoto.jsonl",
                "control-evidence/record/" + record + "/proof.json");
    }

    private int status(WebClient wc, String path) throws Exception {
        return wc.goTo(path, null).getWebResponse().getStatusCode();
    }

    private WebClient client(String user) throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        // With scripts, an anonymous reader who may not see something would be led on to the log-in page.
        wc.setJavaScriptEnabled(false);
        wc.setRefreshHandler((page, url, seconds) -> {});
        return user.isEmpty() ? wc : wc.login(user);
    }

    @Test
    void everyAddressAsksForItsPermission() throws Exception {
        Map<String, List<Integer>> roles = Map.of(
                "", List.of(403, 403),
                "reader", List.of(403, 403),
                "viewer", List.of(200, 403),
                "auditor", List.of(200, 200),
                "admin", List.of(200, 200));
        for (Map.Entry<String, List<Integer>> role : roles.entrySet()) {
            WebClient wc = client(role.getKey());
            for (String page : pages()) {
                WebResponse answer = wc.goTo(page, null).getWebResponse();
                assertThat(
                        role.getKey() + " " + page,
                        answer.getStatusCode(),
                        is(role.getValue().get(0)));
                // A page that breaks halfway has begun with 200.
                assertThat(
                        role.getKey() + " " + page,
                        answer.getContentAsString().strip(),
                        either(endsWith("</html>")).or(endsWith("}")));
            }
            for (String file : files()) {
                assertThat(
                        role.getKey() + " " + file,
                        status(wc, file),
                        is(role.getValue().get(1)));
            }
        }
    }

    @Test
    void linksAreThereForThoseWhoMayFollowThem() throws Exception {
        for (String user : List.of("reader", "viewer", "auditor")) {
            WebClient wc = client(user);
            boolean seesPage = !user.equals("reader");
            assertThat(
                    user,
                    wc.goTo("").getWebResponse().getContentAsString().contains("/jenkins/control-evidence\""),
                    is(seesPage));
            if (seesPage) {
                assertThat(
                        user,
                        wc.goTo("control-evidence/")
                                .getWebResponse()
                                .getContentAsString()
                                .contains("report.csv?"),
                        is(user.equals("auditor")));
            }
        }
    }

    @Test
    void nothingAnswersToPost() throws Exception {
        WebClient wc = client("admin");
        for (String path : List.of(
                "control-evidence/requirement?id=CC8.1-gate",
                "control-evidence/report.csv",
                "control-evidence/package",
                "control-evidence/package.zip",
                "control-evidence/sample/packets.html")) {
            WebRequest post = new WebRequest(wc.createCrumbedUrl(path), HttpMethod.POST);
            assertThat(path, wc.getPage(post).getWebResponse().getStatusCode(), is(404));
        }
    }

    /** The links of these pages are relative; a file that is fetched from below them would be a page. */
    @Test
    void nothingLiesBelowAPageButItself() throws Exception {
        WebClient wc = j.createWebClient().login("admin").withThrowExceptionOnFailingStatusCode(false);
        for (String page : List.of(
                "requirement?id=CC8.1-gate",
                "package?period=last-3-months",
                "review?period=last-3-months",
                "sample/packet?" + SAMPLE + "&item=1")) {
            String address = "control-evidence/" + page;
            String withSlash = address.replace("?", "/?");
            assertThat(
                    page,
                    wc.goTo(withSlash, null).getUrl().toString(),
                    endsWith(wc.goTo(address, null).getUrl().getFile()));
            assertThat(
                    page,
                    wc.goTo(address.replace("?", "/package.zip?"), null)
                            .getWebResponse()
                            .getStatusCode(),
                    is(404));
        }
    }
}
