package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** The public key is for whoever verifies; an officer replaces the key with a reason, and evidence goes on. */
@WithJenkins
class KeyPageTest {
    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        record();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "officer")
                .grant(ControlEvidencePermissions.CONFIGURE)
                .everywhere()
                .to("officer"));
    }

    private static void record() throws Exception {
        new RecordedMonths(ControllerEvidence.get().store(), "shop", "main", "shop", 1)
                .write(1, Duration.ofHours(24), Instant.now(), 2);
        ControllerEvidence.get().index().update(Progress.NONE);
    }

    private static String keyId() throws Exception {
        return ControllerEvidence.get().store().verifyingKey().keyId();
    }

    private WebClient client(String user) throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        wc.setJavaScriptEnabled(false);
        return wc.login(user);
    }

    @Test
    void theKeyIsReplacedWithAReasonAndEvidenceGoesOn() throws Exception {
        String old = keyId();
        long place = ControllerEvidence.get().store().ledger().size();
        HtmlPage page = j.createWebClient().login("officer").goTo("control-evidence/key/");
        HtmlForm form = page.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("replace"))
                .findFirst()
                .orElseThrow();
        form.getTextAreaByName("why").setText("Yearly");
        HtmlPage after = j.submit(form);

        assertThat(keyId(), not(old));
        assertThat(after.asNormalizedText(), containsString(keyId()));
        Ledger ledger = ControllerEvidence.get().store().ledger();
        EvidenceRecord made = RecordReader.read(ledger.id(place), ledger.entry(place));
        assertThat(made.statement().toString(), containsString("Yearly"));
        assertThat(made.statement().toString(), containsString("officer"));
        record();
        assertThat(
                client("viewer").goTo("control-evidence/").asNormalizedText(), containsString("records in the ledger"));
    }

    @Test
    void whoMayOnlyLookGetsThePublicKeyAndNothingElse() throws Exception {
        String old = keyId();
        WebClient wc = client("viewer");
        HtmlPage page = wc.goTo("control-evidence/key/");
        assertThat(page.asNormalizedText(), containsString("BEGIN PUBLIC KEY"));
        assertThat(page.asNormalizedText(), not(containsString("PRIVATE")));
        assertThat(page.querySelectorAll("form[action=replace]").size(), is(0));
        assertThat(
                wc.goTo("control-evidence/key/signing.pub.pem", null)
                        .getWebResponse()
                        .getContentAsString(),
                is(ControllerEvidence.get().store().verifyingKey().toPem()));

        String query = "?why=x&key=" + old;
        for (String user : List.of("viewer", "stranger")) {
            assertThat(user, post(user, query), is(403));
        }
        assertThat(
                client("stranger")
                        .goTo("control-evidence/key/", null)
                        .getWebResponse()
                        .getStatusCode(),
                is(403));
        assertThat(
                client("officer")
                        .goTo("control-evidence/key/replace" + query, null)
                        .getWebResponse()
                        .getStatusCode(),
                is(405));
        assertThat(keyId(), is(old));
    }

    @Test
    void withoutAReasonOrTwiceItIsNotReplaced() throws Exception {
        String old = keyId();
        assertThat(post("officer", "?key=" + old), is(400));
        assertThat(post("officer", "?why=x&key=another"), is(409));
        assertThat(keyId(), is(old));
    }

    private int post(String user, String query) throws Exception {
        WebClient wc = client(user);
        WebRequest request =
                new WebRequest(wc.createCrumbedUrl("control-evidence/key/replace" + query), HttpMethod.POST);
        return wc.getPage(request).getWebResponse().getStatusCode();
    }
}
