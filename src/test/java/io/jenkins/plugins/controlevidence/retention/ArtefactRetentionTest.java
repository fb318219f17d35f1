package io.jenkins.plugins.controlevidence.retention;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Artefacts go once they have been kept for as long as it is set, and what went is said where it could be had. */
@WithJenkins
class ArtefactRetentionTest {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(800));

    private JenkinsRule j;
    private ArtefactReference old;
    private String record;

    @BeforeEach
    void keepAFileThatWasAttachedLongAgo(JenkinsRule rule) throws Exception {
        j = rule;
        Store store = ControllerEvidence.get().store();
        run(LONG_AGO);
        old = store.artefacts()
                .put(Attachment.ARTEFACT, "text/plain", to -> to.write("minutes".getBytes(StandardCharsets.UTF_8)));
        Files.setLastModifiedTime(store.artefacts().file(old), FileTime.from(LONG_AGO));
        record = ControllerEvidence.get()
                .append(List.of(ActivityStatement.of(
                        new Attachment(
                                "review",
                                null,
                                "Minutes",
                                new Attachment.File("minutes.txt", old.sha256(), old.size(), "text/plain"),
                                new Actor("Ann", null, "ann", Actor.Type.PERSON),
                                "that is it",
                                LONG_AGO,
                                null,
                                null),
                        BuildInvocation.ofController("test"),
                        List.of(old))))
                .get(0)
                .id();
        run(Instant.now());
    }

    private static void run(Instant at) throws IOException {
        ArtefactReference commits = ControllerEvidence.get()
                .store()
                .artefacts()
                .put(
                        CommitsDocument.NAME,
                        CommitsDocument.MEDIA_TYPE,
                        to -> CommitsDocument.write(List.of(), text -> text, to));
        Change change = new Change(
                new RepositoryIdentity("https://git.example.com/shop"),
                "main",
                "a".repeat(40),
                "a".repeat(40),
                Continuity.UNCHANGED,
                List.of(),
                List.of("a".repeat(40)),
                false);
        ControllerEvidence.get()
                .append(List.of(RunStatement.of(change, at, at, commits, BuildInvocation.ofController("test"))));
    }

    private static String prune() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ArtefactRetention.get().execute(new StreamTaskListener(log, StandardCharsets.UTF_8));
        return log.toString(StandardCharsets.UTF_8);
    }

    private static boolean isThere(ArtefactReference artefact) throws IOException {
        return ControllerEvidence.get().store().artefacts().contains(artefact.sha256());
    }

    private static EvidenceRecord last() throws IOException {
        Store store = ControllerEvidence.get().store();
        long last = store.ledger().size() - 1;
        return RecordReader.read(store.ledger().id(last), store.ledger().entry(last));
    }

    @Test
    void unlessItIsSetEverythingIsKept() throws Exception {
        assertThat(prune(), is(""));
        assertThat(isThere(old), is(true));
        assertThat(last().kind(), is("run"));
    }

    @Test
    void whatHasBeenKeptLongEnoughGoesAndTheStoreVerifies() throws Exception {
        ControlEvidenceConfiguration.get().setKeepArtefactsDays(801);
        assertThat(prune(), containsString("Artefacts removed: 0"));
        assertThat(isThere(old), is(true));

        ControlEvidenceConfiguration.get().setKeepArtefactsDays(799);
        assertThat(prune(), containsString("Artefacts removed: 1"));
        assertThat(isThere(old), is(false));
        ArtefactRemoval removal = (ArtefactRemoval) ActivityReader.of(last());
        assertThat(removal.keepDays(), is(799));
        assertThat(removal.by().name(), is("Jenkins"));
        assertThat(removal.why(), containsString("Keep artefacts for 799 days"));
        assertThat(prune(), containsString("Artefacts removed: 0"));
        Store store = ControllerEvidence.get().store();
        List<Check> checks = new StoreVerifier(
                        store.directory(), new Trust(store.verifyingKey(), List.of(), Set.of(), List.of()), check -> {})
                .verify(Progress.NONE);
        assertThat(
                checks.toString(),
                checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED),
                is(true));
    }

    @Test
    void aStoreThatCannotBeReadIsSaidAndNothingGoes() throws Exception {
        ControlEvidenceConfiguration.get().setKeepArtefactsDays(400);
        Store store = ControllerEvidence.get().store();
        Files.write(store.artefacts().file(old), new byte[] {1, 2, 3});
        Files.setLastModifiedTime(store.artefacts().file(old), FileTime.from(LONG_AGO));

        assertThat(prune(), allOf(containsString("could not be removed"), containsString("damaged")));
        assertThat(isThere(old), is(true));
    }

    @Test
    void whereItCouldBeHadItIsSaidThatItWasRemovedAndWhen() throws Exception {
        ControlEvidenceConfiguration.get().setKeepArtefactsDays(400);
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        String page = "control-evidence/record/" + record + "/";
        String link = "artefact/" + old.sha256();
        assertThat(wc.goTo(page).querySelectorAll("a[href='" + link + "']").size(), is(1));
        assertThat(
                wc.goTo(page + link, "application/octet-stream")
                        .getWebResponse()
                        .getContentAsString(),
                is("minutes"));

        ArtefactRetention.get().execute(TaskListener.NULL);

        String said = "Removed on " + LocalDate.now(ZoneOffset.UTC) + " by retention";
        HtmlPage gone = wc.goTo(page);
        assertThat(gone.asNormalizedText(), containsString(said));
        assertThat(gone.querySelectorAll("a[href='" + link + "']").size(), is(0));
        String removal = "a[href$='/control-evidence/record/" + last().id() + "/']";
        assertThat(gone.querySelectorAll(removal).size(), is(1));
        HtmlPage answer = wc.goTo(page + link);
        assertThat(answer.getWebResponse().getStatusCode(), is(410));
        assertThat(answer.asNormalizedText(), containsString(said));
        HtmlPage shown = answer.<HtmlAnchor>querySelector(removal).click();
        assertThat(shown.asNormalizedText(), containsString(old.sha256()));
    }

    @Test
    void whatIsGoneWithoutARecordIsSaidToo() throws Exception {
        Store store = ControllerEvidence.get().store();
        Files.delete(store.artefacts().file(old));

        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlPage answer = wc.goTo("control-evidence/record/" + record + "/artefact/" + old.sha256());

        assertThat(answer.getWebResponse().getStatusCode(), is(410));
        assertThat(answer.asNormalizedText(), containsString("no record says that it was removed"));
    }

    @Test
    void whoMayNotTakeEvidenceAlongIsNotToldMore() throws Exception {
        ControlEvidenceConfiguration.get().setKeepArtefactsDays(400);
        ArtefactRetention.get().execute(TaskListener.NULL);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "viewer", "exporter")
                .grant(ControlEvidencePermissions.VIEW)
                .everywhere()
                .to("viewer", "exporter")
                .grant(ControlEvidencePermissions.EXPORT)
                .everywhere()
                .to("exporter"));
        String page = "control-evidence/record/" + record + "/";
        for (String user : List.of("reader", "viewer", "exporter")) {
            WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            wc.login(user);
            Page answer = wc.goTo(page + "artefact/" + old.sha256(), null);
            assertThat(user, answer.getWebResponse().getStatusCode(), is(user.equals("exporter") ? 410 : 403));
            String text = wc.goTo(page, null).getWebResponse().getContentAsString();
            assertThat(
                    user, text, user.equals("reader") ? not(containsString("Removed")) : containsString("Removed on"));
        }
    }
}
