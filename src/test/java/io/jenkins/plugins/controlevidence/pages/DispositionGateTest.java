package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.controlevidence.build.BuildActors;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.DisposedFinding;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencePublisher;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.net.URL;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The gate fails, somebody decides on the finding on its page, and the gate passes: not by who wrote it, and not for ever. */
@WithJenkins
class DispositionGateTest {
    private static final String AUTHOR = "ann"; // the commits of the sample repository are Ann's

    @TempDir
    private Path directory;

    private JenkinsRule j;
    private FreeStyleProject project;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "rita", AUTHOR)
                .grant(ControlEvidencePermissions.REVIEW)
                .everywhere()
                .to("rita", AUTHOR));
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
        project = j.createFreeStyleProject("p");
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
    }

    private FreeStyleBuild build(Result expected) throws Exception {
        return j.assertBuildStatus(expected, project.scheduleBuild2(0).get());
    }

    private static GateSummary gate(FreeStyleBuild build) {
        return build.getAction(EvidenceAction.class).getChanges().get(0).getGate();
    }

    /** Opens the build's findings, follows the link to the only one, and fills the form in. */
    private HtmlPage decide(String user, FreeStyleBuild build, String decision) throws Exception {
        WebClient web = j.createWebClient().login(user);
        HtmlPage finding =
                web.getPage(build, "evidence").getAnchorByText("Decide").click();
        assertThat(finding.asNormalizedText(), containsString("someone else must decide"));
        HtmlForm form = finding.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("dispose"))
                .findFirst()
                .orElseThrow();
        form.getSelectByName("decision").setSelectedAttribute(decision, true);
        form.getTextAreaByName("why").setText("The token was revoked on the day it leaked.");
        form.getInputByName("requestedBy").setValue("viewer");
        return j.submit(form);
    }

    private static EvidenceRecord record(String id) throws Exception {
        Ledger ledger = ControllerEvidence.get().store().ledger();
        return RecordReader.read(id, ledger.entry(ledger.find(id).get(0)));
    }

    @Test
    void whoDidNotWriteItDecidesAndTheNextBuildPassesAndSaysSo() throws Exception {
        FreeStyleBuild denied = build(Result.FAILURE);
        assertThat(gate(denied).getDisposed(), empty());

        decide(AUTHOR, denied, "FALSE_POSITIVE");
        FreeStyleBuild still = build(Result.FAILURE);
        j.assertLogContains("who decided wrote or committed a part of this change", still);
        j.assertLogContains("Someone else must decide.", still);

        HtmlPage decided = decide("rita", still, "ACCEPTED");
        FreeStyleBuild passed = build(Result.SUCCESS);

        DisposedFinding disposed = gate(passed).getDisposed().get(0);
        assertThat(decided.getUrl().getPath(), containsString(disposed.getRecordId()));
        assertThat(disposed.getWords(), startsWith("accepted until "));
        j.assertLogContains("(let pass) finding " + disposed.getFingerprint() + ": accepted until", passed);
        EvidenceRecord record = record(gate(passed).getRecordId());
        assertThat(record.outcome(), is(Outcome.PASSED));
        JsonNode named = record.statement().at("/predicate/controlEvidence/dispositions/0");
        assertThat(named.path("record").asText(), is(disposed.getRecordId()));
        assertThat(named.path("fingerprint").asText(), is(disposed.getFingerprint()));
        assertThat(named.path("decision").asText(), is("accepted"));
        assertThat(named.path("by").asText(), is("rita"));

        WebClient viewer = j.createWebClient().login("viewer");
        assertThat(
                viewer.getPage(passed).asNormalizedText(),
                containsString("Let pass: finding " + disposed.getFingerprint() + ", accepted until"));
        assertThat(
                viewer.getPage(passed, "evidence").asNormalizedText(),
                containsString("Let pass by the gate: accepted until"));
        assertThat(
                viewer.goTo("control-evidence/finding/" + disposed.getFingerprint() + "/")
                        .asNormalizedText(),
                containsString("Lets the finding pass, if the policy honours it"));
        assertThat(
                viewer.goTo("control-evidence/requirement?id=CC8.1-bypass").asNormalizedText(),
                containsString("a gate let this finding pass: accepted until"));
    }

    @Test
    void anAcceptanceThatHasEndedFailsTheGateAgain() throws Exception {
        decide("rita", build(Result.FAILURE), "MITIGATED");
        FreeStyleBuild passed = build(Result.SUCCESS);
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        j.createWebClient().login("rita");
        ControllerEvidence.get()
                .append(List.of(ActivityStatement.of(
                        new Disposition(
                                SampleRepository.NAME,
                                gate(passed).getDisposed().get(0).getFingerprint(),
                                Decision.ACCEPTED,
                                Times.today().minusDays(1),
                                "for a week",
                                null,
                                BuildActors.of("rita"),
                                BuildActors.of("viewer"),
                                lastWeek,
                                null,
                                null,
                                null),
                        BuildInvocation.ofController("test"),
                        List.of())));

        j.assertLogContains("it held until " + Times.today().minusDays(1), build(Result.FAILURE));
    }

    @Test
    void whoMayNotReviewDecidesNothing() throws Exception {
        FreeStyleBuild denied = build(Result.FAILURE);
        String address = ((HtmlPage) j.createWebClient()
                        .login("rita")
                        .getPage(denied, "evidence")
                        .getAnchorByText("Decide")
                        .click())
                .getUrl()
                .toString();
        long before = ControllerEvidence.get().store().ledger().size();
        WebClient web = j.createWebClient().login("viewer").withThrowExceptionOnFailingStatusCode(false);

        WebRequest request = new WebRequest(new URL(address + "dispose"), HttpMethod.POST);
        assertThat(web.getPage(web.addCrumb(request)).getWebResponse().getStatusCode(), is(403));
        assertThat(ControllerEvidence.get().store().ledger().size(), is(before));
    }
}
