package io.jenkins.plugins.controlevidence.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.CheckpointDestination;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.config.DirectoryDestination;
import io.jenkins.plugins.controlevidence.config.GitDestination;
import io.jenkins.plugins.controlevidence.config.TimeStampDestination;
import io.jenkins.plugins.controlevidence.config.WebServerDestination;
import io.jenkins.plugins.controlevidence.config.WitnessDestination;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Checkpoints are shown to others each day; who cannot be reached is asked again, and administrators are told in time. */
@WithJenkins
class CheckpointPublicationTest {
    private JenkinsRule j;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        Actor ann = new Actor("Ann", null, "ann", Actor.Type.PERSON);
        Review.Subject all = new Review.Subject(List.of(), "CC7.2-triage", null, null, null);
        ControllerEvidence.get()
                .append(List.of(ActivityStatement.of(
                        new Review(all, ann, Instant.now(), Review.Conclusion.NOTHING_TO_DO, null, List.of()),
                        BuildInvocation.ofController("test"),
                        List.of())));
    }

    private static void publish() throws IOException {
        CheckpointPublication.get().execute(TaskListener.NULL);
    }

    private static void destinations(Path... directories) {
        ControlEvidenceConfiguration.get()
                .setCheckpointDestinations(Stream.of(directories)
                        .map(directory -> new DirectoryDestination(directory.toString()))
                        .map(CheckpointDestination.class::cast)
                        .toList());
    }

    private static List<Path> copies(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void whoIsNamedSeesTheCheckpointOnceADay() throws Exception {
        destinations(elsewhere);
        publish();

        assertThat(copies(elsewhere), hasSize(1));
        String name = elsewhere.toString();
        Instant now = Instant.now();
        assertThat(PublicationState.get().isDue(name, now.plus(Duration.ofHours(4))), is(false));
        assertThat(PublicationState.get().isDue(name, now.plus(Duration.ofHours(24))), is(true));
        assertThat(new PublicationState().isDue(name, now), is(false)); // also after a restart
    }

    @Test
    void oneWhoCannotBeReachedDoesNotKeepTheOthersFromItAndIsAskedAgain() throws Exception {
        Path missing = elsewhere.resolve("not-mounted");
        Path there = Files.createDirectory(elsewhere.resolve("there"));
        destinations(missing, there);
        publish();

        assertThat(copies(there), hasSize(1));
        Instant now = Instant.now();
        assertThat(PublicationState.get().isDue(missing.toString(), now), is(true));
        assertThat(UnseenCheckpointsMonitor.unseen(now.plus(Duration.ofDays(2))), empty());
        List<UnseenCheckpointsMonitor.Unseen> unseen = UnseenCheckpointsMonitor.unseen(now.plus(Duration.ofDays(4)));
        assertThat(unseen, hasSize(1));
        assertThat(unseen.get(0).problem(), containsString("is not there"));

        Files.createDirectory(missing);
        publish();
        assertThat(copies(missing), hasSize(1));
        assertThat(UnseenCheckpointsMonitor.unseen(now.plus(Duration.ofDays(4))), empty());
    }

    @Test
    void credentialsThatAreGoneAreSaid() throws Exception {
        WebServerDestination server = new WebServerDestination("https://copies.example.com/");
        server.setCredentialsId("gone");
        ControlEvidenceConfiguration.get().setCheckpointDestinations(List.of(server));
        publish();

        Instant later = Instant.now().plus(Duration.ofDays(4));
        assertThat(UnseenCheckpointsMonitor.unseen(later).get(0).problem(), containsString("'gone'"));
    }

    @Test
    void whatIsNoDestinationIsRefused() {
        String password = "hunter" + 2;
        for (String url : List.of("", "ftp://example.com", "https://ann:" + password + "@example.com/")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> new WebServerDestination(url), url);
            assertThat(e.getMessage().contains(password), is(false));
            assertThrows(IllegalArgumentException.class, () -> new TimeStampDestination(url), url);
        }
        assertThrows(IllegalArgumentException.class, () -> new WitnessDestination("https://example.com", "no key"));
        assertThrows(IllegalArgumentException.class, () -> new DirectoryDestination("relative"));
        assertThrows(IllegalArgumentException.class, () -> new GitDestination("https://example.com/x.git", "a..b"));
        assertThrows(IllegalArgumentException.class, () -> new GitDestination("", "main"));
        TimeStampDestination authority = new TimeStampDestination("https://tsa.example.com");
        assertThrows(IllegalArgumentException.class, () -> authority.setCertificate("no certificate"));
        assertThrows(IllegalArgumentException.class, () -> destinations(elsewhere, elsewhere));
    }

    @Test
    void onlyAdministratorsTryAgain() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("system")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        String act = j.jenkins
                        .getExtensionList(UnseenCheckpointsMonitor.class)
                        .get(0)
                        .getUrl() + "/act";
        for (String user : List.of("system", "admin")) {
            WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            wc.setJavaScriptEnabled(false);
            wc.login(user);
            WebRequest post = new WebRequest(wc.createCrumbedUrl(act), HttpMethod.POST);
            assertThat(user, wc.getPage(post).getWebResponse().getStatusCode(), is(user.equals("admin") ? 200 : 403));
            assertThat(user, wc.goTo(act, null).getWebResponse().getStatusCode(), is(405));
        }
    }
}
